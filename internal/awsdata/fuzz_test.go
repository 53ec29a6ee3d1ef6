package awsdata

import (
	"strings"
	"testing"
)

// FuzzManagedPolicyByARN checks that only a managed policy's own ARN finds it.
func FuzzManagedPolicyByARN(f *testing.F) {
	for _, arn := range []string{
		"arn:aws:iam::aws:policy/AdministratorAccess",
		"arn:aws-cn:iam::aws:policy/PowerUserAccess",
		"arn:aws-us-gov:iam::aws:policy/job-function/SystemAdministrator",
		"arn:aws:iam::aws:policy/service-role/AdministratorAccess",
		"arn:aws:iam::123456789012:policy/AdministratorAccess",
		"arn:aws:iam::aws:policy/", "AdministratorAccess", "::::::", "",
	} {
		f.Add(arn)
	}
	f.Fuzz(func(t *testing.T, arn string) {
		p, ok := ManagedPolicyByARN(arn)
		if !ok {
			return
		}
		if !strings.HasSuffix(arn, "/"+p.Name) || !strings.Contains(arn, ":iam::aws:policy") {
			t.Errorf("%q is taken for %s", arn, p.Name)
		}
		if p.Path != "" && !strings.HasSuffix(arn, ":policy"+p.Path+p.Name) {
			t.Errorf("%q is taken for %s of path %s", arn, p.Name, p.Path)
		}
	})
}

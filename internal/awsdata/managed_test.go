package awsdata_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
)

func TestManagedPolicy(t *testing.T) {
	for _, test := range []struct {
		name string
		want awsdata.Policy // the document: some part of it
	}{
		{"AdministratorAccess", awsdata.Policy{
			Path: "/", Version: "v1",
			Document: `"Action":"*"`,
		}},
		{"PowerUserAccess", awsdata.Policy{
			Path: "/", Version: "v12",
			Document: `"NotAction":["iam:*","organizations:*","account:*"]`,
		}},
		{"DataScientist", awsdata.Policy{
			Path: "/job-function/", Version: "v5",
			Document: `"ec2:RunInstances"`,
		}},
		{"AWSCodePipelineFullAccess", awsdata.Policy{ // from retired.json, its ARN known
			Path: "/", Version: "v10",
			Document: `"codepipeline:*"`,
		}},
		{"AWSLambdaFullAccess", awsdata.Policy{ // from retired.json, its ARN unknown
			Path: "", Version: "v8", Deprecated: true,
			Document: `"lambda:*"`,
		}},
		{"AWSOpsWorks_FullAccess", awsdata.Policy{ // from the package, deprecated
			Path: "/", Version: "v1", Deprecated: true,
			Document: `"opsworks:*"`,
		}},
	} {
		test.want.Name = test.name
		got, ok := awsdata.ManagedPolicy(test.name)
		if !ok {
			t.Errorf("%s: not found", test.name)
			continue
		}
		if !strings.Contains(got.Document, test.want.Document) {
			t.Errorf("%s: document without %s:\n%s", test.name, test.want.Document, got.Document)
		}
		got.Document, test.want.Document = "", ""
		if got != test.want {
			t.Errorf("got %+v, want %+v", got, test.want)
		}
	}
	for _, name := range []string{"", "administratoraccess", "NoSuchPolicy", "job-function/DataScientist", "."} {
		if got, ok := awsdata.ManagedPolicy(name); ok {
			t.Errorf("ManagedPolicy(%q) is %s", name, got.Name)
		}
	}
}

func TestManagedPolicyByARN(t *testing.T) {
	for _, test := range []struct{ arn, name string }{
		{"arn:aws:iam::aws:policy/AdministratorAccess", "AdministratorAccess"},
		{"arn:aws-cn:iam::aws:policy/AdministratorAccess", "AdministratorAccess"},
		{"arn:aws-us-gov:iam::aws:policy/AdministratorAccess", "AdministratorAccess"},
		{"arn:\uE00017\uE001:iam::aws:policy/AdministratorAccess", "AdministratorAccess"},
		{"arn:aws:iam::aws:policy/job-function/DataScientist", "DataScientist"},
		{"arn:aws:iam::aws:policy/service-role/AWSConfigRole", "AWSConfigRole"},
		{"arn:aws:iam::aws:policy/AWSLambdaFullAccess", "AWSLambdaFullAccess"}, // path unknown: any will do
		{"arn:aws:iam::aws:policy/aws-service-role/AWSLambdaFullAccess", "AWSLambdaFullAccess"},

		{"arn:aws:iam::aws:policy/DataScientist", ""}, // its path is /job-function/
		{"arn:aws:iam::aws:policy/job-function/AdministratorAccess", ""},
		{"arn:aws:iam::123456789012:policy/AdministratorAccess", ""}, // the customer's
		{"arn:aws:iam::aws:policy/NoSuchPolicy", ""},
		{"arn:aws:iam::aws:policy/", ""},
		{"arn:aws:iam::aws:policy", ""},
		{"arn:aws:iam::aws:policyAdministratorAccess", ""},
		{"arn:aws:iam::aws:role/AdministratorAccess", ""},
		{"arn:aws:iam::aws:policy/\uE00017\uE001", ""},
		{"arn:aws:s3::aws:policy/AdministratorAccess", ""},
		{"arn:aws:iam:eu-west-1:aws:policy/AdministratorAccess", ""},
		{"AdministratorAccess", ""},
		{"", ""},
	} {
		if got, ok := awsdata.ManagedPolicyByARN(test.arn); got.Name != test.name || ok != (test.name != "") {
			t.Errorf("ManagedPolicyByARN(%q) is %q, %t; want %q", test.arn, got.Name, ok, test.name)
		}
	}
}

func TestManagedPolicyDocumentsAreJSON(t *testing.T) {
	for _, name := range awsdata.ManagedPolicyNames() {
		p, ok := awsdata.ManagedPolicy(name)
		if !ok || p.Name != name {
			t.Errorf("ManagedPolicy(%q) is %q, %t", name, p.Name, ok)
		}
		var document struct{ Statement json.RawMessage }
		if err := json.Unmarshal([]byte(p.Document), &document); err != nil || len(document.Statement) == 0 {
			t.Errorf("%s: no statements (%v)", name, err)
		}
		if !strings.HasPrefix(p.Version, "v") {
			t.Errorf("%s: version %q", name, p.Version)
		}
		if p.Path != "" && (!strings.HasPrefix(p.Path, "/") || !strings.HasSuffix(p.Path, "/")) {
			t.Errorf("%s: path %q", name, p.Path)
		}
		if p.Path == "" {
			continue
		}
		if byARN, ok := awsdata.ManagedPolicyByARN("arn:aws:iam::aws:policy" + p.Path + name); !ok || byARN != p {
			t.Errorf("%s: not found by its ARN", name)
		}
	}
}

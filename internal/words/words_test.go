package words

import (
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/risk"
)

func TestSome(t *testing.T) {
	for _, tt := range []struct {
		names []string
		want  string
	}{
		{nil, ""},
		{[]string{"a"}, "a"},
		{[]string{"a", "b", "c"}, "a, b and c"},
		{[]string{"a", "b", "c", "d", "e", "f"}, "a, b, c, d, e and others"},
	} {
		if got := Some(tt.names); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.names, got, tt.want)
		}
	}
}

func TestDanger(t *testing.T) {
	for _, tt := range []struct {
		finding risk.Finding
		want    string
	}{
		{risk.Finding{Kind: risk.Admin}, "the rights of an administrator"},
		{risk.Finding{Kind: risk.PowerUser}, "the rights of a power user"},
		{risk.Finding{Kind: risk.Escalation, Actions: []string{"iam:CreateUser"}}, "the right to change IAM (iam:CreateUser)"},
		{risk.Finding{Kind: risk.ServiceAdmin, Services: []string{"sqs", "s3"}}, "every action of s3 and sqs on every resource"},
		{risk.Finding{Kind: risk.Compute, Actions: []string{"ec2:RunInstances"}}, "a standing right to create paid compute (ec2:RunInstances)"},
		{risk.Finding{Kind: risk.DataAccess, Actions: []string{"s3:GetObject"}}, "a right to read the data of every resource (s3:GetObject)"},
		{risk.Finding{Kind: risk.DataAccess, Actions: []string{"s3:GetObject", "s3:PutBucketPolicy"}}, "a right to read and share the data of every resource (s3:GetObject and s3:PutBucketPolicy)"},
		{risk.Finding{Kind: risk.DataAccess, Actions: []string{"kms:Decrypt"}}, ""}, // what is decrypted must be read first
	} {
		if got := Danger(tt.finding); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.finding.Kind, got, tt.want)
		}
	}
}

package risk

import (
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// action returns the action with the given name.
func action(t testing.TB, name string) awsdata.Action {
	t.Helper()
	i, ok := awsdata.ActionIndex(strings.ToLower(name))
	if !ok {
		t.Fatalf("there is no action %s", name)
	}
	return awsdata.Actions()[i]
}

func TestUnconstrained(t *testing.T) {
	partition, account, bucket := token.Text(1), token.Text(2), token.Text(3)
	for _, test := range []struct {
		action, resource string
		want             bool
	}{
		{"iam:PassRole", "*", true},
		{"iam:PassRole", "**", true},
		{"iam:PassRole", "arn:aws:iam::*:role/*", true},
		{"iam:PassRole", "arn:aws:iam::123456789012:role/*", true},
		{"iam:PassRole", "arn:aws-us-gov:iam::*:role/*", true},
		{"iam:PassRole", "arn:*:iam::*:*", true},
		{"iam:PassRole", "arn:aws:iam:*", true}, // filled up with *
		{"iam:PassRole", "arn:*", true},
		{"iam:PassRole", "arn:aws:iam::*:*", true},
		{"iam:PassRole", "arn:aws:iam::*:role*", true},
		{"iam:PassRole", "arn:" + partition + ":iam::" + account + ":role/*", true},
		{"iam:PassRole", "arn:aws:iam::${aws:PrincipalAccount}:role/*", true},
		{"iam:PassRole", "arn:aws:iam::*:role/ci-*", false},
		{"iam:PassRole", "arn:aws:iam::*:role/service-role/*", false},
		{"iam:PassRole", "arn:aws:iam::*:role/deploy", false},
		{"iam:PassRole", "arn:aws:iam::*:user/*", false},
		{"iam:PassRole", "arn:aws:ec2:*:*:*", false},
		{"iam:PassRole", token.Text(4), false},
		{"iam:PassRole", token.Text(4) + "*", false},
		{"iam:PassRole", "", false},
		{"iam:PassRole", "role/*", false},
		{"iam:PassRole", "arn", false},

		{"iam:CreateAccessKey", "arn:aws:iam::*:user/*", true},
		{"iam:CreateAccessKey", "arn:aws:iam::*:user/${aws:username}", false},
		{"iam:CreatePolicyVersion", "arn:aws:iam::*:policy/*", true},
		{"iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/*", false}, // can't be edited
		{"iam:CreatePolicyVersion", "arn:aws:iam::aws:*", false},
		{"iam:CreatePolicyVersion", "arn:aws:iam::*:policy/fn2-*", false},
		{"iam:UpdateAccountPasswordPolicy", "*", true},
		{"iam:UpdateAccountPasswordPolicy", "arn:aws:iam::*:*", true}, // knows no resources
		{"iam:UpdateAccountPasswordPolicy", "arn:aws:iam::*:user/${aws:username}", false},
		{"iam:UpdateAccountPasswordPolicy", "arn:aws:s3:::*", false},
		{"rolesanywhere:CreateTrustAnchor", "arn:aws:rolesanywhere:*:*:trust-anchor/*", true},
		{"sts:AssumeRole", "arn:aws:iam::*:role/*", true},
		{"sts:AssumeRole", "arn:aws:iam::*:role/OrganizationAccountAccessRole", false},

		{"s3:GetObject", "arn:aws:s3:::*", true},
		{"s3:GetObject", "arn:aws:s3:::*/*", true},
		{"s3:GetObject", "arn:" + partition + ":s3:::*/*", true},
		{"s3:GetObject", "arn:aws:s3:::bucket/*", false},
		{"s3:GetObject", "arn:aws:s3:::*-logs/*", false},
		{"s3:GetObject", "arn:aws:s3:::" + bucket + "/*", false},
		{"s3:GetObject", bucket + "/*", false},
		{"s3:PutBucketPolicy", "arn:aws:s3:::*", true},
		{"s3:PutBucketPolicy", "arn:aws:s3:::bucket", false},

		{"ec2:StartInstances", "arn:aws:ec2:*:*:instance/*", true},
		{"ec2:StartInstances", "arn:aws:ec2:eu-west-1:*:instance/*", true},
		{"ec2:StartInstances", "arn:aws:ec2:*:*:*/*", true},
		{"ec2:StartInstances", "arn:aws:ec2:*:*:instance/i-*", false},
		{"ec2:StartInstances", "arn:aws:ec2:*:*:volume/*", false},
		{"ec2-instance-connect:SendSSHPublicKey", "arn:aws:ec2:*:*:instance/*", true},
		{"lambda:UpdateFunctionCode", "arn:aws:lambda:*:*:function:*", true},
		{"lambda:UpdateFunctionCode", "arn:aws:lambda:*:*:function:ci-*", false},
		{"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:*", true},
		{"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:prod/*", false},
		{"ssm:GetParameter", "arn:aws:ssm:*:*:parameter/*", true},
		{"ssm:GetParameter", "arn:aws:ssm:*:*:parameter/app/*", false},
		{"dynamodb:Scan", "arn:aws:dynamodb:*:*:table/*", true},
		{"dynamodb:Scan", "arn:aws:dynamodb:*:*:table/orders/*", false},
		{"sqs:ReceiveMessage", "arn:aws:sqs:*:*:*", true},
		{"sqs:ReceiveMessage", "arn:aws:sqs:*:*:jobs", false},
		{"execute-api:Invoke", "arn:aws:execute-api:*:*:abcdef/*", false},
	} {
		if got := Unconstrained(action(t, test.action), test.resource); got != test.want {
			t.Errorf("Unconstrained(%s, %q) = %t", test.action, test.resource, got)
		}
	}
}

func TestUnconstrainedService(t *testing.T) {
	for _, test := range []struct {
		prefix, resource string
		want             bool
	}{
		{"s3", "*", true},
		{"s3", "arn:aws:s3:::*", true},
		{"s3", "arn:aws:s3:::bucket/*", false},
		{"ssm", "arn:aws:s3:::*", false}, // works on buckets too, but isn't theirs
		{"ec2", "arn:aws:s3:::*", false},
		{"ec2-instance-connect", "arn:aws:ec2:*:*:*", true}, // has only resources of ec2
		{"lambda", "arn:aws:lambda:*:*:function:*", true},
		{"nosuchservice", "*", true},
		{"nosuchservice", "arn:aws:nosuchservice:::*", false},
	} {
		if got := unconstrainedService(test.prefix, test.resource); got != test.want {
			t.Errorf("unconstrainedService(%s, %q) = %t", test.prefix, test.resource, got)
		}
	}
}

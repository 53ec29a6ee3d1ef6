package risk

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// write puts a finding into one line: document, kind, grants, at most three actions, the services.
func write(f Finding) string {
	var line strings.Builder
	fmt.Fprintf(&line, "%d %s %v", f.Document, f.Kind, f.Grants)
	for i, action := range f.Actions {
		if i == 3 {
			line.WriteString(" …")
			break
		}
		line.WriteString(" " + action)
	}
	if n := len(f.Services); n > 0 && n < 5 {
		fmt.Fprintf(&line, " %v", f.Services)
	}
	if f.Conditional {
		line.WriteString(" conditional")
	}
	if f.May {
		line.WriteString(" may")
	}
	return line.String()
}

func TestClassify(t *testing.T) {
	type docs [][]statement
	role := token.Text(7)
	for _, test := range []struct {
		name string
		docs docs
		self Self
		want []string
	}{
		// Admin and power user.
		{"everything", docs{{allow("*", "*")}}, Self{}, []string{"0 administrator [0]"}},
		{"everything, spelt otherwise", docs{{allow("*", "*:*")}}, Self{}, []string{"0 administrator [0]"}},
		{"everything but nothing", docs{{{Effect: "Allow", NotAction: "nosuch:*", Resource: "*"}}}, Self{}, []string{"0 administrator [0]"}},
		{"everything on all but a bucket", docs{{{Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::audit/*"}}}, Self{}, []string{"0 administrator [0]"}},
		{"everything but one service", docs{{allow("*", "*"), deny("*", "s3:*")}}, Self{}, []string{"0 administrator [0]"}},
		{"everything but IAM", docs{{{Effect: "Allow", NotAction: []string{"iam:*", "organizations:*", "account:*"}, Resource: "*"}}}, Self{}, []string{"0 power user [0]"}},
		{"everything but IAM, and IAM", docs{{{Effect: "Allow", NotAction: "iam:*", Resource: "*"}, allow("*", "iam:*")}}, Self{}, []string{"0 administrator [0 1]"}},
		{"everything but IAM, and IAM elsewhere", docs{{{Effect: "Allow", NotAction: "iam:*", Resource: "*"}}, {allow("*", "iam:*")}}, Self{}, []string{
			"0 power user [0]",
			"1 privilege escalation [1] iam:CreatePolicyVersion", // the services are too many to name here
		}},
		{"everything in halves", docs{{allow("*", "a*:*", "b*:*", "c*:*", "d*:*", "e*:*", "f*:*", "g*:*", "h*:*", "i*:*", "k*:*", "l*:*", "m*:*")}, {allow("*", "n*:*", "o*:*", "p*:*", "q*:*", "r*:*", "s*:*", "t*:*")}}, Self{}, []string{
			"0 administrator [0 1]",
			"1 privilege escalation [1] organizations:DetachPolicy",
		}},
		{"everything on a bucket", docs{{allow("arn:aws:s3:::bucket/*", "*")}}, Self{}, nil},
		{"everything on all buckets", docs{{allow("arn:aws:s3:::*", "*")}}, Self{}, []string{"0 service administrator [0] [s3]"}},
		{"everything under a condition", docs{{allow("*", "*").when("IpAddress", "aws:SourceIp", "192.0.2.0/24")}}, Self{}, []string{"0 administrator [0] conditional"}},
		{"everything with MFA", docs{{allow("*", "*").when("Bool", "aws:MultiFactorAuthPresent", "true")}}, Self{}, nil},

		// Writes to IAM.
		{"own path first, all paths in one finding", docs{{allow("*", "iam:PassRole", "iam:PutUserPolicy", "lambda:UpdateFunctionCode", "ec2:RunInstances")}}, Self{}, []string{"0 privilege escalation [0] iam:PutUserPolicy [ec2]"}},
		{"write without a path", docs{{allow("*", "iam:DeleteUser", "iam:CreatePolicy")}}, Self{}, []string{"0 privilege escalation [0] iam:CreatePolicy iam:DeleteUser"}},
		{"reading IAM", docs{{allow("*", "iam:Get*", "iam:List*", "iam:GenerateCredentialReport", "iam:SimulatePrincipalPolicy")}}, Self{}, nil},
		{"service-linked role", docs{{allow("*", "iam:CreateServiceLinkedRole").when("StringEquals", "iam:AWSServiceName", "ecs.amazonaws.com")}}, Self{}, nil},
		{"server certificates", docs{{allow("*", "iam:UploadServerCertificate", "iam:ListServerCertificates")}}, Self{}, nil},
		{"own password and MFA device", docs{{allow("*", "iam:ChangePassword"), allow("arn:aws:iam::*:mfa/*", "iam:CreateVirtualMFADevice"), allow("*", "iam:EnableMFADevice", "iam:ResyncMFADevice")}}, Self{}, nil},
		{"own keys and MFA device", docs{{allow("arn:aws:iam::*:user/${aws:username}", "iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:UpdateAccessKey", "iam:UpdateLoginProfile", "iam:UploadSSHPublicKey", "iam:DeactivateMFADevice")}}, Self{}, nil},
		{"everybody's keys", docs{{allow("arn:aws:iam::*:user/*", "iam:CreateAccessKey")}}, Self{}, []string{"0 privilege escalation [0] iam:CreateAccessKey"}},
		{"MFA devices of others", docs{{allow("*", "iam:DeactivateMFADevice")}}, Self{}, []string{"0 privilege escalation [0] iam:DeactivateMFADevice"}},
		{"own policies, by variable", docs{{allow("arn:aws:iam::*:user/${aws:username}", "iam:*")}}, Self{}, []string{"0 privilege escalation [0] iam:PutUserPolicy"}},
		{"own policies, by variable with the user's path", docs{{allow("arn:aws:iam::*:user/team/${aws:username}", "iam:PutUserPolicy")}}, Self{User: "/team/ci"}, []string{"0 privilege escalation [0] iam:PutUserPolicy"}},
		{"own policies, by variable without the user's path", docs{{allow("arn:aws:iam::*:user/${aws:username}", "iam:PutUserPolicy")}}, Self{User: "team/ci"}, nil},
		{"own policies, by name", docs{{allow("arn:aws:iam::123456789012:user/ci", "iam:PutUserPolicy")}}, Self{User: "ci"}, []string{"0 privilege escalation [0] iam:PutUserPolicy"}},
		{"own policies, by wildcard", docs{{allow("arn:aws:iam::*:user/c*", "iam:AttachUserPolicy")}}, Self{User: "ci"}, []string{"0 privilege escalation [0] iam:AttachUserPolicy"}},
		{"somebody's policies", docs{{allow("arn:aws:iam::*:user/app-*", "iam:PutUserPolicy")}}, Self{User: "ci"}, nil},
		{"own group's policies", docs{{allow("arn:aws:iam::*:group/devs", "iam:PutGroupPolicy")}}, Self{Groups: []string{"ops", "devs"}}, []string{"0 privilege escalation [0] iam:PutGroupPolicy"}},
		{"joining the group one is in", docs{{allow("arn:aws:iam::*:group/devs", "iam:AddUserToGroup")}}, Self{Groups: []string{"devs"}}, nil},
		{"own policy with an unknown name", docs{{allow("arn:aws:iam::*:policy/"+role+"-*", "iam:CreatePolicyVersion")}}, Self{Policies: []string{role + "-deploy"}}, []string{"0 privilege escalation [0] iam:CreatePolicyVersion"}},
		{"roles of an application", docs{{allow("arn:aws:iam::*:role/app-*", "iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy")}}, Self{}, []string{"0 privilege escalation [0] iam:CreateRole iam:AttachRolePolicy"}},
		{"policies of an application's roles", docs{{allow("arn:aws:iam::*:role/app-*", "iam:PutRolePolicy", "iam:AttachRolePolicy")}}, Self{}, nil},
		{"one role in two documents", docs{{allow("arn:aws:iam::*:role/app-*", "iam:PutRolePolicy")}, {allow("arn:aws:iam::*:role/*", "iam:GetRole"), allow("arn:aws:iam::1:role/app-*", "sts:AssumeRole")}}, Self{}, nil},
		{"roles within roles", docs{{allow("arn:aws:iam::*:role/app-*", "iam:PutRolePolicy")}, {allow("arn:aws:iam::*:role/a*", "sts:AssumeRole")}}, Self{}, []string{"0 privilege escalation [0 1] iam:PutRolePolicy sts:AssumeRole"}},

		// The test policies of iam-vulnerable: fp must not be found, fn must be.
		{"fp1: allowed and denied in one policy", docs{{allow("*", "iam:*"), deny("*", "iam:*")}}, Self{}, nil},
		{"fp2: allowed and denied in two policies", docs{{allow("*", "*")}, {deny("*", "*")}}, Self{}, nil},
		{"fp3: only denied", docs{{deny("*", "iam:*")}}, Self{}, nil},
		{"fp4: policies of AWS", docs{{allow("arn:aws:iam::aws:policy/fp4-*", "iam:CreatePolicyVersion")}}, Self{Policies: []string{"fp4-nonExploitableResourceConstraint"}}, nil},
		{"fp5: a condition that can't hold", docs{{allow("*", "iam:CreatePolicyVersion").when("DateLessThan", "aws:TokenIssueTime", "2020-01-01T00:00:01Z")}}, Self{}, nil},
		{"fn1: a path over two policies", docs{{allow("*", "ec2:RunInstances", "ec2:Describe*")}, {allow("*", "iam:PassRole")}}, Self{}, []string{
			"0 compute creation [0] ec2:RunInstances",
			"1 privilege escalation [0 1] iam:PassRole ec2:RunInstances [ec2]",
		}},
		{"fn2: the policy may edit itself", docs{{allow("arn:aws:iam::*:policy/fn2-*", "iam:CreatePolicyVersion")}}, Self{Policies: []string{"fn2-exploitableResourceConstraint"}}, []string{"0 privilege escalation [0] iam:CreatePolicyVersion"}},
		{"fn4: NotAction leaves enough", docs{{{Effect: "Allow", NotAction: []string{"iam:Update*", "iam:Create*", "iam:Attach*"}, Resource: "*"}}}, Self{}, []string{"0 administrator [0]"}},

		// Passing roles.
		{"pass and run", docs{{allow("*", "iam:PassRole", "ec2:RunInstances")}}, Self{}, []string{"0 privilege escalation [0] iam:PassRole ec2:RunInstances [ec2]"}},
		{"pass a role of the configuration", docs{{allow(role, "iam:PassRole"), allow("*", "ecs:RegisterTaskDefinition", "ecs:DescribeTaskDefinition")}}, Self{}, nil},
		{"pass roles by name", docs{{allow("arn:aws:iam::*:role/app-*", "iam:PassRole"), allow("*", "lambda:CreateFunction", "lambda:InvokeFunction")}}, Self{}, []string{"0 compute creation [1] lambda:CreateFunction"}},
		{"pass any role to ECS, run on ECS", docs{{allow("*", "iam:PassRole").when("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com"), allow("*", "ecs:RegisterTaskDefinition", "ecs:RunTask")}}, Self{}, []string{"0 privilege escalation [0 1] iam:PassRole ecs:RegisterTaskDefinition ecs:RunTask [ecs] conditional"}},
		{"pass any role to ECS, run on EC2", docs{{allow("*", "iam:PassRole").when("StringLike", "iam:PassedToService", "ecs*.amazonaws.com"), allow("*", "ec2:RunInstances")}}, Self{}, []string{"0 compute creation [1] ec2:RunInstances"}},
		{"pass any role, but not to EC2", docs{{allow("*", "iam:PassRole").when("StringNotEquals", "iam:PassedToService", "ec2.amazonaws.com"), allow("*", "lambda:CreateFunction", "lambda:InvokeFunction")}}, Self{}, []string{"0 privilege escalation [0 1] iam:PassRole lambda:CreateFunction lambda:InvokeFunction [lambda] conditional"}},
		{"passing alone", docs{{allow("*", "iam:PassRole", "iam:GetRole")}}, Self{}, nil},
		{"several takers are one finding", docs{{allow("*", "iam:PassRole", "glue:CreateDevEndpoint", "ec2:RunInstances", "cloudformation:CreateStack")}}, Self{}, []string{"0 privilege escalation [0] iam:PassRole cloudformation:CreateStack [cloudformation ec2 glue]"}},
		{"a certain way before a conditional one", docs{{allow("*", "iam:CreateAccessKey").when("StringEquals", "aws:PrincipalTag/team", "x"), allow("*", "iam:PassRole", "ec2:RunInstances")}}, Self{}, []string{"0 privilege escalation [1] iam:PassRole ec2:RunInstances [ec2]"}},

		// Other people's rights.
		{"any role", docs{{allow("*", "sts:AssumeRole")}}, Self{}, []string{"0 privilege escalation [0] sts:AssumeRole"}},
		{"any role of an account", docs{{allow("arn:aws:iam::123456789012:role/*", "sts:AssumeRole")}}, Self{}, []string{"0 privilege escalation [0] sts:AssumeRole"}},
		{"a role", docs{{allow("arn:aws:iam::*:role/OrganizationAccountAccessRole", "sts:AssumeRole"), allow(role, "sts:AssumeRole")}}, Self{}, nil},
		{"commands on one instance", docs{{allow([]string{"arn:aws:ssm:*:*:document/AWS-RunShellScript", "arn:aws:ec2:*:*:instance/i-0123456789abcdef0"}, "ssm:SendCommand")}}, Self{}, nil},
		{"commands on all instances", docs{{allow([]string{"arn:aws:ssm:*:*:document/AWS-RunShellScript", "arn:aws:ec2:*:*:instance/*"}, "ssm:SendCommand")}}, Self{}, []string{"0 privilege escalation [1] ssm:SendCommand"}},
		{"code of one function", docs{{allow("arn:aws:lambda:*:*:function:site", "lambda:UpdateFunctionCode", "lambda:GetFunction")}}, Self{}, nil},
		{"code of any function", docs{{allow("*", "lambda:UpdateFunctionCode")}}, Self{}, []string{"0 privilege escalation [0] lambda:UpdateFunctionCode"}},
		{"builds of one project", docs{{allow(role, "codebuild:StartBuild", "codebuild:BatchGetBuilds")}}, Self{}, nil},

		// Service administrators.
		{"a service", docs{{allow("*", "s3:*")}}, Self{}, []string{"0 service administrator [0] [s3]"}},
		{"a service, spelt otherwise", docs{{allow("*", "S3:*")}}, Self{}, []string{"0 service administrator [0] [s3]"}},
		{"a service in one region", docs{{allow("arn:aws:sqs:eu-west-1:*:*", "sqs:*")}}, Self{}, []string{"0 service administrator [0] [sqs]"}},
		{"several services", docs{{allow("*", "elasticloadbalancing:*", "route53:*"), allow("*", "s3:*")}}, Self{}, []string{"0 service administrator [0 1] [elasticloadbalancing route53 s3]"}},
		{"a service piece by piece", docs{{allow("*", "sqs:A*", "sqs:C*", "sqs:D*", "sqs:G*"), allow("*", "sqs:L*", "sqs:P*", "sqs:R*", "sqs:S*", "sqs:T*", "sqs:U*")}}, Self{}, []string{"0 service administrator [0 1] [sqs]"}},
		{"a service on a bucket", docs{{allow([]string{"arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"}, "s3:*")}}, Self{}, nil},
		{"a service on an unknown resource", docs{{allow(role, "s3:*")}}, Self{}, nil},
		{"most of a service", docs{{allow("*", "s3:*"), deny("*", "s3:DeleteBucket")}}, Self{}, []string{"0 data access [0] s3:GetObject s3:PutBucketPolicy s3:CreateAccessPoint …"}},
		{"a channel of agents", docs{{allow("*", "ssmmessages:*", "ec2messages:*")}}, Self{}, nil},
		{"services of few actions, or to read only", docs{{allow("*", "pricing:*", "rds-db:*", "execute-api:*", "sagemaker-data-science-assistant:*")}}, Self{}, []string{"0 data access [0] rds-db:connect"}},

		// Compute.
		{"instances", docs{{allow("*", "ec2:RunInstances", "ec2:StopInstances")}}, Self{}, []string{"0 compute creation [0] ec2:RunInstances"}},
		{"instances only on instances", docs{{allow("arn:aws:ec2:*:*:instance/*", "ec2:RunInstances")}}, Self{}, nil},
		{"instances on all they need", docs{{allow([]string{"arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:subnet/subnet-1", "arn:aws:ec2:*:*:network-interface/*", "arn:aws:ec2:*:*:security-group/sg-1", "arn:aws:ec2:*::image/ami-*", "arn:aws:ec2:*:*:volume/*"}, "ec2:RunInstances")}}, Self{}, []string{"0 compute creation [0] ec2:RunInstances"}},
		{"starting and stopping", docs{{allow("*", "ec2:StartInstances", "ec2:StopInstances", "ec2:Describe*")}}, Self{}, nil},
		{"a deployer of tasks", docs{{allow("*", "ecs:RegisterTaskDefinition", "ecs:DescribeServices"), allow("arn:aws:ecs:*:*:service/main/web", "ecs:UpdateService")}}, Self{}, nil},
		{"any service of ECS", docs{{allow("*", "ecs:RegisterTaskDefinition", "ecs:UpdateService")}}, Self{}, []string{"0 compute creation [0] ecs:UpdateService"}},

		// Data.
		{"all objects", docs{{allow("arn:aws:s3:::*", "s3:GetObject", "s3:ListBucket")}}, Self{}, []string{"0 data access [0] s3:GetObject"}},
		{"objects of a bucket", docs{{allow("arn:aws:s3:::bucket/*", "s3:GetObject", "s3:PutObjectAcl")}}, Self{}, nil},
		{"writing objects anywhere", docs{{allow("*", "s3:PutObject")}}, Self{}, nil},
		{"publishing objects anywhere", docs{{allow("*", "s3:PutObject", "s3:PutObjectAcl")}}, Self{}, []string{"0 data access [0] s3:PutObjectAcl"}},
		{"all secrets", docs{{allow("arn:aws:secretsmanager:*:*:secret:*", "secretsmanager:GetSecretValue")}}, Self{}, []string{"0 data access [0] secretsmanager:GetSecretValue"}},
		{"snapshots, taken", docs{{allow("*", "ec2:CreateSnapshot", "ec2:DescribeSnapshots")}}, Self{}, nil},
		{"snapshots, shared", docs{{allow("*", "rds:ModifyDBSnapshotAttribute")}}, Self{}, []string{"0 data access [0] rds:ModifyDBSnapshotAttribute"}},
		{"logs and images", docs{{allow("*", "logs:GetLogEvents", "ecr:BatchGetImage", "ecr:GetAuthorizationToken", "lambda:GetFunction")}}, Self{}, nil},
		{"sending mail", docs{{allow("*", "ses:SendRawEmail")}}, Self{}, nil},

		// Each document by its strongest kind.
		{"three documents", docs{{allow("*", "s3:*")}, {allow("*", "iam:PutUserPolicy", "ec2:RunInstances")}, {allow("*", "kms:Decrypt")}}, Self{}, []string{
			"0 service administrator [0] [s3]",
			"1 privilege escalation [1] iam:PutUserPolicy",
			"2 data access [2] kms:Decrypt",
		}},
		{"nothing", nil, Self{}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var documents []*policy.Document
			for _, statements := range test.docs {
				documents = append(documents, document(t, statements...))
			}
			var got []string
			for _, f := range Classify(grantsOf(documents...), test.self) {
				got = append(got, write(f))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(test.want, "\n\t"))
			}
		})
	}
}

// A statement that stands in only one branch of a conditional makes a finding that may be; where a certain one does the
// same, that is named.
func TestMay(t *testing.T) {
	doc := document(t, allow("*", "s3:*"), allow("*", "s3:*"))
	doc.Statements[0].May = true
	if got := write(Classify(grantsOf(doc), Self{})[0]); got != "0 service administrator [1] [s3]" {
		t.Errorf("got %s", got)
	}
	doc.Statements[1].May = true
	if got := write(Classify(grantsOf(doc), Self{})[0]); got != "0 service administrator [0] [s3] may" {
		t.Errorf("got %s", got)
	}
}

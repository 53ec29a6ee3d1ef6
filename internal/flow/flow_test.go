package flow_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/flow"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

func build(t testing.TB, files map[string]string) *iam.Model {
	t.Helper()
	tree, err := terraform.Read(hosttest.New(t, files).Runner(), terraform.Options{Modules: "all"})
	if err != nil {
		t.Fatal(err)
	}
	return iam.Build(tree)
}

// arrivals writes what arrives where: "output.o: secret of aws_iam_access_key.k?", with a ? for what may arrive.
func arrivals(m *iam.Model) []string {
	lines := []string{}
	for _, a := range flow.Of(m).Arrivals {
		var parts []string
		for _, p := range a.Parts {
			s := p.Noun + " of " + p.Credential.Addr
			if len(p.Via) > 0 {
				s += " via " + strings.Join(p.Via, ", ")
			}
			if p.May {
				s += "?"
			}
			parts = append(parts, s)
		}
		lines = append(lines, fmt.Sprintf("%s %s: %s", a.Addr, a.Where(), strings.Join(parts, "; ")))
	}
	return lines
}

const key = "resource \"aws_iam_access_key\" \"k\" {\n  user = \"u\"\n}\n"

func TestArrivals(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"nowhere", map[string]string{"main.tf": key + `output "o" { value = aws_iam_access_key.k.user }`}, []string{}},
		{"id and secret", map[string]string{"main.tf": key + `
			output "o" { value = [aws_iam_access_key.k.id, aws_iam_access_key.k.secret, aws_iam_access_key.k.secret] }`},
			[]string{"output.o value: ID of aws_iam_access_key.k; secret of aws_iam_access_key.k"}},
		{"both branches and one", map[string]string{"main.tf": key + `
			variable "on" {}
			output "one" { value = var.on ? aws_iam_access_key.k.secret : "" }
			output "both" { value = var.on ? aws_iam_access_key.k.secret : "x${aws_iam_access_key.k.secret}" }`},
			[]string{
				"output.one value: secret of aws_iam_access_key.k?",
				"output.both value: secret of aws_iam_access_key.k",
			}},
		{"nested blocks", map[string]string{"main.tf": key + `
			resource "r" "x" {
			  a = "none"
			  b {
			    c = aws_iam_access_key.k.secret
			  }
			}`}, []string{"r.x b.c: secret of aws_iam_access_key.k"}},
		{"whole resources that hold it", map[string]string{"main.tf": key + `
			resource "r" "x" { a = aws_iam_access_key.k.secret }
			output "o" { value = r.x }
			output "computed" { value = r.x.id }`},
			[]string{
				"r.x a: secret of aws_iam_access_key.k",
				"output.o value: secret of aws_iam_access_key.k via r.x",
			}},
		{"the way it took", map[string]string{"main.tf": key + `
			data "template_file" "a" {
			  template = "none"
			  vars     = { s = aws_iam_access_key.k.secret }
			}
			data "cloudinit_config" "b" {
			  part {
			    content = data.template_file.a.rendered
			  }
			}
			output "o" { value = data.cloudinit_config.b.rendered }`},
			[]string{"output.o value: secret of aws_iam_access_key.k via data.template_file.a, data.cloudinit_config.b"}},
		{"instances", map[string]string{"main.tf": `
			resource "aws_iam_access_key" "k" {
			  for_each = toset(["a", "b"])
			  user     = each.key
			}
			resource "r" "x" {
			  for_each = aws_iam_access_key.k
			  a        = each.value.secret
			}`}, []string{"r.x a: secret of aws_iam_access_key.k", "r.x a: secret of aws_iam_access_key.k"}},
		{"a provisioner of the key itself", map[string]string{"main.tf": `
			resource "aws_iam_access_key" "k" {
			  user = "u"
			  provisioner "local-exec" {
			    command = "echo ${self.secret} ${self.user}"
			  }
			}`}, []string{"aws_iam_access_key.k local-exec.command: secret of aws_iam_access_key.k"}},
		{"an empty variable", map[string]string{"main.tf": key + `
			variable "names" { default = [] }
			resource "r" "x" {
			  for_each = toset(var.names)
			  a        = aws_iam_access_key.k.secret
			}
			resource "aws_iam_access_key" "none" {
			  for_each = toset(var.names)
			  user     = each.key
			}
			resource "r" "none" {
			  for_each = toset(var.names)
			  a        = aws_iam_access_key.none[each.key].secret
			}`}, []string{"r.x a: secret of aws_iam_access_key.k?"}},
		{"a module whose code is not at hand", map[string]string{"main.tf": key + `
			module "m" {
			  source = "example/m/aws"
			  a      = aws_iam_access_key.k.secret
			}
			module "n" {
			  source = "example/n/aws"
			  count  = 0
			  a      = aws_iam_access_key.k.secret
			}`}, []string{"module.m a: secret of aws_iam_access_key.k"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, arrivals(build(t, test.files))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSinks(t *testing.T) {
	for resourceType, want := range map[string]flow.Sink{
		"aws_instance":                       {Kind: flow.Workload, Service: "EC2", Role: "an instance profile (iam_instance_profile)"},
		"aws_ecs_task_definition":            {Kind: flow.Workload, Service: "ECS", Role: "a task role (task_role_arn)"},
		"kubernetes_cron_job_v1":             {Kind: flow.Workload, Service: "Kubernetes", Role: "EKS Pod Identity or an IAM role for the service account"},
		"aws_ssm_parameter":                  {Kind: flow.Parameter},
		"aws_secretsmanager_secret_version":  {Kind: flow.SecretsManager},
		"local_sensitive_file":               {Kind: flow.File},
		"gitlab_repository_file":             {Kind: flow.File},
		"aws_s3_object":                      {Kind: flow.Object},
		"kubernetes_secret_v1":               {Kind: flow.Cluster},
		"null_resource":                      {Kind: flow.Trigger},
		"github_actions_secret":              {Kind: flow.CI, Service: "GitHub"},
		"github_actions_organization_secret": {Kind: flow.CI, Service: "GitHub", Shared: true},
		"gitlab_group_variable":              {Kind: flow.CI, Service: "GitLab", Shared: true},
		"tfe_variable":                       {Kind: flow.CI, Service: "HCP Terraform"},
		"aws_db_instance":                    {Kind: flow.Other},
		"vault_generic_secret":               {Kind: flow.SecretStore, Service: "Vault"},
		"vault_aws_secret_backend":           {Kind: flow.Other},
	} {
		m := build(t, map[string]string{"main.tf": key + "resource \"" + resourceType + "\" \"x\" {\n  a = aws_iam_access_key.k.secret\n}\n"})
		all := flow.Of(m).Arrivals
		if len(all) != 1 {
			t.Errorf("%s: %d arrivals", resourceType, len(all))
			continue
		}
		if diff := cmp.Diff(want, all[0].Sink); diff != "" {
			t.Errorf("%s (-want +got):\n%s", resourceType, diff)
		}
	}
}

func TestModuleSinks(t *testing.T) {
	for source, want := range map[string]string{
		"terraform-aws-modules/lambda/aws":                                                       "Lambda",
		"terraform-aws-modules/ec2-instance/aws":                                                 "EC2",
		"terraform-aws-modules/autoscaling/aws":                                                  "EC2",
		"terraform-aws-modules/ecs/aws//modules/service":                                         "ECS",
		"git::https://github.com/cloudposse/terraform-aws-ecs-container-definition.git?ref=main": "ECS",
		"cloudposse/elastic-beanstalk-environment/aws":                                           "Elastic Beanstalk",
		"cloudposse/codebuild/aws":                                                               "CodeBuild",
		"cloudposse/ssm-parameter-store/aws":                                                     "",
		"git::https://git.example.com/secrets.git":                                               "",
	} {
		m := build(t, map[string]string{"main.tf": key + "module \"m\" {\n  source = \"" + source + "\"\n  a = aws_iam_access_key.k.secret\n}\n"})
		all := flow.Of(m).Arrivals
		if len(all) != 1 || all[0].Sink.Service != want {
			t.Errorf("%s: %+v, not one arrival in %q", source, all, want)
		}
	}
}

// FuzzOf follows keys in any configuration. Nothing that a user writes may panic, and what is reported must have a place.
func FuzzOf(f *testing.F) {
	f.Add(key + `output "o" { value = jsonencode({ k = aws_iam_access_key.k, l = local.x[var.y] }) }
locals { x = { for k, v in aws_iam_access_key.k : k => base64gzip(v.secret) } }`)
	f.Add(key + `resource "terraform_data" "a" { input = [terraform_data.b.output, aws_iam_access_key.k.secret] }
resource "terraform_data" "b" { input = terraform_data.a.output }
output "o" { value = terraform_data.a.output["1"][0] }`)
	f.Add(key + `data "aws_kms_secrets" "s" {
  secret { payload = aws_kms_ciphertext.c.ciphertext_blob }
}
resource "aws_kms_ciphertext" "c" { plaintext = aws_iam_access_key.k.ses_smtp_password_v4 }
module "m" {
  source = "cloudposse/iam-system-user/aws"
  dynamic "x" { for_each = [aws_iam_access_key.k] }
}
output "o" { value = [data.aws_kms_secrets.s.plaintext["x"], module.m, module.m.secret_access_key] }`)
	f.Fuzz(func(t *testing.T, text string) {
		m := build(t, map[string]string{"main.tf": text})
		for _, a := range flow.Of(m).Arrivals {
			if len(a.Parts) == 0 || a.Range.Filename == "" {
				t.Errorf("%+v", a)
			}
			a.Consumer()
		}
	})
}

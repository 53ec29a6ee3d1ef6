package iam_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// build derives the model of a configuration whose published modules nobody has installed.
func build(t *testing.T, files map[string]string) *iam.Model {
	t.Helper()
	tree, err := terraform.Read(hosttest.New(t, files).Runner(), terraform.Options{Modules: "all", Outline: iam.Outline})
	if err != nil {
		t.Fatal(err)
	}
	return iam.Build(tree)
}

// holders describes the users that have keys: "module.m.aws_iam_user.this ci: inactive; AdministratorAccess".
func holders(m *iam.Model) []string {
	var all []string
	for _, u := range m.Holders() {
		var with []string
		for _, key := range u.Keys {
			if key.Inactive {
				with = append(with, "inactive")
			}
		}
		if u.Boundary != nil {
			with = append(with, "within "+u.Boundary.Name)
		}
		for _, g := range u.Grants {
			said := g.Policy.Name
			if !g.Policy.Managed {
				said = says(g.Policy.Document)
			}
			if g.Group != nil {
				said += " through " + g.Group.Addr()
			}
			with = append(with, said)
		}
		all = append(all, strings.TrimSuffix(u.Addr()+" "+u.Name+": "+strings.Join(with, "; "), ": "))
	}
	return all
}

// says shortens a document to what its statements are about.
func says(d *policy.Document) string {
	var all []string
	for _, s := range d.Statements {
		words := []string{string(s.Effect)}
		words = append(words, some(s.Actions)...)
		if len(s.NotActions) > 0 {
			words = append(words, "all but", some(s.NotActions)[0])
		}
		for _, c := range s.Conditions {
			words = append(words, "if", c.Test, c.Variable)
		}
		all = append(all, strings.Join(words, " "))
	}
	if d.Partial {
		all = append(all, "...")
	}
	return strings.Join(all, ", ")
}

func some(words []string) []string {
	if len(words) > 1 {
		return []string{words[0] + "..."}
	}
	return words
}

// TestKnownModules calls every published module that is known: switched on by default, off by each switch, by an unknown
// switch, not at all, and with every way to give it policies.
func TestKnownModules(t *testing.T) {
	const (
		tam   = "terraform-aws-modules/iam/aws//modules/"
		admin = `"arn:aws:iam::aws:policy/AdministratorAccess"`
		limit = `"arn:aws:iam::aws:policy/PowerUserAccess"`
		text  = `"{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iam:*\",\"Resource\":\"*\"}]}"`
	)
	tests := []struct {
		name    string
		source  string
		version string
		calls   map[string][]string // the call's arguments and who holds keys then
	}{
		{
			name: "terraform-aws-modules/iam-user_v5", source: tam + "iam-user", version: "~> 5.30",
			calls: map[string][]string{
				`name = "ci"`:                                                    {"module.m.aws_iam_user.this ci"},
				`create_user = false`:                                            nil,
				`create_iam_access_key = false`:                                  nil,
				`create_iam_access_key = var.unset`:                              {"module.m.aws_iam_user.this "},
				`count = 0`:                                                      nil,
				`count = var.unset`:                                              {"module.m.aws_iam_user.this "},
				`for_each = {}`:                                                  nil,
				`pgp_key = "keybase:ci"`:                                         {"module.m.aws_iam_user.this "},
				`iam_access_key_status = "Inactive"`:                             {"module.m.aws_iam_user.this : inactive"},
				`policy_arns = [` + admin + `]`:                                  {"module.m.aws_iam_user.this : AdministratorAccess"},
				`permissions_boundary = ` + limit:                                {"module.m.aws_iam_user.this : within PowerUserAccess"},
				"for_each = toset([\"a\", \"b\"])\n  name = each.key":            {"module.m.aws_iam_user.this a", "module.m.aws_iam_user.this b"},
				"count = 2\n  create_iam_access_key = count.index == 1":          {"module.m.aws_iam_user.this "},
				"name = \"ci\"\n  policy_arns = [aws_iam_policy.own.arn]":        {"module.m.aws_iam_user.this ci: Allow s3:*"},
				"name = \"ci\"\n  policy_arns = [data.aws_iam_policy.found.arn]": {"module.m.aws_iam_user.this ci: AdministratorAccess"},
			},
		},
		{
			name: "terraform-aws-modules/iam-user_v6", source: tam + "iam-user", version: "6.5.0",
			calls: map[string][]string{
				`name = "ci"`:                                     {"module.m.aws_iam_user.this ci"},
				`create = false`:                                  nil,
				`create_access_key = false`:                       nil,
				`create_access_key = var.unset`:                   {"module.m.aws_iam_user.this "},
				`count = 0`:                                       nil,
				`access_key_status = "Inactive"`:                  {"module.m.aws_iam_user.this : inactive"},
				`policies = { Admin = ` + admin + ` }`:            {"module.m.aws_iam_user.this : AdministratorAccess"},
				`permissions_boundary = ` + limit:                 {"module.m.aws_iam_user.this : within PowerUserAccess"},
				`source_inline_policy_documents = [` + text + `]`: {"module.m.aws_iam_user.this "},
				"create_inline_policy = true\n  source_inline_policy_documents = [" + text + "]":   {"module.m.aws_iam_user.this : Allow iam:*"},
				"create_inline_policy = true\n  override_inline_policy_documents = [" + text + "]": {"module.m.aws_iam_user.this : Allow iam:*"},
				`inline_policy_permissions = { a = { actions = ["s3:*"], resources = ["*"] } }`:    {"module.m.aws_iam_user.this "},
				`create_inline_policy = true
  inline_policy_permissions = {
    a = { actions = ["s3:*"], resources = ["*"] }
    b = {
      effect      = "Deny"
      not_actions = ["iam:*"]
      resources   = ["*"]
      condition   = [{ test = "Bool", variable = "aws:SecureTransport", values = ["false"] }]
    }
  }`: {"module.m.aws_iam_user.this : Allow s3:*, Deny all but iam:* if Bool aws:SecureTransport"},
			},
		},
		{
			name: "terraform-aws-modules/iam-group-with-policies_v4", source: tam + "iam-group-with-policies", version: "4.24.0",
			calls: map[string][]string{
				"name = \"g\"\n  group_users = [\"own\"]":                                                                                                                  {"aws_iam_user.own own: Allow iam:Get*..., Allow iam:ChangePassword... through module.m.aws_iam_group.this"},
				"name = \"g\"\n  group_users = [\"own\"]\n  attach_iam_self_management_policy = false":                                                                     {"aws_iam_user.own own"},
				"name = \"g\"\n  group_users = [\"own\"]\n  attach_iam_self_management_policy = false\n  custom_group_policy_arns = [" + admin + "]":                       {"aws_iam_user.own own: AdministratorAccess through module.m.aws_iam_group.this"},
				"name = \"g\"\n  group_users = [\"own\"]\n  attach_iam_self_management_policy = false\n  custom_group_policies = [{ name = \"p\", policy = " + text + "}]": {"aws_iam_user.own own: Allow iam:* through module.m.aws_iam_group.this"},
				`name = "g"`: {"aws_iam_user.own own"},
			},
		},
		{
			name: "terraform-aws-modules/iam-group-with-policies_v5", source: tam + "iam-group-with-policies", version: ">= 5.30",
			calls: map[string][]string{
				"name = \"g\"\n  group_users = [\"own\"]": {
					"aws_iam_user.own own: Allow iam:GetAccountSummary..., Allow iam:ChangePassword..., Allow iam:CreateVirtualMFADevice, " +
						"Deny all but iam:CreateVirtualMFADevice... if BoolIfExists aws:MultiFactorAuthPresent through module.m.aws_iam_group.this",
				},
				"name = \"g\"\n  group_users = [\"own\"]\n  enable_mfa_enforcement = false": {
					"aws_iam_user.own own: Allow iam:GetAccountSummary..., Allow iam:ChangePassword..., Allow iam:CreateVirtualMFADevice through module.m.aws_iam_group.this",
				},
				"name = \"g\"\n  create_group = false\n  group_users = [\"own\"]\n  attach_iam_self_management_policy = false\n  custom_group_policy_arns = [" + admin + "]": {
					"aws_iam_user.own own: AdministratorAccess through group \"g\"",
				},
			},
		},
		{
			name: "terraform-aws-modules/iam-group_v6", source: tam + "iam-group", version: "~> 6.0",
			calls: map[string][]string{
				"name = \"g\"\n  users = [\"own\"]": {
					"aws_iam_user.own own: Allow iam:GetAccountSummary..., Allow iam:ChangePassword..., Allow iam:CreateVirtualMFADevice, " +
						"Deny all but iam:CreateVirtualMFADevice... if BoolIfExists aws:MultiFactorAuthPresent through module.m.aws_iam_group.this",
				},
				"name = \"g\"\n  users = [\"own\"]\n  create = false":        {"aws_iam_user.own own"},
				"name = \"g\"\n  users = [\"own\"]\n  create_policy = false": {"aws_iam_user.own own"},
				"name = \"g\"\n  users = [\"own\"]\n  enable_self_management_permissions = false\n  policies = { a = " + admin + " }": {
					"aws_iam_user.own own: AdministratorAccess through module.m.aws_iam_group.this",
				},
				"name = \"g\"\n  users = [\"own\"]\n  enable_self_management_permissions = false\n  permissions = { a = { actions = [\"s3:*\"], resources = [\"*\"] } }": {
					"aws_iam_user.own own: Allow s3:* through module.m.aws_iam_group.this",
				},
			},
		},
		{
			name: "terraform-aws-modules/iam-group-with-assumable-roles-policy", source: tam + "iam-group-with-assumable-roles-policy", version: "5.60.0",
			calls: map[string][]string{
				"name = \"g\"\n  group_users = [\"own\"]\n  assumable_roles = [\"arn:aws:iam::111122223333:role/r\"]": {
					"aws_iam_user.own own: Allow sts:AssumeRole through module.m.aws_iam_group.this",
				},
			},
		},
		{
			name: "cloudposse/iam-system-user_v1", source: "cloudposse/iam-system-user/aws", version: "1.2.1",
			calls: map[string][]string{
				`name = "ci"`:                                     {"module.m.aws_iam_user.default "},
				`enabled = false`:                                 nil,
				`enabled = null`:                                  {"module.m.aws_iam_user.default "},
				`enabled = var.unset`:                             {"module.m.aws_iam_user.default "},
				`context = { enabled = false }`:                   nil,
				`context = module.this.context`:                   {"module.m.aws_iam_user.default "},
				`name = module.this.id`:                           {"module.m.aws_iam_user.default "},
				"enabled = true\n  context = { enabled = false }": {"module.m.aws_iam_user.default "},
				`create_iam_access_key = false`:                   nil,
				`count = 0`:                                       nil,
				`policy_arns = [` + admin + `]`:                   {"module.m.aws_iam_user.default : AdministratorAccess"},
				`policy_arns_map = { admin = ` + admin + `}`:      {"module.m.aws_iam_user.default : AdministratorAccess"},
				`inline_policies = [` + text + `]`:                {"module.m.aws_iam_user.default : Allow iam:*"},
				`inline_policies_map = { iam = ` + text + `}`:     {"module.m.aws_iam_user.default : Allow iam:*"},
				`permissions_boundary = ` + limit:                 {"module.m.aws_iam_user.default : within PowerUserAccess"},
			},
		},
		{
			name: "cloudposse/iam-system-user_v0", source: "cloudposse/iam-system-user/aws", version: "~> 0.23",
			calls: map[string][]string{
				`name = "ci"`:                   {"module.m.aws_iam_user.default "},
				`enabled = "false"`:             nil,
				`create_iam_access_key = false`: nil,
				`policy_arns = [` + admin + `]`: {"module.m.aws_iam_user.default : AdministratorAccess"},
			},
		},
		{
			name: "cloudposse/iam-s3-user", source: "cloudposse/iam-s3-user/aws", version: "1.2.0",
			calls: map[string][]string{
				`s3_resources = ["*"]`:          {"module.m.module.s3_user.aws_iam_user.default : Allow s3:GetObject"},
				`s3_actions = ["s3:*"]`:         {"module.m.module.s3_user.aws_iam_user.default : Allow s3:*"},
				`enabled = false`:               nil,
				`create_iam_access_key = false`: nil,
				`count = 0`:                     nil,
			},
		},
		{
			name: "cloudposse/s3-bucket", source: "cloudposse/s3-bucket/aws", version: "4.10.0",
			calls: map[string][]string{
				``:                         nil,
				`user_enabled = false`:     nil,
				`user_enabled = true`:      {"module.m.module.s3_user.module.s3_user.aws_iam_user.default : Allow s3:PutObject..."},
				`user_enabled = var.unset`: {"module.m.module.s3_user.module.s3_user.aws_iam_user.default : Allow s3:PutObject..."},
				"user_enabled = true\n  access_key_enabled = false":               nil,
				"user_enabled = true\n  enabled = false":                          nil,
				"user_enabled = true\n  allowed_bucket_actions = [\"s3:*\"]":      {"module.m.module.s3_user.module.s3_user.aws_iam_user.default : Allow s3:*"},
				"user_enabled = true\n  allowed_bucket_actions = null":            {"module.m.module.s3_user.module.s3_user.aws_iam_user.default : Allow s3:PutObject..."},
				"user_enabled = true\n  user_permissions_boundary_arn = " + limit: {"module.m.module.s3_user.module.s3_user.aws_iam_user.default : within PowerUserAccess; Allow s3:PutObject..."},
			},
		},
		{
			name: "cloudposse/ses", source: "cloudposse/ses/aws", version: "0.25.1",
			calls: map[string][]string{
				`domain = "example.com"`:                                     {"module.m.module.ses_user.aws_iam_user.default : Allow ses:SendRawEmail through module.m.aws_iam_group.ses_users"},
				`ses_group_enabled = false`:                                  {"module.m.module.ses_user.aws_iam_user.default : Allow ses:SendRawEmail"},
				"ses_group_enabled = false\n  iam_permissions = [\"ses:*\"]": {"module.m.module.ses_user.aws_iam_user.default : Allow ses:*"},
				`ses_user_enabled = false`:                                   nil,
				`enabled = false`:                                            nil,
			},
		},
		{
			name: "clouddrove/iam-user", source: "clouddrove/iam-user/aws", version: "1.3.2",
			calls: map[string][]string{
				`name = "ci"`:                                    {"module.m.aws_iam_user.default "},
				`enabled = false`:                                nil,
				`create_access_key = false`:                      nil,
				`status = "Inactive"`:                            {"module.m.aws_iam_user.default : inactive"},
				`policy_arn = ` + admin:                          {"module.m.aws_iam_user.default "},
				"policy_enabled = true\n  policy_arn = " + admin: {"module.m.aws_iam_user.default : AdministratorAccess"},
				"policy_enabled = true\n  policy = " + text:      {"module.m.aws_iam_user.default : Allow iam:*"},
				`groups = [aws_iam_group.own.name]`:              {"module.m.aws_iam_user.default : AdministratorAccess through aws_iam_group.own"},
				`permissions_boundary = ` + limit:                {"module.m.aws_iam_user.default : within PowerUserAccess"},
			},
		},
		{
			name: "clouddrove/ses", source: "clouddrove/ses/aws", version: "1.3.4",
			calls: map[string][]string{
				`domain = "example.com"`:                 nil,
				`iam_name = "mail"`:                      {"module.m.aws_iam_user.default mail: Allow ses:SendRawEmail"},
				"iam_name = \"mail\"\n  enabled = false": nil,
			},
		},
		{
			name: "champ-oss/ses-smtp-users", source: "git::https://github.com/champ-oss/terraform-aws-ses-smtp-users.git?ref=v1.0.12-80f246b",
			calls: map[string][]string{
				`name = "mail"`:   {"module.m.aws_iam_user.smtp_user mail: Allow ses:SendRawEmail"},
				`enabled = false`: nil,
			},
		},
		{
			name: "Flaconi/iam-ses-user", source: "github.com/Flaconi/terraform-aws-iam-ses-user?ref=v2.1.1",
			calls: map[string][]string{
				`user_name = "mail"`: {"module.m.aws_iam_user.this mail: Allow ses:SendRawEmail"},
				`enabled = false`:    nil,
			},
		},
		{
			name: "Flaconi/iam-roles", source: "Flaconi/iam-roles/aws", version: "7.4.1",
			calls: map[string][]string{
				`users = [{ name = "person" }]`: nil,
				`users = [{ name = "ci", access_keys = [{ name = "1" }], policy_arns = [` + admin + `] }]`:                        {"module.m.aws_iam_user.users ci: AdministratorAccess"},
				`users = [{ name = "ci", access_keys = [{ name = "1", status = "Inactive" }] }]`:                                  {"module.m.aws_iam_user.users ci: inactive"},
				`users = [{ name = "ci", access_keys = [{ name = "1" }], permissions_boundary = ` + limit + ` }]`:                 {"module.m.aws_iam_user.users ci: within PowerUserAccess"},
				`users = [{ name = "ci", access_keys = [{ name = "1" }], inline_policies = [{ name = "p", file = "s3.json" }] }]`: {"module.m.aws_iam_user.users ci: Allow s3:*"},
				"policies = [{ name = \"s3\", file = \"s3.json\" }]\n  users = [{ name = \"ci\", access_keys = [{ name = \"1\" }], policies = [\"s3\"] }]": {
					"module.m.aws_iam_user.users ci: Allow s3:*",
				},
				"groups = [{ name = \"g\", policy_arns = [" + admin + "] }]\n  users = [{ name = \"ci\", groups = [\"g\"], access_keys = [{ name = \"1\" }] }]": {
					"module.m.aws_iam_user.users ci: AdministratorAccess through group \"g\"",
				},
				"policies = [{ name = \"s3\", file = \"s3.json\" }]\n  groups = [{ name = \"g\", policies = [\"s3\"], inline_policies = [{ name = \"p\", file = \"s3.json\" }] }]\n  users = [{ name = \"ci\", groups = [\"g\"], access_keys = [{ name = \"1\" }] }]": {
					"module.m.aws_iam_user.users ci: Allow s3:* through group \"g\"; Allow s3:* through group \"g\"",
				},
			},
		},
		{
			name: "Olivr/bulk-iam-users", source: "Olivr/bulk-iam-users/aws", version: "1.0.2",
			calls: map[string][]string{
				`users = ["a"]`:             nil,
				`create_access_keys = true`: nil,
				"create_access_keys = true\n  users = [\"a\", \"b\"]":           {"module.m.aws_iam_user.users a", "module.m.aws_iam_user.users b"},
				"create_access_keys = true\n  users_groups = { a = [\"own\"] }": {"module.m.aws_iam_user.users a: AdministratorAccess through aws_iam_group.own"},
			},
		},
		{
			name: "offensive-terraform/iam-create-user-persistence", source: "offensive-terraform/iam-create-user-persistence/aws", version: "0.1.2",
			calls: map[string][]string{
				"user_name = \"x\"\n  policy_arn = " + admin: {"module.m.aws_iam_user.this x: AdministratorAccess"},
			},
		},
		{
			name: "terraform-aws-modules/iam-policy", source: tam + "iam-policy", version: "5.60.0",
			calls: map[string][]string{
				"policy = " + text:                          {"aws_iam_user.own own: Allow iam:*"},
				"create_policy = false\n  policy = " + text: {"aws_iam_user.own own"},
			},
		},
	}

	// What calls refer to, and a key whose holder the groups' and policies' modules are about.
	const around = `
variable "unset" {}
module "this" { source = "cloudposse/label/null" }
resource "aws_iam_policy" "own" { policy = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}" }
data "aws_iam_policy" "found" { name = "AdministratorAccess" }
resource "aws_iam_group" "own" { name = "own" }
resource "aws_iam_group_policy_attachment" "own" {
  group      = aws_iam_group.own.name
  policy_arn = data.aws_iam_policy.found.arn
}
`
	const ownKey = `
resource "aws_iam_user" "own" { name = "own" }
resource "aws_iam_access_key" "own" { user = aws_iam_user.own.name }
`
	const ownPolicy = `
resource "aws_iam_user_policy_attachment" "own" {
  user       = aws_iam_user.own.name
  policy_arn = module.m.arn
}
`
	tested := map[string]bool{}
	for _, test := range tests {
		tested[test.name] = true
		for arguments, want := range test.calls {
			t.Run(test.name+"/"+arguments, func(t *testing.T) {
				config := fmt.Sprintf("module \"m\" {\n  source = %q\n  %s\n", test.source, arguments)
				if test.version != "" {
					config += fmt.Sprintf("  version = %q\n", test.version)
				}
				config += "}\n" + around
				if strings.Contains(test.name, "group") || strings.HasSuffix(test.name, "policy") {
					config += ownKey
				}
				if strings.HasSuffix(test.name, "/iam-policy") {
					config += ownPolicy
				}
				m := build(t, map[string]string{
					"main.tf": config,
					"s3.json": `{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}`,
				})
				if diff := cmp.Diff(want, holders(m)); diff != "" {
					t.Errorf("(-want +got)\n%s\n%s\n%s", diff, config, strings.Join(m.Tree.Problems(), "\n"))
				}
			})
		}
	}
	err := fs.WalkDir(os.DirFS("outlines"), ".", func(path string, entry fs.DirEntry, err error) error {
		name := strings.TrimSuffix(filepath.ToSlash(path), ".tf")
		if name != path && !tested[name] && name != "terraform-aws-modules/iam-assumable-role_v5" { // about no user
			t.Errorf("no test of %s", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

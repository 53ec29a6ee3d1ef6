package iam_test

import (
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

func readTree(t *testing.T, text string) *terraform.Tree {
	t.Helper()
	tree, err := terraform.Read(hosttest.New(t, map[string]string{"main.tf": text}).Runner(), terraform.Options{Modules: "all"})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestKeyOutput(t *testing.T) {
	const (
		aws         = "source = \"git::https://git.example.com/terraform-aws-user.git\"\n"
		unknown     = "source = \"git::https://git.example.com/user.git\"\n"
		secret, ses = "secret", "ses_smtp_password_v4"
	)
	for _, test := range []struct{ call, output, want string }{
		{aws, "secret_access_key", secret},
		{aws, "access_key_secret", secret},
		{aws, "encrypted_access_key_secret", ""},
		{aws, "secret_access_key_ssm_path", ""},
		{aws, "secret_access_key_fingerprint", ""},
		{aws, "access_key_secret_pgp_message", ""},
		{aws, "access_key_id", "id"},
		{aws, "secret_arn", ""},
		{aws, "secret_name", ""},
		{aws, "access_key_secret_id", ""},
		{aws, "access_key_secret_version", ""},
		{aws, "client_secret", ""},
		{aws, "id", ""},
		{aws, "", ""},
		{unknown, "secret_access_key", secret},
		{unknown, "minio_secret_access_key", ""},
		{"source = \"git::https://git.example.com/linode-bucket.git\"\n", "secret_access_key", ""},
		{unknown, "aws_secret_key", secret},
		{unknown, "secret_key", ""},
		{unknown, "iam_user_secret", ""},
		{unknown, "aws_secret_access_key", secret},
		{unknown, "iam_access_key_secret", secret},
		{unknown, "ses_smtp_password_v4", ses},
		{unknown, "smtp_password", ""},
	} {
		tree := readTree(t, "module \"m\" {\n"+test.call+"\n}\nvariable \"on\" {\n  type = bool\n}\n")
		if got := iam.KeyOutput(tree.Root.Calls[0], test.output); got != test.want {
			t.Errorf("output %q of\n%s\nholds %q, not %q", test.output, test.call, got, test.want)
		}
	}
}

func TestEncrypts(t *testing.T) {
	for expression, want := range map[string]bool{
		`"keybase:x"`:                        true,
		`file("key.asc")`:                    true,
		`var.given`:                          true,
		`data.example.key.pgp`:               true,
		`var.on ? "keybase:x" : "keybase:y"`: true,
		`var.on ? "keybase:x" : null`:        false,
		`var.on ? "keybase:x" : ""`:          false,
		`""`:                                 false,
		`null`:                               false,
		`var.absent`:                         false,
	} {
		tree := readTree(t, `
variable "given" { type = string }
variable "on" { type = bool }
variable "absent" { default = null }
data "example" "key" {}
output "o" { value = `+expression+" }\n")
		if got := iam.Encrypts(tree.Root.Outputs[0].Attr("value")); got != want {
			t.Errorf("pgp_key = %s encrypts: %t, not %t", expression, got, want)
		}
	}
	if iam.Encrypts(terraform.Value{}) {
		t.Error("a pgp_key that isn't written encrypts")
	}
}

func TestConsoleUsers(t *testing.T) {
	model := iam.Build(readTree(t, `
resource "aws_iam_user" "a" { name = "a" }
resource "aws_iam_user" "b" { name = "b" }
resource "aws_iam_user" "c" { name = var.name }
resource "aws_iam_user" "d" { name = "d" }
variable "name" { type = string }
resource "aws_iam_user_login_profile" "a" { user = aws_iam_user.a.name }
resource "aws_iam_user_login_profile" "b" { user = "b" }
resource "aws_iam_user_login_profile" "c" { user = aws_iam_user.c.id }
resource "aws_iam_user_login_profile" "other" { user = "other" }
`))
	for _, u := range model.Users {
		if got, want := model.ConsoleUsers()[u], u.Addr() != "aws_iam_user.d"; got != want {
			t.Errorf("%s can sign in: %t, not %t", u.Addr(), got, want)
		}
	}
	if len(model.Users) != 4 {
		t.Errorf("%d users, not 4: looking for passwords makes none", len(model.Users))
	}
}

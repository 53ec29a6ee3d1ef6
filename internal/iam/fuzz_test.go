package iam_test

import (
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// FuzzBuild builds the model of any configuration and asks of it what the rules ask. Nothing that a user writes may
// panic, and every grant must have a document.
func FuzzBuild(f *testing.F) {
	f.Add(`
resource "aws_iam_user" "u" { name = "ci" }
resource "aws_iam_access_key" "k" { user = aws_iam_user.u.name }
resource "aws_iam_user_policy" "p" {
  user   = "ci"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "${aws_s3_bucket.b.arn}/*" }] })
}`)
	f.Add(`
variable "v" {}
resource "aws_iam_access_key" "k" {
  for_each = toset(var.v)
  user     = each.value
}
resource "aws_iam_group" "g" { name = "g" }
resource "aws_iam_user_group_membership" "m" {
  for_each = toset(var.v)
  user     = each.key
  groups   = [aws_iam_group.g.name, "other"]
}
resource "aws_iam_group_policy_attachment" "a" {
  group      = aws_iam_group.g.id
  policy_arn = "arn:${data.aws_partition.p.partition}:iam::aws:policy/PowerUserAccess"
}
data "aws_partition" "p" {}`)
	f.Add(`
resource "aws_iam_access_key" "k" { user = "x" }
data "aws_iam_policy_document" "a" {
  source_policy_documents = [data.aws_iam_policy_document.b.json]
  dynamic "statement" {
    for_each = var.x ? [1] : []
    content {
      not_actions = ["iam:*"]
      condition {
        test     = "Bool"
        variable = "aws:MultiFactorAuthPresent"
        values   = [true]
      }
    }
  }
}
data "aws_iam_policy_document" "b" { override_json = data.aws_iam_policy_document.a.json }
resource "aws_iam_user_policy" "p" {
  user   = "x"
  policy = data.aws_iam_policy_document.a.json
}
module "m" {
  source      = "terraform-aws-modules/iam/aws//modules/iam-user"
  policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
}`)
	f.Fuzz(func(t *testing.T, config string) {
		tree, err := terraform.Read(hosttest.New(t, map[string]string{"main.tf": config}).Runner(), terraform.Options{})
		if err != nil {
			return // what does not parse ends tflint before the plugin is asked
		}
		model := iam.Build(tree)
		for _, key := range model.Keys {
			if key.Addr == "" {
				t.Error("a key without an address")
			}
		}
		for _, u := range model.Holders() {
			for _, g := range u.Grants {
				if g.Policy.Document == nil || g.Giver.Addr == "" {
					t.Errorf("%s has a grant without a document or a giver", u.Addr())
				}
			}
			u.Dangers()
			policy.JudgeMFA(u.Documents(), u.BoundaryDocument())
		}
		model.Carriers("aws_iam_role", "assume_role_policy")
		model.DataDocuments()
	})
}

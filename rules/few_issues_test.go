package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/rules"
)

// What the host does for an issue grows with the file that it stands in, so that many issues in one file take minutes to
// print. What is written once is therefore reported once, however many instances and users it makes.
func TestIssuesDoNotGrowWithInstances(t *testing.T) {
	issues := func(users int) int {
		var names []string
		for i := range users {
			names = append(names, fmt.Sprintf("%q", fmt.Sprint("user-", i)))
		}
		host := hosttest.New(t, map[string]string{
			".tflint.hcl": "plugin \"aws-access-key\" {\n  enabled = true\n  preset  = \"all\"\n}\n",
			"main.tf": "locals {\n  users = [" + strings.Join(names, ", ") + "]\n}\n" + `
resource "aws_iam_user" "all" {
  for_each = toset(local.users)
  name     = each.key
}

resource "aws_iam_access_key" "all" {
  for_each = aws_iam_user.all
  user     = each.value.name
}

resource "aws_iam_user_policy" "all" {
  count  = length(local.users)
  user   = aws_iam_user.all[local.users[count.index]].name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}

resource "aws_iam_group" "all" {
  name = "all"
}

resource "aws_iam_group_membership" "all" {
  name  = "all"
  group = aws_iam_group.all.name
  users = local.users
}

resource "aws_iam_group_policy_attachment" "all" {
  group      = aws_iam_group.all.name
  policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess"
}

output "secrets" {
  value = { for name, key in aws_iam_access_key.all : name => key.secret }
}

resource "aws_ssm_parameter" "all" {
  for_each = aws_iam_access_key.all
  name     = each.key
  type     = "String"
  value    = each.value.secret
}
`})
		if err := host.Check(lint.NewRuleSet(rules.All), hosttest.Options{}); err != nil {
			t.Fatal(err)
		}
		return len(host.Issues)
	}
	two, many := issues(2), issues(300)
	if two == 0 || many > two {
		t.Errorf("%d issues for 2 users and %d for 300", two, many)
	}
}

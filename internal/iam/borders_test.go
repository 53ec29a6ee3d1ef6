package iam_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBorders joins what lies on both sides of a module's border: the key or the user on one, the policy, the group or
// the membership on the other, passed in any way that people pass it.
func TestBorders(t *testing.T) {
	// user makes a user with a key, and gives out what names it.
	const user = `
variable "name" { default = "inside" }
variable "groups" { default = [] }
variable "policy_arns" { default = [] }
variable "policies" { default = {} }
variable "boundary" { default = null }
resource "aws_iam_user" "this" {
  name                 = var.name
  permissions_boundary = var.boundary
}
resource "aws_iam_access_key" "this" { user = aws_iam_user.this.name }
resource "aws_iam_user_group_membership" "this" {
  count  = length(var.groups) > 0 ? 1 : 0
  user   = aws_iam_user.this.name
  groups = var.groups
}
resource "aws_iam_user_policy_attachment" "this" {
  for_each   = toset(var.policy_arns)
  user       = aws_iam_user.this.name
  policy_arn = each.value
}
resource "aws_iam_user_policy" "this" {
  for_each = var.policies
  user     = aws_iam_user.this.name
  policy   = each.value
}
output "name" { value = aws_iam_user.this.name }
output "id" { value = aws_iam_user.this.id }
output "arn" { value = aws_iam_user.this.arn }
output "user" { value = aws_iam_user.this }
output "users" { value = [aws_iam_user.this] }
output "by_name" { value = { (var.name) = aws_iam_user.this } }
`
	// grants gives policies to users of others.
	const grants = `
variable "user" { default = null }
variable "users" { default = [] }
variable "policy_arn" { default = null }
variable "policy_name" { default = null }
variable "document" { default = null }
locals { users = var.user != null ? [var.user] : var.users }
data "aws_iam_policy" "named" {
  count = var.policy_name != null ? 1 : 0
  name  = var.policy_name
}
resource "aws_iam_user_policy_attachment" "arn" {
  count      = var.policy_arn != null ? length(local.users) : 0
  user       = local.users[count.index]
  policy_arn = var.policy_arn
}
resource "aws_iam_user_policy_attachment" "named" {
  count      = var.policy_name != null ? length(local.users) : 0
  user       = local.users[count.index]
  policy_arn = data.aws_iam_policy.named[0].arn
}
resource "aws_iam_user_policy" "document" {
  count  = var.document != null ? length(local.users) : 0
  user   = local.users[count.index]
  policy = var.document
}
output "policy_arn" { value = aws_iam_policy.own.arn }
resource "aws_iam_policy" "own" {
  name   = "own"
  policy = jsonencode({ Statement = { Effect = "Allow", Action = "sqs:*", Resource = "*" } })
}
`
	// group makes a group that may do anything, with the members that it is given.
	const group = `
variable "members" { default = [] }
resource "aws_iam_group" "this" { name = "inside" }
resource "aws_iam_group_policy_attachment" "this" {
  group      = aws_iam_group.this.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_iam_group_membership" "this" {
  count = length(var.members) > 0 ? 1 : 0
  name  = "members"
  group = aws_iam_group.this.name
  users = var.members
}
output "name" { value = aws_iam_group.this.name }
output "group" { value = aws_iam_group.this }
`
	// root has a key holder, policies and a group of its own.
	const root = `
variable "unset" {}
resource "aws_iam_user" "own" { name = "own" }
resource "aws_iam_user" "many" {
  for_each = toset(["a", "b"])
  name     = each.key
}
resource "aws_iam_policy" "s3" {
  name   = "s3-for-all"
  policy = jsonencode({ Statement = { Effect = "Allow", Action = "s3:*", Resource = "*" } })
}
data "aws_iam_policy_document" "iam" {
  statement {
    actions   = ["iam:*"]
    resources = ["*"]
  }
}
resource "aws_iam_group" "own" { name = "operators" }
resource "aws_iam_group_policy_attachment" "own" {
  group      = aws_iam_group.own.name
  policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
}
`
	const (
		ownKey  = `resource "aws_iam_access_key" "own" { user = aws_iam_user.own.name }`
		manyKey = `resource "aws_iam_access_key" "many" {
  for_each = aws_iam_user.many
  user     = each.value.name
}`
	)
	attach := func(user string) string {
		return "module \"user\" { source = \"./user\" }\nresource \"aws_iam_user_policy_attachment\" \"x\" {\n  user = " + user + "\n  policy_arn = aws_iam_policy.s3.arn\n}\n"
	}
	given := func(arguments string) string {
		return ownKey + "\nmodule \"grants\" {\n  source = \"./grants\"\n  " + arguments + "\n}\n"
	}
	const inside = "module.user.aws_iam_user.this inside"
	for name, test := range map[string]struct {
		config string
		want   []string
	}{
		// The key inside, the policy outside.
		"name":           {attach(`module.user.name`), []string{inside + ": Allow s3:*"}},
		"id":             {attach(`module.user.id`), []string{inside + ": Allow s3:*"}},
		"text":           {attach(`"${module.user.name}"`), []string{inside + ": Allow s3:*"}},
		"object":         {attach(`module.user.user.name`), []string{inside + ": Allow s3:*"}},
		"list":           {attach(`module.user.users[0].name`), []string{inside + ": Allow s3:*"}},
		"splat":          {attach(`one(module.user.users[*].name)`), []string{inside + ": Allow s3:*"}},
		"map":            {attach(`module.user.by_name["inside"].name`), []string{inside + ": Allow s3:*"}},
		"split ARN":      {attach(`element(split("/", module.user.arn), 1)`), []string{inside + ": Allow s3:*"}},
		"the same name":  {attach(`"inside"`), []string{inside + ": Allow s3:*"}},
		"another's name": {attach(`"other"`), []string{inside}},
		"conditional":    {attach(`var.unset ? module.user.name : "other"`), []string{inside + ": Allow s3:*"}},
		"users of several calls": {`
module "user" {
  source   = "./user"
  for_each = toset(["x", "y"])
  name     = each.key
}
resource "aws_iam_user_policy_attachment" "x" {
  user       = module.user["x"].name
  policy_arn = aws_iam_policy.s3.arn
}
resource "aws_iam_policy_attachment" "all" {
  name       = "all"
  users      = [for u in module.user : u.name]
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
`, []string{"module.user.aws_iam_user.this x: Allow s3:*; AdministratorAccess", "module.user.aws_iam_user.this y: AdministratorAccess"}},
		"by each": {`
module "user" {
  source   = "./user"
  for_each = toset(["x", "y"])
  name     = each.key
}
resource "aws_iam_user_policy_attachment" "each" {
  for_each   = module.user
  user       = each.value.name
  policy_arn = aws_iam_policy.s3.arn
}
`, []string{"module.user.aws_iam_user.this x: Allow s3:*", "module.user.aws_iam_user.this y: Allow s3:*"}},
		"by an unknown each": {`
module "user" {
  source   = "./user"
  for_each = toset(var.unset)
  name     = each.key
}
resource "aws_iam_user_policy_attachment" "each" {
  for_each   = toset(var.unset)
  user       = module.user[each.key].name
  policy_arn = aws_iam_policy.s3.arn
}
`, []string{"module.user.aws_iam_user.this : Allow s3:*"}},

		// The policy passed in.
		"an ARN":             {"module \"user\" {\n  source = \"./user\"\n  policy_arns = [aws_iam_policy.s3.arn]\n}\n", []string{inside + ": Allow s3:*"}},
		"a managed ARN":      {"module \"user\" {\n  source = \"./user\"\n  policy_arns = [\"arn:aws:iam::aws:policy/AdministratorAccess\"]\n}\n", []string{inside + ": AdministratorAccess"}},
		"a customer's ARN":   {"module \"user\" {\n  source = \"./user\"\n  policy_arns = [\"arn:aws:iam::111122223333:policy/s3-for-all\"]\n}\n", []string{inside + ": Allow s3:*"}},
		"a document":         {"module \"user\" {\n  source = \"./user\"\n  policies = { iam = data.aws_iam_policy_document.iam.json }\n}\n", []string{inside + ": Allow iam:*"}},
		"JSON":               {"module \"user\" {\n  source = \"./user\"\n  policies = { ec2 = jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"ec2:*\", Resource = \"*\" }] }) }\n}\n", []string{inside + ": Allow ec2:*"}},
		"a boundary":         {"module \"user\" {\n  source = \"./user\"\n  boundary = aws_iam_policy.s3.arn\n}\n", []string{inside + ": within aws_iam_policy.s3"}},
		"another module's":   {"module \"user\" {\n  source = \"./user\"\n  policy_arns = [module.grants.policy_arn]\n}\nmodule \"grants\" { source = \"./grants\" }\n", []string{inside + ": Allow sqs:*"}},
		"a group":            {"module \"user\" {\n  source = \"./user\"\n  groups = [aws_iam_group.own.name]\n}\n", []string{inside + ": PowerUserAccess through aws_iam_group.own"}},
		"another's group":    {"module \"user\" {\n  source = \"./user\"\n  groups = [module.group.name]\n}\nmodule \"group\" { source = \"./group\" }\n", []string{inside + ": AdministratorAccess through module.group.aws_iam_group.this"}},
		"a group's object":   {"module \"user\" {\n  source = \"./user\"\n  groups = [module.group.group.name]\n}\nmodule \"group\" { source = \"./group\" }\n", []string{inside + ": AdministratorAccess through module.group.aws_iam_group.this"}},
		"a group by name":    {"module \"user\" {\n  source = \"./user\"\n  groups = [\"operators\"]\n}\n", []string{inside + ": PowerUserAccess through aws_iam_group.own"}},
		"a group's new user": {"module \"user\" { source = \"./user\" }\nmodule \"group\" {\n  source = \"./group\"\n  members = [module.user.name]\n}\n", []string{inside + ": AdministratorAccess through module.group.aws_iam_group.this"}},
		"membership between": {`
module "user" { source = "./user" }
module "group" { source = "./group" }
resource "aws_iam_user_group_membership" "between" {
  user   = module.user.name
  groups = [module.group.name]
}
`, []string{inside + ": AdministratorAccess through module.group.aws_iam_group.this"}},

		// The policy inside, the key outside.
		"the user's name":     {given("user = aws_iam_user.own.name\n  policy_arn = aws_iam_policy.s3.arn"), []string{"aws_iam_user.own own: Allow s3:*"}},
		"the user's text":     {given("user = \"own\"\n  policy_arn = aws_iam_policy.s3.arn"), []string{"aws_iam_user.own own: Allow s3:*"}},
		"a policy's name":     {given("user = \"own\"\n  policy_name = aws_iam_policy.s3.name"), []string{"aws_iam_user.own own: Allow s3:*"}},
		"a managed one's":     {given("user = \"own\"\n  policy_name = \"PowerUserAccess\""), []string{"aws_iam_user.own own: PowerUserAccess"}},
		"the document":        {given("user = \"own\"\n  document = data.aws_iam_policy_document.iam.json"), []string{"aws_iam_user.own own: Allow iam:*"}},
		"users":               {given("users = [aws_iam_user.own.name]\n  policy_arn = aws_iam_policy.s3.arn"), []string{"aws_iam_user.own own: Allow s3:*"}},
		"a user in none":      {given("users = []\n  policy_arn = aws_iam_policy.s3.arn"), []string{"aws_iam_user.own own"}},
		"a member":            {ownKey + "\nmodule \"group\" {\n  source = \"./group\"\n  members = [aws_iam_user.own.name]\n}\n", []string{"aws_iam_user.own own: AdministratorAccess through module.group.aws_iam_group.this"}},
		"many users":          {manyKey + "\nmodule \"grants\" {\n  source = \"./grants\"\n  users = values(aws_iam_user.many)[*].name\n  policy_arn = aws_iam_policy.s3.arn\n}\n", []string{"aws_iam_user.many a: Allow s3:*", "aws_iam_user.many b: Allow s3:*"}},
		"one of many":         {manyKey + "\nmodule \"grants\" {\n  source = \"./grants\"\n  user = aws_iam_user.many[\"b\"].name\n  policy_arn = aws_iam_policy.s3.arn\n}\n", []string{"aws_iam_user.many a", "aws_iam_user.many b: Allow s3:*"}},
		"a call for each":     {manyKey + "\nmodule \"grants\" {\n  source = \"./grants\"\n  for_each = aws_iam_user.many\n  user = each.value.name\n  policy_arn = aws_iam_policy.s3.arn\n}\n", []string{"aws_iam_user.many a: Allow s3:*", "aws_iam_user.many b: Allow s3:*"}},
		"objects for each":    {manyKey + "\nmodule \"each\" {\n  source = \"./each\"\n  users = aws_iam_user.many\n}\n", []string{"aws_iam_user.many a: PowerUserAccess", "aws_iam_user.many b: PowerUserAccess"}},
		"key and policy each": {"module \"key\" {\n  source = \"./key\"\n  user = aws_iam_user.own\n}\nmodule \"grants\" {\n  source = \"./grants\"\n  user = aws_iam_user.own.name\n  policy_arn = aws_iam_policy.s3.arn\n}\n", []string{"aws_iam_user.own own: Allow s3:*"}},

		// Deeper, and what stays apart.
		"three levels": {"module \"outer\" {\n  source = \"./outer\"\n  policy = aws_iam_policy.s3\n}\n", []string{"module.outer.module.user.aws_iam_user.this inside: Allow sqs:*; Allow s3:*"}},
		"two calls": {`
module "admin" {
  source      = "./user"
  name        = "admin"
  policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
}
module "reader" {
  source      = "./user"
  name        = "reader"
  policy_arns = ["arn:aws:iam::aws:policy/PowerUserAccess"]
}
`, []string{"module.admin.aws_iam_user.this admin: AdministratorAccess", "module.reader.aws_iam_user.this reader: PowerUserAccess"}},
		"two calls of unknown names": {`
module "admin" {
  source      = "./user"
  name        = var.unset
  policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
}
module "reader" {
  source      = "./user"
  name        = "reader-${var.unset}"
  policy_arns = ["arn:aws:iam::aws:policy/PowerUserAccess"]
}
`, []string{"module.admin.aws_iam_user.this : AdministratorAccess", "module.reader.aws_iam_user.this : PowerUserAccess"}},
	} {
		t.Run(name, func(t *testing.T) {
			m := build(t, map[string]string{
				"main.tf": root + test.config, "user/main.tf": user, "grants/main.tf": grants, "group/main.tf": group,
				"key/main.tf": "variable \"user\" {}\nresource \"aws_iam_access_key\" \"this\" { user = var.user.name }\n",
				"each/main.tf": `
variable "users" {}
resource "aws_iam_user_policy_attachment" "this" {
  for_each   = var.users
  user       = each.value.name
  policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
}
`,
				"outer/main.tf": `
variable "policy" {}
module "user" {
  source      = "../user"
  policy_arns = [var.policy.arn]
}
module "grants" {
  source     = "../grants"
  user       = module.user.name
  policy_arn = module.grants.policy_arn
}
`,
			})
			if diff := cmp.Diff(test.want, holders(m)); diff != "" {
				t.Errorf("(-want +got)\n%s\n%s\n%s", diff, test.config, strings.Join(m.Tree.Problems(), "\n"))
			}
		})
	}
}

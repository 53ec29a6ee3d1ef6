variable "users" { default = [] }
variable "users_groups" { default = {} }
variable "create_access_keys" { default = false }
variable "create_login_profiles" { default = false }
variable "pgp_key" { default = null }

locals {
  users = toset(length(var.users_groups) > 0 ? keys(var.users_groups) : var.users)
}

resource "aws_iam_user" "users" {
  for_each = local.users
  name     = each.key
}

resource "aws_iam_access_key" "programmatic_access" {
  for_each = var.create_access_keys ? local.users : []
  user     = aws_iam_user.users[each.key].name
  pgp_key  = var.pgp_key
}

resource "aws_iam_user_login_profile" "console_access" {
  for_each = var.create_login_profiles ? local.users : []
  user     = aws_iam_user.users[each.key].name
  pgp_key  = var.pgp_key
}

resource "aws_iam_group_membership" "programmatic_users" {
  for_each = transpose(var.users_groups)
  group    = each.key
  users    = each.value
}

output "users" {
  value = { for name in local.users : name => {
    name                          = aws_iam_user.users[name].name
    arn                           = aws_iam_user.users[name].arn
    access_key_id                 = try(aws_iam_access_key.programmatic_access[name].id, null)
    access_key_secret_encrypted   = try(aws_iam_access_key.programmatic_access[name].encrypted_secret, null)
    access_key_secret_unencrypted = var.pgp_key == null ? try(aws_iam_access_key.programmatic_access[name].secret, null) : null
  } }
}

variable "enabled" { default = true }
variable "create_access_key" { default = true } # since 1.3.2
variable "create_user" { default = true }
variable "create_iam_user_login_profile" { default = true }
variable "status" { default = "Active" }
variable "password_reset_required" { default = true }
variable "pgp_key" { default = "" }
variable "path" { default = "/" }
variable "permissions_boundary" { default = "" }
variable "policy_enabled" { default = false }
variable "policy" { default = null }
variable "policy_arn" { default = "" }
variable "groups" { default = [] }

resource "aws_iam_user" "default" {
  count                = var.enabled ? 1 : 0
  path                 = var.path
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_access_key" "default" {
  count   = var.enabled && var.create_access_key ? 1 : 0
  user    = aws_iam_user.default[0].name
  pgp_key = var.pgp_key
  status  = var.status
}

resource "aws_iam_user_policy" "default" {
  count  = var.enabled && var.policy_enabled && var.policy_arn == "" ? 1 : 0
  user   = aws_iam_user.default[0].name
  policy = var.policy
}

resource "aws_iam_user_policy_attachment" "default" {
  count      = var.enabled && var.policy_enabled && var.policy_arn != "" ? 1 : 0
  user       = aws_iam_user.default[0].name
  policy_arn = var.policy_arn
}

resource "aws_iam_user_group_membership" "default" {
  count  = var.enabled && length(var.groups) > 0 ? 1 : 0
  user   = aws_iam_user.default[0].name
  groups = var.groups
}

resource "aws_iam_user_login_profile" "default" {
  count                   = var.create_user && var.create_iam_user_login_profile ? 1 : 0
  user                    = aws_iam_user.default[0].name
  password_reset_required = var.password_reset_required
}

output "arn" { value = try(aws_iam_user.default[0].arn, "") }
output "key_id" { value = try(aws_iam_access_key.default[0].id, "") }
output "secret" {
  value = var.pgp_key == "" ? try(aws_iam_access_key.default[0].secret, "") : try(aws_iam_access_key.default[0].encrypted_secret, "")
}

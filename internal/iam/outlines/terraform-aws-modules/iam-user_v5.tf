variable "create_user" { default = true }
variable "create_iam_access_key" { default = true }
variable "create_iam_user_login_profile" { default = true }
variable "iam_access_key_status" { default = null }
variable "name" {}
variable "path" { default = "/" }
variable "permissions_boundary" { default = "" }
variable "password_reset_required" { default = true }
variable "pgp_key" { default = "" }
variable "policy_arns" { default = [] }

resource "aws_iam_user" "this" {
  count                = var.create_user ? 1 : 0
  name                 = var.name
  path                 = var.path
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_user_policy_attachment" "this" {
  for_each   = var.create_user ? toset(var.policy_arns) : []
  user       = aws_iam_user.this[0].name
  policy_arn = each.value
}

resource "aws_iam_user_login_profile" "this" {
  count                   = var.create_user && var.create_iam_user_login_profile ? 1 : 0
  user                    = aws_iam_user.this[0].name
  pgp_key                 = var.pgp_key
  password_reset_required = var.password_reset_required
}

locals {
  key = var.create_user && var.create_iam_access_key
}

resource "aws_iam_access_key" "this" {
  count   = local.key && var.pgp_key != "" ? 1 : 0
  user    = aws_iam_user.this[0].name
  pgp_key = var.pgp_key
  status  = var.iam_access_key_status
}

resource "aws_iam_access_key" "this_no_pgp" {
  count  = local.key && var.pgp_key == "" ? 1 : 0
  user   = aws_iam_user.this[0].name
  status = var.iam_access_key_status
}

locals {
  user_name     = try(aws_iam_user.this[0].name, "")
  user_arn      = try(aws_iam_user.this[0].arn, "")
  key_id        = try(aws_iam_access_key.this[0].id, aws_iam_access_key.this_no_pgp[0].id, "")
  secret        = try(aws_iam_access_key.this_no_pgp[0].secret, "")
  encrypted     = try(aws_iam_access_key.this[0].encrypted_secret, "")
  smtp_password = try(aws_iam_access_key.this_no_pgp[0].ses_smtp_password_v4, "")
}

output "iam_user_name" { value = local.user_name }
output "iam_user_arn" { value = local.user_arn }
output "iam_access_key_id" { value = local.key_id }
output "iam_access_key_secret" { value = local.secret }
output "iam_access_key_encrypted_secret" { value = local.encrypted }
output "iam_access_key_ses_smtp_password_v4" { value = local.smtp_password }

# Up to version 3 the names of outputs begin with "this".
output "this_iam_user_name" { value = local.user_name }
output "this_iam_user_arn" { value = local.user_arn }
output "this_iam_access_key_id" { value = local.key_id }
output "this_iam_access_key_secret" { value = local.secret }
output "this_iam_access_key_encrypted_secret" { value = local.encrypted }
output "this_iam_access_key_ses_smtp_password_v4" { value = local.smtp_password }

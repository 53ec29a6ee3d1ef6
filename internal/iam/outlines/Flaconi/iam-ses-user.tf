variable "enabled" { default = true }
variable "user_name" {}
variable "path" { default = "/" }
variable "permissions_boundary" { default = "" }
variable "pgp_key" { default = "" }

resource "aws_iam_user" "this" {
  count                = var.enabled ? 1 : 0
  name                 = var.user_name
  path                 = var.path
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_access_key" "this" {
  count   = var.enabled ? 1 : 0
  user    = aws_iam_user.this[0].name
  pgp_key = var.pgp_key
}

data "aws_iam_policy_document" "send" {
  statement {
    actions   = ["ses:SendRawEmail"]
    resources = ["*"]
  }
}

resource "aws_iam_user_policy" "this" {
  count  = var.enabled ? 1 : 0
  user   = aws_iam_user.this[0].name
  policy = data.aws_iam_policy_document.send.json
}

output "this_user_name" { value = try(aws_iam_user.this[0].name, "") }
output "this_user_arn" { value = try(aws_iam_user.this[0].arn, "") }
output "this_access_key" { value = try(aws_iam_access_key.this[0].id, "") }
output "this_ses_smtp_password" { value = try(aws_iam_access_key.this[0].ses_smtp_password_v4, "") }

variable "enabled" { default = null }
variable "context" { default = {} }
variable "create_iam_access_key" { default = true }
variable "path" { default = "/" }
variable "permissions_boundary" { default = null }
variable "inline_policies" { default = [] }
variable "inline_policies_map" { default = {} }
variable "policy_arns" { default = [] }
variable "policy_arns_map" { default = {} }
variable "ssm_enabled" { default = true }

locals {
  enabled = coalesce(var.enabled, try(var.context.enabled, null), true)
  key     = local.enabled && var.create_iam_access_key
}

resource "aws_iam_user" "default" {
  count                = local.enabled ? 1 : 0
  path                 = var.path
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_access_key" "default" {
  count = local.key ? 1 : 0
  user  = aws_iam_user.default[0].name
}

resource "aws_iam_user_policy" "inline_policies" {
  for_each = local.enabled ? merge(var.inline_policies_map, { for i, text in var.inline_policies : "list-${i}" => text }) : {}
  user     = aws_iam_user.default[0].name
  policy   = each.value
}

resource "aws_iam_user_policy_attachment" "policies" {
  for_each   = local.enabled ? merge(var.policy_arns_map, { for arn in var.policy_arns : arn => arn }) : {}
  user       = aws_iam_user.default[0].name
  policy_arn = each.value
}

output "user_name" { value = try(aws_iam_user.default[0].name, "") }
output "user_arn" { value = try(aws_iam_user.default[0].arn, "") }
output "access_key_id" { value = try(aws_iam_access_key.default[0].id, null) }
output "secret_access_key" { value = var.ssm_enabled ? null : try(aws_iam_access_key.default[0].secret, "") }
output "ses_smtp_password_v4" { value = var.ssm_enabled ? null : try(aws_iam_access_key.default[0].ses_smtp_password_v4, "") }

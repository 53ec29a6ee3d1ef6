variable "enabled" { default = null }
variable "context" { default = {} }
variable "ses_user_enabled" { default = true }
variable "ses_group_enabled" { default = true }
variable "ses_group_name" { default = "" }
variable "iam_permissions" { default = ["ses:SendRawEmail"] }
variable "iam_allowed_resources" { default = [] }

locals {
  enabled = coalesce(var.enabled, try(var.context.enabled, null), true)
  user    = local.enabled && var.ses_user_enabled
  group   = local.enabled && var.ses_group_enabled
}

resource "aws_ses_domain_identity" "ses_domain" {}

data "aws_iam_policy_document" "ses_policy" {
  statement {
    actions   = var.iam_permissions
    resources = concat([aws_ses_domain_identity.ses_domain.arn], var.iam_allowed_resources)
  }
}

module "ses_user" {
  source  = "cloudposse/iam-system-user/aws"
  version = "0.23.2"
  enabled = local.user
}

resource "aws_iam_group" "ses_users" {
  count = local.group ? 1 : 0
  name  = var.ses_group_name != "" ? var.ses_group_name : null
}

resource "aws_iam_group_policy" "ses_group_policy" {
  count  = local.group ? 1 : 0
  group  = aws_iam_group.ses_users[0].name
  policy = data.aws_iam_policy_document.ses_policy.json
}

resource "aws_iam_user_group_membership" "ses_user" {
  count  = local.group && local.user ? 1 : 0
  user   = module.ses_user.user_name
  groups = [aws_iam_group.ses_users[0].name]
}

resource "aws_iam_user_policy" "sending_emails" {
  count  = local.user && !local.group ? 1 : 0
  user   = module.ses_user.user_name
  policy = data.aws_iam_policy_document.ses_policy.json
}

output "user_name" { value = module.ses_user.user_name }
output "user_arn" { value = module.ses_user.user_arn }
output "ses_group_name" { value = try(aws_iam_group.ses_users[0].name, null) }
output "access_key_id" { value = module.ses_user.access_key_id }
output "secret_access_key" { value = module.ses_user.secret_access_key }
output "ses_smtp_password" { value = module.ses_user.ses_smtp_password_v4 }

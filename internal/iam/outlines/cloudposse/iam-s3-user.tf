variable "enabled" { default = null }
variable "context" { default = {} }
variable "create_iam_access_key" { default = true }
variable "path" { default = "/" }
variable "permissions_boundary" { default = null }
variable "s3_actions" { default = ["s3:GetObject"] }
variable "s3_resources" {}
variable "ssm_enabled" { default = false }

module "s3_user" {
  source                = "cloudposse/iam-system-user/aws"
  version               = "1.0.0"
  enabled               = var.enabled
  context               = var.context
  create_iam_access_key = var.create_iam_access_key
  path                  = var.path
  permissions_boundary  = var.permissions_boundary
  ssm_enabled           = var.ssm_enabled
}

data "aws_iam_policy_document" "default" {
  statement {
    actions   = var.s3_actions
    resources = var.s3_resources
  }
}

resource "aws_iam_user_policy" "default" {
  count  = coalesce(var.enabled, try(var.context.enabled, null), true) ? 1 : 0
  user   = module.s3_user.user_name
  policy = data.aws_iam_policy_document.default.json
}

output "user_name" { value = module.s3_user.user_name }
output "user_arn" { value = module.s3_user.user_arn }
output "access_key_id" { value = module.s3_user.access_key_id }
output "secret_access_key" { value = module.s3_user.secret_access_key }

variable "enabled" { default = null }
variable "context" { default = {} }
variable "user_enabled" { default = false }
variable "access_key_enabled" { default = true }
variable "store_access_key_in_ssm" { default = false }
variable "user_permissions_boundary_arn" { default = null }
variable "allowed_bucket_actions" {
  nullable = false
  default = [
    "s3:PutObject", "s3:PutObjectAcl", "s3:GetObject", "s3:DeleteObject", "s3:ListBucket", "s3:ListBucketMultipartUploads",
    "s3:GetBucketLocation", "s3:AbortMultipartUpload",
  ]
}

resource "aws_s3_bucket" "default" {}

module "s3_user" {
  source                = "cloudposse/iam-s3-user/aws"
  version               = "1.2.0"
  enabled               = coalesce(var.enabled, try(var.context.enabled, null), true) && coalesce(var.user_enabled, false)
  s3_actions            = var.allowed_bucket_actions
  s3_resources          = [aws_s3_bucket.default.arn, "${aws_s3_bucket.default.arn}/*"]
  create_iam_access_key = coalesce(var.access_key_enabled, true)
  ssm_enabled           = coalesce(var.store_access_key_in_ssm, false)
  permissions_boundary  = var.user_permissions_boundary_arn
}

output "user_name" { value = module.s3_user.user_name }
output "user_arn" { value = module.s3_user.user_arn }
output "access_key_id" { value = module.s3_user.access_key_id }
output "secret_access_key" { value = module.s3_user.secret_access_key }

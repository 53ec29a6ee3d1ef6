variable "create" { default = true }
variable "create_access_key" { default = true }
variable "create_login_profile" { default = true }
variable "access_key_status" { default = null }
variable "name" { default = "" }
variable "path" { default = null }
variable "permissions_boundary" { default = null }
variable "password_reset_required" { default = true }
variable "pgp_key" { default = null }
variable "policies" { default = {} }
variable "create_inline_policy" { default = false }
variable "source_inline_policy_documents" { default = [] }
variable "override_inline_policy_documents" { default = [] }
variable "inline_policy_permissions" {
  type = map(object({
    actions       = optional(list(string))
    not_actions   = optional(list(string))
    effect        = optional(string)
    resources     = optional(list(string))
    not_resources = optional(list(string))
    condition     = optional(list(any))
  }))
  default = null
}

resource "aws_iam_user" "this" {
  count                = var.create ? 1 : 0
  name                 = var.name
  path                 = var.path
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_user_policy_attachment" "additional" {
  for_each   = { for name, arn in var.policies : name => arn if var.create }
  user       = aws_iam_user.this[0].name
  policy_arn = each.value
}

data "aws_iam_policy_document" "inline" {
  source_policy_documents   = var.source_inline_policy_documents
  override_policy_documents = var.override_inline_policy_documents

  dynamic "statement" {
    for_each = var.inline_policy_permissions
    content {
      actions       = statement.value.actions
      not_actions   = statement.value.not_actions
      effect        = statement.value.effect
      resources     = statement.value.resources
      not_resources = statement.value.not_resources

      dynamic "condition" {
        for_each = statement.value.condition
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_user_policy" "inline" {
  count  = var.create && var.create_inline_policy ? 1 : 0
  user   = aws_iam_user.this[0].name
  policy = data.aws_iam_policy_document.inline.json
}

resource "aws_iam_user_login_profile" "this" {
  count                   = var.create && var.create_login_profile ? 1 : 0
  user                    = aws_iam_user.this[0].name
  pgp_key                 = var.pgp_key
  password_reset_required = var.password_reset_required
}

resource "aws_iam_access_key" "this" {
  count   = var.create && var.create_access_key ? 1 : 0
  user    = aws_iam_user.this[0].name
  pgp_key = var.pgp_key
  status  = var.access_key_status
}

output "name" { value = try(aws_iam_user.this[0].name, null) }
output "arn" { value = try(aws_iam_user.this[0].arn, null) }
output "access_key_id" { value = try(aws_iam_access_key.this[0].id, null) }
output "access_key_secret" { value = try(aws_iam_access_key.this[0].secret, null) }
output "access_key_encrypted_secret" { value = try(aws_iam_access_key.this[0].encrypted_secret, null) }
output "access_key_ses_smtp_password_v4" { value = try(aws_iam_access_key.this[0].ses_smtp_password_v4, null) }

variable "create" { default = true }
variable "name" { default = "" }
variable "users" { default = [] }
variable "create_policy" { default = true }
variable "enable_self_management_permissions" { default = true }
variable "enable_mfa_enforcement" { default = true }
variable "policies" { default = {} }
variable "permissions" {
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

locals {
  create_policy = var.create && var.create_policy && (var.enable_self_management_permissions || var.permissions != null)
  own           = ["arn:aws:iam::*:user/$${aws:username}", "arn:aws:iam::*:user/*/$${aws:username}"]
}

resource "aws_iam_group" "this" {
  count = var.create ? 1 : 0
  name  = var.name
}

resource "aws_iam_group_membership" "this" {
  count = var.create && length(var.users) > 0 ? 1 : 0
  group = aws_iam_group.this[0].name
  users = var.users
}

resource "aws_iam_group_policy_attachment" "additional" {
  for_each   = { for name, arn in var.policies : name => arn if var.create }
  group      = aws_iam_group.this[0].name
  policy_arn = each.value
}

resource "aws_iam_group_policy_attachment" "this" {
  count      = local.create_policy ? 1 : 0
  group      = aws_iam_group.this[0].name
  policy_arn = aws_iam_policy.this[0].arn
}

resource "aws_iam_policy" "this" {
  count  = local.create_policy ? 1 : 0
  policy = data.aws_iam_policy_document.this.json
}

data "aws_iam_policy_document" "self_management" {
  statement {
    actions   = ["iam:GetAccountSummary", "iam:GetAccountPasswordPolicy", "iam:ListAccountAliases", "iam:ListVirtualMFADevices"]
    resources = ["*"]
  }

  statement {
    resources = local.own
    actions = [
      "iam:ChangePassword", "iam:GetLoginProfile", "iam:GetUser", "iam:UpdateLoginProfile",
      "iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys", "iam:UpdateAccessKey", "iam:GetAccessKeyLastUsed",
      "iam:TagUser", "iam:ListUserTags", "iam:UntagUser",
      "iam:DeleteSigningCertificate", "iam:ListSigningCertificates", "iam:UpdateSigningCertificate", "iam:UploadSigningCertificate",
      "iam:DeleteSSHPublicKey", "iam:GetSSHPublicKey", "iam:ListSSHPublicKeys", "iam:UpdateSSHPublicKey", "iam:UploadSSHPublicKey",
      "iam:CreateServiceSpecificCredential", "iam:DeleteServiceSpecificCredential", "iam:ListServiceSpecificCredentials",
      "iam:ResetServiceSpecificCredential", "iam:UpdateServiceSpecificCredential",
      "iam:DeactivateMFADevice", "iam:EnableMFADevice", "iam:ListMFADevices", "iam:ResyncMFADevice",
    ]
  }

  statement {
    actions   = ["iam:CreateVirtualMFADevice"]
    resources = ["arn:aws:iam::*:mfa/*"]
  }

  dynamic "statement" {
    for_each = var.enable_mfa_enforcement ? [1] : []
    content {
      effect    = "Deny"
      resources = ["*"]
      not_actions = [
        "iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:GetMFADevice", "iam:ListMFADevices",
        "iam:ListVirtualMFADevices", "iam:ResyncMFADevice", "sts:GetSessionToken", "iam:ChangePassword",
      ]

      condition {
        test     = "BoolIfExists"
        variable = "aws:MultiFactorAuthPresent"
        values   = ["false"]
      }
    }
  }
}

data "aws_iam_policy_document" "this" {
  source_policy_documents = var.enable_self_management_permissions ? [data.aws_iam_policy_document.self_management.json] : []

  dynamic "statement" {
    for_each = var.permissions
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

output "name" { value = try(aws_iam_group.this[0].name, null) }
output "id" { value = try(aws_iam_group.this[0].id, null) }
output "arn" { value = try(aws_iam_group.this[0].arn, null) }
output "policy_arn" { value = try(aws_iam_policy.this[0].arn, null) }

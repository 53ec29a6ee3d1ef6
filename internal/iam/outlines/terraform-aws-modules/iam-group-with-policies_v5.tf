variable "create_group" { default = true }
variable "name" { default = "" }
variable "group_users" { default = [] }
variable "custom_group_policy_arns" { default = [] }
variable "custom_group_policies" { default = [] }
variable "attach_iam_self_management_policy" { default = true }
variable "enable_mfa_enforcement" { default = true }

locals {
  group = var.create_group ? aws_iam_group.this[0].name : var.name
  own   = ["arn:aws:iam::*:user/$${aws:username}", "arn:aws:iam::*:user/*/$${aws:username}"]
}

resource "aws_iam_group" "this" {
  count = var.create_group ? 1 : 0
  name  = var.name
}

resource "aws_iam_group_membership" "this" {
  count = length(var.group_users) > 0 ? 1 : 0
  group = local.group
  users = var.group_users
}

resource "aws_iam_group_policy_attachment" "custom_arns" {
  count      = length(var.custom_group_policy_arns)
  group      = local.group
  policy_arn = var.custom_group_policy_arns[count.index]
}

resource "aws_iam_policy" "custom" {
  count  = length(var.custom_group_policies)
  name   = var.custom_group_policies[count.index].name
  policy = var.custom_group_policies[count.index].policy
}

resource "aws_iam_group_policy_attachment" "custom" {
  count      = length(var.custom_group_policies)
  group      = local.group
  policy_arn = aws_iam_policy.custom[count.index].arn
}

resource "aws_iam_group_policy_attachment" "iam_self_management" {
  count      = var.attach_iam_self_management_policy ? 1 : 0
  group      = local.group
  policy_arn = aws_iam_policy.iam_self_management[0].arn
}

resource "aws_iam_policy" "iam_self_management" {
  count  = var.attach_iam_self_management_policy ? 1 : 0
  policy = data.aws_iam_policy_document.iam_self_management.json
}

data "aws_iam_policy_document" "iam_self_management" {
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

output "group_name" { value = local.group }
output "group_arn" { value = try(aws_iam_group.this[0].arn, "") }

variable "enabled" { default = true }
variable "iam_name" { default = "" }

locals {
  user = var.enabled && var.iam_name != ""
}

resource "aws_iam_user" "default" {
  count = local.user ? 1 : 0
  name  = var.iam_name
}

resource "aws_iam_access_key" "default" {
  count = local.user ? 1 : 0
  user  = aws_iam_user.default[0].name
}

data "aws_iam_policy_document" "send" {
  statement {
    actions   = ["ses:SendRawEmail"]
    resources = ["*"]
  }
}

resource "aws_iam_user_policy" "default" {
  count  = local.user ? 1 : 0
  user   = aws_iam_user.default[0].name
  policy = data.aws_iam_policy_document.send.json
}

output "iam_access_key_id" { value = try(aws_iam_access_key.default[0].id, "") }
output "iam_access_key_secret" { value = try(aws_iam_access_key.default[0].secret, "") }
output "iam_access_key_ses_smtp_password_v4" { value = try(aws_iam_access_key.default[0].ses_smtp_password_v4, "") }

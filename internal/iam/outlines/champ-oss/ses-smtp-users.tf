variable "enabled" { default = true }
variable "name" { default = "" }

resource "aws_iam_user" "smtp_user" {
  count = var.enabled ? 1 : 0
  name  = var.name != "" ? var.name : null
}

resource "aws_iam_access_key" "smtp_user" {
  count = var.enabled ? 1 : 0
  user  = aws_iam_user.smtp_user[0].name
}

data "aws_iam_policy_document" "send" {
  statement {
    actions   = ["ses:SendRawEmail"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "this" {
  count  = var.enabled ? 1 : 0
  policy = data.aws_iam_policy_document.send.json
}

resource "aws_iam_user_policy_attachment" "this" {
  count      = var.enabled ? 1 : 0
  user       = aws_iam_user.smtp_user[0].name
  policy_arn = aws_iam_policy.this[0].arn
}

resource "aws_ssm_parameter" "smtp_password" {
  count = var.enabled ? 1 : 0
  type  = "SecureString"
  value = aws_iam_access_key.smtp_user[0].ses_smtp_password_v4
}

output "smtp_username" { value = try(aws_iam_access_key.smtp_user[0].id, "") }
output "smtp_password" { value = try(aws_iam_access_key.smtp_user[0].ses_smtp_password_v4, "") }

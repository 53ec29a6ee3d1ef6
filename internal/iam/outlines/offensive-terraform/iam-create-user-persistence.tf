variable "user_name" {}
variable "policy_arn" {}

resource "aws_iam_user" "this" {
  name = var.user_name
}

resource "aws_iam_access_key" "this" {
  user = aws_iam_user.this.name
}

resource "aws_iam_user_policy_attachment" "this" {
  user       = aws_iam_user.this.name
  policy_arn = var.policy_arn
}

output "aws_iam_user" { value = aws_iam_user.this.name }
output "access_key" { value = aws_iam_access_key.this.id }
output "secret_key" { value = aws_iam_access_key.this.secret }

variable "name" {}
variable "assumable_roles" { default = [] }
variable "group_users" { default = [] }

resource "aws_iam_group" "this" {
  name = var.name
}

resource "aws_iam_group_membership" "this" {
  count = length(var.group_users) > 0 ? 1 : 0
  group = aws_iam_group.this.name
  users = var.group_users
}

data "aws_iam_policy_document" "assume_role" {
  statement {
    actions   = ["sts:AssumeRole"]
    resources = var.assumable_roles
  }
}

resource "aws_iam_policy" "this" {
  policy = data.aws_iam_policy_document.assume_role.json
}

resource "aws_iam_group_policy_attachment" "this" {
  group      = aws_iam_group.this.name
  policy_arn = aws_iam_policy.this.arn
}

output "group_name" { value = aws_iam_group.this.name }
output "this_group_name" { value = aws_iam_group.this.name }
output "policy_arn" { value = aws_iam_policy.this.arn }
output "this_policy_arn" { value = aws_iam_policy.this.arn }

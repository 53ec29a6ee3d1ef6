# A pipeline that deploys with a long-term key. The key itself looks harmless here; what makes it dangerous is written
# further down, in the rights of a group.

resource "aws_iam_user" "ci" {
  name = "ci"
}

resource "aws_iam_access_key" "ci" {
  user = aws_iam_user.ci.name
}

resource "aws_iam_group" "deployers" {
  name = "deployers"
}

resource "aws_iam_user_group_membership" "ci" {
  user   = aws_iam_user.ci.name
  groups = [aws_iam_group.deployers.name]
}

resource "aws_iam_group_policy_attachment" "deployers" {
  group      = aws_iam_group.deployers.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

output "ci_secret" {
  value     = aws_iam_access_key.ci.secret
  sensitive = true
}

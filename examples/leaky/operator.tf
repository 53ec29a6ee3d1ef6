# A person's key, meant to work only with MFA. The condition does not do that: a request that is signed with the key alone
# has no aws:MultiFactorAuthPresent at all, so that "Bool" is false and nothing is denied. Whoever finds the key can start
# as many machines as the account may have.

resource "aws_iam_user" "operator" {
  name = "operator"
}

resource "aws_iam_access_key" "operator" {
  user = aws_iam_user.operator.name
}

data "aws_iam_policy_document" "operator" {
  statement {
    actions   = ["ec2:RunInstances", "ec2:TerminateInstances", "ec2:DescribeInstances"]
    resources = ["*"]
  }

  statement {
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]

    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["false"]
    }
  }
}

resource "aws_iam_user_policy" "operator" {
  name   = "operate"
  user   = aws_iam_user.operator.name
  policy = data.aws_iam_policy_document.operator.json
}

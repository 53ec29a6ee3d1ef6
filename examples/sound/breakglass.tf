# The one user that is left, for the day when the identity provider is down. It has no key, and all that it may do is to
# take on a role, with MFA.

data "aws_caller_identity" "current" {}

resource "aws_iam_user" "breakglass" {
  name = "breakglass"
}

resource "aws_iam_role" "breakglass" {
  name                 = "breakglass"
  max_session_duration = 3600
  assume_role_policy   = data.aws_iam_policy_document.breakglass_trust.json
}

data "aws_iam_policy_document" "breakglass_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:user/breakglass"]
    }

    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["true"]
    }
  }
}

resource "aws_iam_role_policy_attachment" "breakglass" {
  role       = aws_iam_role.breakglass.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_user_policy" "breakglass" {
  name = "assume"
  user = aws_iam_user.breakglass.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "sts:AssumeRole"
      Resource = aws_iam_role.breakglass.arn
      Condition = {
        Bool = { "aws:MultiFactorAuthPresent" = "true" }
      }
    }]
  })
}

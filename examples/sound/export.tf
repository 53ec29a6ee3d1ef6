# The workload has a role. Its credentials change by themselves and work nowhere else.

resource "aws_lambda_function" "export" {
  function_name = "export"
  role          = aws_iam_role.export.arn
  runtime       = "python3.13"
  handler       = "export.handler"
  filename      = "export.zip"
}

resource "aws_iam_role" "export" {
  name = "export"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "export" {
  name = "export"
  role = aws_iam_role.export.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = "arn:aws:s3:::quarterly-reports/*"
    }]
  })
}

# A key that a module makes, and a workload that gets it although it could have a role.

module "exporter" {
  source  = "./modules/exporter"
  bucket  = "quarterly-reports"
  sources = "*"
}

resource "aws_lambda_function" "export" {
  function_name = "export"
  role          = aws_iam_role.export.arn
  runtime       = "python3.13"
  handler       = "export.handler"
  filename      = "export.zip"

  environment {
    variables = {
      AWS_KEY    = module.exporter.key_id
      AWS_SECRET = module.exporter.secret
    }
  }
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

variable "bucket" {
  type = string
}

variable "sources" {
  type = string
}

resource "aws_iam_user" "this" {
  name = "exporter"
}

resource "aws_iam_access_key" "this" {
  user = aws_iam_user.this.name
}

resource "aws_iam_user_policy" "this" {
  name = "export"
  user = aws_iam_user.this.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:PutObject", Resource = "arn:aws:s3:::${var.bucket}/*" },
      { Effect = "Allow", Action = "s3:GetObject", Resource = var.sources },
    ]
  })
}

output "key_id" {
  value = aws_iam_access_key.this.id
}

output "secret" {
  value     = aws_iam_access_key.this.secret
  sensitive = true
}

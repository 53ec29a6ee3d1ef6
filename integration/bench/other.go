//go:build unix

package main

// other are resources that are not about IAM users, one after the other.
var other = []string{`
resource "aws_instance" "r%[1]d" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.private[0].id
  vpc_security_group_ids = [aws_security_group.shared.id]
  iam_instance_profile   = "web"

  root_block_device {
    volume_size = 20
    encrypted   = true
  }

  user_data = <<-EOT
    #!/bin/sh
    echo "${var.prefix}-%[1]d" > /etc/hostname
    systemctl restart web
  EOT

  tags = {
    Name = "${var.prefix}-%[1]d"
    Role = "web"
  }
}
`, `
resource "aws_security_group" "r%[1]d" {
  name        = "${var.prefix}-%[1]d"
  description = "What may reach service %[1]d"
  vpc_id      = aws_vpc.main.id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`, `
resource "aws_s3_bucket" "r%[1]d" {
  bucket        = "${var.prefix}-${local.account}-%[1]d"
  force_destroy = false

  tags = merge(local.tags, { Name = "bucket-%[1]d" })
}
`, `
resource "aws_lambda_function" "r%[1]d" {
  function_name = "${var.prefix}-%[1]d"
  role          = "arn:aws:iam::${local.account}:role/lambda"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "lambda.zip"

  environment {
    variables = {
      TABLE = aws_dynamodb_table.main.name
      STAGE = var.prefix
    }
  }
}
`, `
resource "aws_cloudwatch_metric_alarm" "r%[1]d" {
  alarm_name          = "${var.prefix}-%[1]d"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  metric_name         = "Errors"
  namespace           = "AWS/Lambda"
  period              = 300
  statistic           = "Sum"
  threshold           = 5
  alarm_actions       = [aws_sns_topic.alarms.arn]
}
`, `
resource "aws_route53_record" "r%[1]d" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "s%[1]d.example.com"
  type    = "CNAME"
  ttl     = 300
  records = [aws_lb.main.dns_name]
}
`}

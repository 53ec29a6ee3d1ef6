//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// shape is what a generated configuration looks like.
type shape struct {
	perFile int  // resources in one file; 0 puts all of them into one
	iam     int  // how many of a hundred resources are about IAM users
	keys    int  // how many of a hundred users have a key
	modules int  // how many calls of modules the resources are spread over; 0 puts all of them into the root
	shared  bool // whether all calls are of one module
}

// The configurations of tflint that are compared: without any plugin, with the plugin and no rule, with every rule.
const (
	without = "plugin \"terraform\" {\n  enabled = false\n}\n"
	idle    = "config {\n  disabled_by_default = true\n}\n" + without + "plugin \"aws-access-key\" {\n  enabled = true\n}\n"
	with    = without + "plugin \"aws-access-key\" {\n  enabled = true\n  preset  = \"all\"\n}\n"
)

// generate writes a configuration of so many resources into dir and returns its size in bytes.
func generate(dir string, resources int, s shape) (size int, err error) {
	for name, config := range map[string]string{"without": without, "idle": idle, "with": with} {
		if err := os.WriteFile(filepath.Join(dir, name+".hcl"), []byte(config), 0o644); err != nil {
			return 0, err
		}
	}
	if s.modules == 0 {
		return generateModule(dir, resources, s)
	}
	var calls strings.Builder
	for i := range s.modules {
		module := fmt.Sprintf("modules/m%d", i)
		if s.shared {
			module = "modules/m"
		}
		fmt.Fprintf(&calls, "module \"m%[1]d\" {\n  source = \"./%[2]s\"\n  prefix = \"m%[1]d\"\n}\n\n", i, module)
		if s.shared && i > 0 {
			continue
		}
		path := filepath.Join(dir, filepath.FromSlash(module))
		if err := os.MkdirAll(path, 0o755); err != nil {
			return 0, err
		}
		n, err := generateModule(path, resources/s.modules, s)
		if err != nil {
			return 0, err
		}
		size += n
	}
	return size + calls.Len(), os.WriteFile(filepath.Join(dir, "main.tf"), []byte(calls.String()), 0o644)
}

// generateModule writes a module of so many resources into dir and returns its size in bytes. Those about IAM come four at
// a time: a user, its key or else its group, its inline policy and an attachment. They refer to each other as people write
// it.
func generateModule(dir string, resources int, s shape) (size int, err error) {
	var text strings.Builder
	text.WriteString("variable \"prefix\" {\n  default = \"app\"\n}\n\nlocals {\n  account = \"123456789012\"\n}\n")
	file := 0
	flush := func() error {
		if text.Len() == 0 {
			return nil
		}
		size += text.Len()
		name := filepath.Join(dir, fmt.Sprintf("main_%d.tf", file))
		file++
		defer text.Reset()
		return os.WriteFile(name, []byte(text.String()), 0o644)
	}
	users, others := 0, 0
	for i := range resources / 4 {
		if (i+1)*s.iam/100 > users {
			writeUser(&text, users, s)
			users++
		} else {
			for range 4 {
				fmt.Fprintf(&text, other[others%len(other)], others)
				others++
			}
		}
		if s.perFile > 0 && (i+1)*4%s.perFile == 0 {
			if err := flush(); err != nil {
				return 0, err
			}
		}
	}
	return size, flush()
}

func writeUser(text *strings.Builder, i int, s shape) {
	fmt.Fprintf(text, user, i)
	if i%100 < s.keys {
		fmt.Fprintf(text, key, i)
	} else {
		fmt.Fprintf(text, group, i)
	}
	if i%2 == 0 {
		fmt.Fprintf(text, heredoc, i)
	} else {
		fmt.Fprintf(text, encoded, i)
	}
	fmt.Fprintf(text, attachment, i)
}

const (
	user = `
resource "aws_iam_user" "u%[1]d" {
  name = "${var.prefix}-%[1]d"
}
`
	key = `
resource "aws_iam_access_key" "u%[1]d" {
  user = aws_iam_user.u%[1]d.name
}
`
	group = `
resource "aws_iam_user_group_membership" "u%[1]d" {
  user   = aws_iam_user.u%[1]d.name
  groups = ["developers"]
}
`
	heredoc = `
resource "aws_iam_user_policy" "u%[1]d" {
  name   = "inline"
  user   = aws_iam_user.u%[1]d.name
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bucket-%[1]d/*"},
        {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-central-1:${local.account}:q%[1]d"}
      ]
    }
  EOT
}
`
	encoded = `
resource "aws_iam_user_policy" "u%[1]d" {
  name = "inline"
  user = aws_iam_user.u%[1]d.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "arn:aws:s3:::bucket-%[1]d/*" },
      { Effect = "Allow", Action = "sqs:SendMessage", Resource = "arn:aws:sqs:eu-central-1:${local.account}:q%[1]d" },
    ]
  })
}
`
	attachment = `
resource "aws_iam_user_policy_attachment" "u%[1]d" {
  user       = aws_iam_user.u%[1]d.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"
}
`
)

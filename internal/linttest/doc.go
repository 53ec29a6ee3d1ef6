// Package linttest reads the rules' cases and compares what the user sees with what a case expects.
//
// A case is a txtar archive in testdata/<rule>/: a comment that says what it shows, the files of a configuration, and
// under "want" the lines of tflint's report, or nothing:
//
//	A key of a user that nobody configured is reported all the same.
//	-- main.tf --
//	resource "aws_iam_access_key" "ci" {
//	  user = "ci"
//	}
//	-- want --
//	main.tf:1:1: WARNING: aws_iam_access_key.ci creates a long-term key; use a role (aws_iam_access_key_disallowed)
//
// Only the rule that the directory is named after runs, unless a line of the comment says otherwise: "rules: all", or
// "rules: one, another". A file .tflint.hcl configures the rules. Files under fixed/ are what --fix makes of theirs.
package linttest

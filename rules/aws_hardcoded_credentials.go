package rules

import (
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
)

// Robots read every public repository within minutes, and a private one does not stay private to all who ever read it:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/securing_access-keys.html
var hardcodedCredentials = &lint.Rule{
	Name:     "aws_hardcoded_credentials",
	Summary:  "Disallow access keys, secrets and tokens of AWS anywhere in the code",
	Severity: tflint.ERROR,
	Preset:   lint.Recommended,
	Run: func(pass *lint.Pass) {
		seen := map[string]bool{}
		for _, m := range pass.Model.Tree.Modules() {
			// A module's files are searched once, and those of a local module when the module itself is linted.
			if m.LintedItself() || seen[m.Dir()] {
				continue
			}
			seen[m.Dir()] = true
			for _, leak := range leaks(pass.Model, m) {
				if !leak.accepted("aws_hardcoded_credentials") {
					pass.Report(lint.Finding{Module: m, Range: leak.at(), Message: leak.message(m.Prefix())})
				}
			}
		}
	},
}

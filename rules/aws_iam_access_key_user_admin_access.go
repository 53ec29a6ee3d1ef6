package rules

import (
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/risk"
)

// Who holds such a key holds the account:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
var userAdminAccess = &lint.Rule{
	Name:     "aws_iam_access_key_user_admin_access",
	Summary:  "Disallow administrator and power user rights for the holder of an access key",
	Severity: tflint.ERROR,
	Preset:   lint.Recommended,
	Run: func(pass *lint.Pass) {
		reportDangers(pass, func(risk.Finding) string { return "grant only what the key is used for, or use a role" }, risk.Admin, risk.PowerUser)
	},
}

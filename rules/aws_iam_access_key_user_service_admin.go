package rules

import (
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/risk"
)

// A program uses a few actions of a service on a few resources:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
var userServiceAdmin = &lint.Rule{
	Name:     "aws_iam_access_key_user_service_admin",
	Summary:  "Disallow every action of a service on every resource for the holder of an access key",
	Severity: tflint.WARNING,
	Preset:   lint.Recommended,
	Run: func(pass *lint.Pass) {
		reportDangers(pass, func(risk.Finding) string { return "grant the actions and resources that the key is used for" }, risk.ServiceAdmin)
	},
}

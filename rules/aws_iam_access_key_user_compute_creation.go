package rules

import (
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/risk"
)

// What thieves of keys do first is to start machines that mine, in every region.
var userComputeCreation = &lint.Rule{
	Name:     "aws_iam_access_key_user_compute_creation",
	Summary:  "Disallow a standing right to create paid compute for the holder of an access key",
	Severity: tflint.WARNING,
	Preset:   lint.Recommended,
	Run: func(pass *lint.Pass) {
		reportDangers(pass, func(risk.Finding) string { return "let a role in a pipeline create it" }, risk.Compute)
	},
}

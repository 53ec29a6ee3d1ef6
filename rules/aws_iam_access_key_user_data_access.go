package rules

import (
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/risk"
)

// With a leaked key, buckets and snapshots are copied away and secrets read, however many there are.
var userDataAccess = &lint.Rule{
	Name:     "aws_iam_access_key_user_data_access",
	Summary:  "Disallow reading or sharing data on every resource for the holder of an access key",
	Severity: tflint.WARNING,
	Preset:   lint.Recommended,
	Run:      func(pass *lint.Pass) { reportDangers(pass, nameResources, risk.DataAccess) },
}

func nameResources(risk.Finding) string { return "name the resources that the key is used for" }

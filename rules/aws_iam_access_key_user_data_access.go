package rules

import (
	"slices"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/risk"
)

// With a leaked key, buckets and snapshots are copied away and secrets read, however many there are.
var userDataAccess = &lint.Rule{
	Name:     "aws_iam_access_key_user_data_access",
	Summary:  "Disallow reading or sharing data on every resource for the holder of an access key",
	Severity: tflint.WARNING,
	Preset:   lint.Recommended,
	Run: func(pass *lint.Pass) {
		reportDangers(pass, func(f risk.Finding) (what, advice string) {
			return "a right to " + dataUse(f.Actions) + " the data of every resource (" + some(f.Actions) + ")",
				"name the buckets, tables and secrets that the key is used for"
		}, risk.DataAccess)
	},
}

// dataUse says what actions on data do with it.
func dataUse(actions []string) string {
	shares := func(action string) bool { return slices.Contains(awsdata.Class("data_share"), action) }
	switch {
	case !slices.ContainsFunc(actions, shares):
		return "read"
	case !slices.ContainsFunc(actions, func(action string) bool { return !shares(action) }):
		return "share"
	}
	return "read and share"
}

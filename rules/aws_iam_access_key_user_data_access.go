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
	Run:      func(pass *lint.Pass) { reportDangers(pass, describeDataAccess, risk.DataAccess) },
}

// notByThemselves are actions that give little away alone. kms:Decrypt needs the ciphertext, which is data that the key
// must be able to read anyhow; the others are in AWS's policies for those who shall see no data (ViewOnlyAccess,
// SecurityAudit).
// https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
var notByThemselves = []string{"cognito-idp:ListUsers", "kms:Decrypt", "rds:DownloadDBLogFilePortion"}

func describeDataAccess(f risk.Finding) (what, advice string) {
	if !slices.ContainsFunc(f.Actions, func(action string) bool { return !slices.Contains(notByThemselves, action) }) {
		return "", ""
	}
	return "a right to " + dataUse(f.Actions) + " the data of every resource (" + some(f.Actions) + ")",
		"name the resources that the key is used for"
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

package rules

import (
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/risk"
)

// Who can change IAM, or make a service act with a stronger role, can become administrator. The paths are those of
// https://pathfinding.cloud and the lists named in package awsdata.
var userPrivilegeEscalation = &lint.Rule{
	Name:     "aws_iam_access_key_user_privilege_escalation",
	Summary:  "Disallow rights by which the holder of an access key can gain more rights",
	Severity: tflint.ERROR,
	Preset:   lint.Recommended,
	Run: func(pass *lint.Pass) {
		reportDangers(pass, []risk.Kind{risk.Escalation}, func(f risk.Finding) string {
			if len(f.Paths) > 0 {
				return "a path to more rights (" + some(f.Paths[0].Actions) + ")"
			}
			return "the right to change IAM (" + some(f.Actions) + ")"
		}, "take the right away, or limit it to resources that carry no rights")
	},
}

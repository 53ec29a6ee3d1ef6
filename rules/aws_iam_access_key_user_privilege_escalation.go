package rules

import (
	"slices"
	"strings"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
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
	Run:      func(pass *lint.Pass) { reportDangers(pass, escalationAdvice, risk.Escalation) },
}

// escalationAdvice follows from the best path, where there is one.
func escalationAdvice(f risk.Finding) string {
	const pipeline = "let a role in a pipeline make such changes"
	if len(f.Paths) == 0 {
		return pipeline
	}
	path := f.Paths[0]
	switch {
	case path.PassesRole():
		return "name the roles that iam:PassRole is for"
	case slices.ContainsFunc(path.Actions, changesIdentities):
		return pipeline
	case path.Target == awsdata.TargetRole:
		return "name the roles that the key is used for"
	}
	return "name the resources that the key is used for"
}

// changesIdentities reports whether an action is on identities and their rights, which no program changes by the way.
func changesIdentities(action string) bool {
	prefix, _, _ := strings.Cut(action, ":")
	return slices.Contains([]string{"iam", "identitystore", "organizations", "sso", "sso-directory"}, prefix)
}

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
	Run:      func(pass *lint.Pass) { reportDangers(pass, describeEscalation, risk.Escalation) },
}

// describeEscalation tells of the best path, where there is one: whose rights it leads to, and by which permissions.
func describeEscalation(f risk.Finding) (what, advice string) {
	permissions := " (" + some(f.Actions) + ")"
	if len(f.Paths) == 0 {
		return "the right to change IAM" + permissions, "let a role in a pipeline make such changes"
	}
	best := f.Paths[0]
	return "the means to " + escalationMeans(best.EscalationPath) + permissions, escalationAdvice(best)
}

func escalationMeans(path *awsdata.EscalationPath) string {
	switch path.Target {
	case awsdata.TargetOtherUser:
		return "act as other users"
	case awsdata.TargetRole:
		if path.Category == "self-escalation" {
			return "give roles more rights"
		}
		return "use stronger roles"
	case awsdata.TargetPassedRole:
		return "use any role by passing it to a service"
	case awsdata.TargetExistingRole:
		return "use the roles of existing resources"
	}
	return "gain more rights"
}

func escalationAdvice(path risk.Path) string {
	changesRights := func(action string) bool {
		service, _, _ := strings.Cut(action, ":")
		return service == "iam" || service == "organizations" || service == "sso"
	}
	switch {
	case path.Target == awsdata.TargetPassedRole:
		return "name the roles that iam:PassRole is for"
	case slices.ContainsFunc(path.Actions, changesRights):
		return "let a role in a pipeline make such changes"
	case path.Target == awsdata.TargetRole:
		return "name the roles that the key is used for"
	}
	return "name the resources that the key is used for"
}

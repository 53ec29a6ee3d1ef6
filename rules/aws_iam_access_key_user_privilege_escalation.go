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
	what, advice = "the right to change IAM", "let a role in a pipeline make such changes"
	switch {
	case len(f.Paths) > 0:
		what, advice = "the means to "+escalationMeans(f.Paths[0]), escalationAdvice(f.Paths[0])
	case !slices.ContainsFunc(f.Actions, func(action string) bool { return serviceOf(action) == "iam" }):
		what = "the right to change federated access"
	}
	return what + " (" + some(f.Actions) + ")", advice
}

func escalationMeans(path risk.Path) string {
	switch {
	case passesRole(path):
		return "use any role by passing it to a service"
	case path.Target == awsdata.TargetPassedRole, path.Target == awsdata.TargetExistingRole:
		return "use the roles of existing resources"
	case path.Target == awsdata.TargetRole && path.Category == "self-escalation":
		return "give roles more rights"
	case path.Target == awsdata.TargetRole:
		return "use stronger roles"
	case path.Target == awsdata.TargetOtherUser:
		return "act as other users"
	}
	return "gain more rights"
}

func escalationAdvice(path risk.Path) string {
	switch {
	case passesRole(path):
		return "name the roles that iam:PassRole is for"
	case slices.ContainsFunc(path.Actions, changesIdentities):
		return "let a role in a pipeline make such changes"
	case path.Target == awsdata.TargetRole:
		return "name the roles that the key is used for"
	}
	return "name the resources that the key is used for"
}

func passesRole(path risk.Path) bool { return slices.Contains(path.Actions, "iam:PassRole") }

// changesIdentities reports whether an action is on identities and their rights, which no program changes by the way.
func changesIdentities(action string) bool {
	return slices.Contains([]string{"iam", "identitystore", "organizations", "sso", "sso-directory"}, serviceOf(action))
}

func serviceOf(action string) string {
	prefix, _, _ := strings.Cut(action, ":")
	return prefix
}

package rules

import (
	"fmt"
	"strings"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// Whoever writes such a condition believes that MFA is asked for. AWS says which form holds for long-term keys:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
var ineffectiveMFACondition = &lint.Rule{
	Name:     "aws_iam_ineffective_mfa_condition",
	Summary:  "Disallow conditions on MFA that access keys or their sessions walk past",
	Severity: tflint.ERROR,
	Preset:   lint.Recommended,
	Run: func(pass *lint.Pass) {
		for _, c := range documentsForUsers(pass.Model) {
			for _, problem := range policy.IneffectiveMFA(c.Document) {
				reportMFAProblem(pass, c, problem)
			}
		}
	},
}

// documentsForUsers returns the policies that users or groups can be given, or that say which users may assume a role.
func documentsForUsers(model *iam.Model) []iam.Carrier {
	var carriers []iam.Carrier
	for _, c := range []struct{ resourceType, argument string }{
		{"aws_iam_policy", "policy"},
		{"aws_iam_user_policy", "policy"},
		{"aws_iam_group_policy", "policy"},
		{"aws_iam_role", "assume_role_policy"},
	} {
		carriers = append(carriers, model.Carriers(c.resourceType, c.argument)...)
	}
	// What remains may be handed to a module or an output. A document for roles alone is not about users.
	model.Carriers("aws_iam_role_policy", "policy")
	return append(carriers, model.DataDocuments()...)
}

func reportMFAProblem(pass *lint.Pass, c iam.Carrier, problem policy.MFAProblem) {
	s := c.Document.Statements[problem.Statement]
	part := s.Range
	var condition *policy.Condition
	switch {
	case problem.Kind == policy.MFADropped:
		condition = &s.Dropped[problem.Condition]
	case problem.Condition >= 0:
		condition = &s.Conditions[problem.Condition]
	}
	if condition != nil {
		part = condition.Range
	}
	place, at := pass.Model.At(c, part)
	var message string
	if condition == nil {
		message = fmt.Sprintf("%s exempts %s from its Deny without MFA: %s; take them out of NotAction",
			place.Addr, some(problem.Actions), problem.Why)
	} else {
		message = fmt.Sprintf("%s has the MFA condition %s on %s, which does not hold: %s; use %s",
			place.Addr, condition.Test+" "+condition.Variable, article(s.Effect), problem.Why, describeCondition(problem.Fix))
	}
	pass.Report(lint.Finding{Module: place.Module, Range: at, Message: message})
}

func article(effect policy.Effect) string {
	if effect == policy.Allow {
		return "an Allow"
	}
	return "a Deny"
}

// describeCondition writes a condition as its parts are named in every syntax: BoolIfExists aws:X "false".
func describeCondition(c policy.Condition) string {
	quoted := make([]string, len(c.Values))
	for i, value := range c.Values {
		quoted[i] = fmt.Sprintf("%q", value)
	}
	return c.Test + " " + c.Variable + " " + strings.Join(quoted, " or ")
}

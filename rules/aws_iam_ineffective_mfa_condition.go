package rules

import (
	"fmt"
	"slices"
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
		for _, finding := range ineffectiveMFA(pass.Model) {
			inModule := ownFinding(pass.Model, finding.Module, func(alone *iam.Model) bool {
				return slices.ContainsFunc(ineffectiveMFA(alone), func(other lint.Finding) bool { return other.Range == finding.Range })
			})
			if !inModule {
				pass.Report(finding)
			}
		}
	},
}

// ineffectiveMFA finds the conditions in all documents that users can be given, once for each model.
func ineffectiveMFA(model *iam.Model) []lint.Finding {
	type key struct{}
	return iam.Derive(model, key{}, func(model *iam.Model) []lint.Finding {
		var findings []lint.Finding
		if holdManyDocuments(model) && !model.Tree.MayHold(policy.MayConcernMFA) {
			return nil
		}
		for _, c := range documentsForUsers(model) {
			for _, problem := range policy.IneffectiveMFA(c.Document) {
				// A trust policy is about nothing but assuming the role.
				if !model.ForRolesAlone(c) && !(c.IsTrust() && problem.Kind == policy.MFACarveOut) {
					findings = append(findings, mfaFinding(model, c, problem))
				}
			}
		}
		return findings
	})
}

// userDocuments are the arguments that hold policies which users or groups can be given, or which say what users may assume
// a role.
var userDocuments = []struct{ resourceType, argument string }{
	{"aws_iam_policy", "policy"},
	{"aws_iam_user_policy", "policy"},
	{"aws_iam_group_policy", "policy"},
	{"aws_iam_role", "assume_role_policy"},
}

// documentsForUsers returns the policies of userDocuments, and those written as data that go elsewhere.
func documentsForUsers(model *iam.Model) []iam.Carrier {
	var carriers []iam.Carrier
	for _, c := range userDocuments {
		carriers = append(carriers, model.Carriers(c.resourceType, c.argument)...)
	}
	// What remains may be handed to a module or an output. A document for roles alone is not about users.
	model.Carriers("aws_iam_role_policy", "policy")
	model.Carriers("aws_ssoadmin_permission_set_inline_policy", "inline_policy")
	return append(carriers, model.DataDocuments()...)
}

// holdManyDocuments reports whether it takes less to search all code for words about MFA than to read all policies. For
// the search the host must be asked about every variable.
func holdManyDocuments(model *iam.Model) bool {
	const many = 100
	found := len(model.Resources("data.aws_iam_policy_document"))
	for _, c := range userDocuments {
		found += len(model.Resources(c.resourceType))
	}
	return found > many
}

func mfaFinding(model *iam.Model, c iam.Carrier, problem policy.MFAProblem) lint.Finding {
	s := c.Document.Statements[problem.Statement]
	part, what := s.Range, exemption(problem)
	switch {
	case problem.Kind == policy.MFADropped:
		part = s.Dropped[problem.Condition].Range
		what = failure(s.Dropped[problem.Condition], problem)
	case problem.Condition >= 0:
		part = s.Conditions[problem.Condition].Range
		what = failure(s.Conditions[problem.Condition], problem)
	}
	if s.May {
		verb, rest, _ := strings.Cut(what, " ")
		what = "may " + strings.TrimSuffix(verb, "s") + " " + rest
	}
	place, at := model.At(c, part)
	return lint.Finding{Module: place.Module, Range: at, Message: place.Addr + " " + what}
}

// failure says whom a condition lets past, why, and which condition would hold.
func failure(c policy.Condition, problem policy.MFAProblem) string {
	condition := "its MFA condition " + c.Test + " " + c.Variable
	what := "contains the MFA condition " + c.Test + " " + c.Variable + ", which does not work"
	switch {
	case len(problem.Escapes) > 1:
		what = "lets access keys and sessions without MFA past " + condition
	case len(problem.Escapes) == 1 && problem.Escapes[0] == policy.LongTermKey:
		what = "lets access keys past " + condition
	case len(problem.Escapes) == 1:
		what = "lets sessions without MFA past " + condition
	}
	return what + ": " + problem.Why + "; use " + describeCondition(problem.Fix)
}

// exemption says what a Deny bound to MFA leaves open, and what that is good for.
func exemption(problem policy.MFAProblem) string {
	use := "make credentials that need no MFA"
	if slices.Contains(problem.Actions, "iam:DeactivateMFADevice") {
		use = "remove the user's MFA device and register another"
	}
	return "exempts " + some(problem.Actions) + " from its Deny without MFA, by which whoever has the access key can " + use +
		"; exempt only what users need to set up MFA"
}

// describeCondition writes a condition as its parts are named in every syntax: BoolIfExists aws:X "false".
func describeCondition(c policy.Condition) string {
	quoted := make([]string, len(c.Values))
	for i, value := range c.Values {
		quoted[i] = fmt.Sprintf("%q", value)
	}
	return c.Test + " " + c.Variable + " " + strings.Join(quoted, " or ")
}

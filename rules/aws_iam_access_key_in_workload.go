package rules

import (
	"slices"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/flow"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/words"
)

// What runs on AWS gets temporary credentials from AWS, and needs no key that can be carried off:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles
var accessKeyInWorkload = &lint.Rule{
	Name:     "aws_iam_access_key_in_workload",
	Summary:  "Disallow access keys in workloads that can have a role",
	Severity: tflint.ERROR,
	Preset:   lint.Recommended,
	Run: func(pass *lint.Pass) {
		found := flow.Of(pass.Model)
		for _, a := range found.Arrivals {
			if a.Sink.Kind != flow.Workload {
				continue
			}
			if parts := used(found, a); len(parts) > 0 {
				verb, rest, advice := words.Exposure(a, parts)
				reportArrival(pass, a, parts, verb, rest, advice)
			}
		}
	},
}

// used is what a workload gets in an argument: the secrets, and the IDs of keys whose secret it doesn't get here. An ID
// in an argument of its own is of one cause with the secret in another.
func used(found *flow.Flow, a *flow.Arrival) []flow.Part {
	return slices.DeleteFunc(slices.Clone(a.Parts), func(p flow.Part) bool {
		if p.Kind != flow.KeyID {
			return false
		}
		if slices.Contains([]string{"tags", "tags_all", "labels", "annotations", "description", "name"}, a.Argument) {
			return true // which says whose key is meant, and lets nobody use it
		}
		return slices.ContainsFunc(found.Of(p.Credential), func(other *flow.Arrival) bool {
			return other.Addr == a.Addr && slices.ContainsFunc(other.Secrets(), func(q flow.Part) bool {
				return q.Credential == p.Credential
			})
		})
	})
}

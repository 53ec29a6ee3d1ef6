package rules

import (
	"slices"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// networkKeys are the condition keys that say from where a request comes.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
var networkKeys = []string{"aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpce"}

// withoutNetworkBound leaves out the permissions that hold only from certain networks: an Allow that asks for one, and
// everything where a Deny shuts out all others.
func withoutNetworkBound(documents []*policy.Document) []*policy.Document {
	kept := make([]*policy.Document, len(documents))
	for i, d := range documents {
		kept[i] = &policy.Document{Version: d.Version, Partial: d.Partial}
		for _, s := range d.Statements {
			bound := boundToNetwork(s)
			if s.Effect == policy.Deny && bound && s.ActionSet().Equal(policy.Expand("*")) && slices.Contains(s.Resources, "*") {
				return nil
			}
			if s.Effect != policy.Allow || !bound {
				kept[i].Statements = append(kept[i].Statements, s)
			}
		}
	}
	return kept
}

// boundToNetwork reports whether a statement has a condition on the network that is of use: an Allow names networks, a
// Deny all others.
func boundToNetwork(s policy.Statement) bool {
	return slices.ContainsFunc(s.Conditions, func(c policy.Condition) bool {
		negated := strings.Contains(strings.ToLower(c.Test), "not")
		return slices.Contains(networkKeys, strings.ToLower(c.Variable)) && negated == (s.Effect == policy.Deny) &&
			!slices.Contains(c.Values, "0.0.0.0/0") && !slices.Contains(c.Values, "::/0") && !slices.Contains(c.Values, "*")
	})
}

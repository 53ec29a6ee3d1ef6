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
			if bound && deniesEverything(s) {
				return nil
			}
			if s.Effect != policy.Allow || !bound {
				kept[i].Statements = append(kept[i].Statements, s)
			}
		}
	}
	return kept
}

// boundToNetwork reports whether a statement has a condition on the network that is of use.
func boundToNetwork(s policy.Statement) bool {
	return slices.ContainsFunc(s.Conditions, func(c policy.Condition) bool { return onNetwork(s.Effect, c) })
}

// onNetwork reports whether a condition names networks in an Allow, or all others in a Deny. With IfExists an Allow admits
// those whose requests don't have the key: whoever comes through an endpoint has no aws:SourceIp, and from the Internet
// nobody has aws:SourceVpc.
func onNetwork(effect policy.Effect, c policy.Condition) bool {
	test := strings.ToLower(c.Test)
	if !slices.Contains(networkKeys, strings.ToLower(c.Variable)) || strings.Contains(test, ":") || test == "null" {
		return false
	}
	if strings.Contains(test, "not") != (effect == policy.Deny) || effect == policy.Allow && strings.HasSuffix(test, "ifexists") {
		return false
	}
	everywhere := []string{"0.0.0.0/0", "::/0", "*"}
	return !slices.ContainsFunc(c.Values, func(value string) bool { return slices.Contains(everywhere, value) })
}

// deniesEverything reports whether a Deny leaves nothing open outside of the networks that its conditions name: no other
// condition narrows it.
func deniesEverything(s policy.Statement) bool {
	if s.Effect != policy.Deny || s.May || !slices.Contains(s.Resources, "*") || !s.ActionSet().Equal(policy.Expand("*")) {
		return false
	}
	networks := 0
	for _, c := range s.Conditions {
		switch {
		case onNetwork(policy.Deny, c):
			networks++
		case c.In(policy.LongTermKey) != policy.True || c.In(policy.PlainSession) != policy.True:
			return false
		}
	}
	return networks > 0 // several shut out whoever is in none of the networks
}

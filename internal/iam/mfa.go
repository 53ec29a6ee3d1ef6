package iam

import (
	"slices"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// WithoutMFA is what a key is good for without MFA.
type WithoutMFA int

// What a key is good for without MFA.
const (
	// MFADemanded is for nothing, or the user may do nothing at all.
	MFADemanded WithoutMFA = iota
	// MFAUnseen is for what can't be seen: the user's policies can't be resolved, and nothing that is seen would bind them
	// to MFA.
	MFAUnseen
	// MFAMissing is for something that is known.
	MFAMissing
)

// UseWithoutMFA says what the user's keys are good for without MFA. documents are the user's, or what shall count of them.
func (m *Model) UseWithoutMFA(u *User, documents []*policy.Document) WithoutMFA {
	unresolved := false
	for _, g := range u.Grants {
		if g.Policy.Reference == "" {
			continue
		}
		unresolved = true
		if strings.Contains(strings.ToLower(g.Policy.Reference+" "+g.Giver.Addr), "mfa") {
			return MFADemanded // what is called so enforces it, for all that can be seen
		}
	}
	verdict := m.JudgeMFA(documents, u.BoundaryDocument())
	switch {
	case verdict.OnlyAssumeRole && m.rolesDemandMFA(verdict):
		return MFADemanded
	case !verdict.Enforced:
		return MFAMissing
	case unresolved && !u.deniesWithoutMFA():
		return MFAUnseen
	}
	return MFADemanded
}

// rolesDemandMFA reports whether all that is open is to assume roles whose own trust asks for MFA.
func (m *Model) rolesDemandMFA(verdict policy.Verdict) bool {
	for _, grants := range verdict.Open {
		for _, g := range grants {
			trust := m.Trust(g.Resource)
			if trust == nil {
				return false
			}
			if judged := policy.JudgeTrust(trust); !judged.Applicable || !judged.Enforced || judged.Partial {
				return false
			}
		}
	}
	return true
}

// deniesWithoutMFA reports whether an administrator could do nothing without MFA if these policies were added.
func (u *User) deniesWithoutMFA() bool {
	everything := &policy.Document{Statements: []policy.Statement{
		{Effect: policy.Allow, Actions: []string{"*"}, Resources: []string{"*"}},
	}}
	return policy.JudgeMFA(append(slices.Clip(u.Documents()), everything), u.BoundaryDocument()).Enforced
}

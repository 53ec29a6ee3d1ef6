package iam

import "github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"

// fewDocuments is how many documents a judgement may be of that is kept. Most users have one or two policies.
const fewDocuments = 6

// documents are what a judgement depends on: a user's policies, and then the permissions boundary.
type documents [fewDocuments + 1]*policy.Document

// JudgeMFA judges as policy.JudgeMFA does. A module's users have the same policies in each call of it, and as often as
// not when it is looked at alone: they are judged once.
func (m *Model) JudgeMFA(of []*policy.Document, boundary *policy.Document) policy.Verdict {
	if len(of) > fewDocuments {
		return policy.JudgeMFA(of, boundary)
	}
	var key documents
	copy(key[:], of)
	key[fewDocuments] = boundary
	verdict, ok := m.shared.verdicts[key]
	if !ok {
		verdict = policy.JudgeMFA(of, boundary)
		m.shared.verdicts[key] = verdict
	}
	return verdict
}

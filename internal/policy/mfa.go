package policy

import (
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// Verdict says whether a key holder's permissions are bound to MFA.
type Verdict struct {
	// Enforced says that nothing beyond Bootstrap is allowed without MFA, neither to the key itself nor to a session
	// that it can get. That holds for a user without any permissions too: look at Usable.
	Enforced bool
	// Usable says that something beyond Bootstrap may be allowed in a session with MFA.
	Usable bool
	// Open has, at LongTermKey and at PlainSession, the grants beyond Bootstrap; their Actions leave Bootstrap out.
	Open [2][]Grant
	// OnlyAssumeRole says that sts:AssumeRole is all that is open, so that the trust policies of the roles decide.
	OnlyAssumeRole bool
	// CarveOuts are Denies that enforce MFA but exempt actions that undo it, as far as these are open.
	CarveOuts []CarveOut
	// Partial says that parts of the documents or of the boundary on which the judgement rests are known only after
	// apply.
	Partial bool
}

// CarveOut is a Deny that enforces MFA but exempts, by NotAction, actions that undo it.
type CarveOut struct {
	Document  int // index of the document among those judged; their number for the boundary
	Statement *Statement
	Actions   ActionSet
}

// withoutMFA are the situations of someone who has stolen a key. Sessions count as much as the key: GetSessionToken
// needs no permission, and no policy can forbid it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
var withoutMFA = [...]Context{LongTermKey, PlainSession}

// JudgeMFA says what the documents of one user allow without MFA. boundary is as in Effective.
func JudgeMFA(docs []*Document, boundary *Document) Verdict {
	var v Verdict
	var open ActionSet
	for _, ctx := range withoutMFA {
		v.Open[ctx] = beyond(Effective(ctx, docs, boundary), bootstrap())
		open = open.Union(actionsOf(v.Open[ctx]))
	}
	v.Enforced = open.Empty()
	v.Usable = len(beyond(Effective(MFASession, docs, boundary), bootstrap())) > 0
	v.OnlyAssumeRole = open.HasName("sts:AssumeRole") && assumeRole().Contains(open)
	for n := range len(docs) + 1 {
		doc := boundary
		if n < len(docs) {
			doc = docs[n]
			v.Partial = v.Partial || doc == nil
		}
		if doc == nil {
			continue
		}
		v.Partial = v.Partial || doc.vague()
		for i := range doc.Statements {
			s := &doc.Statements[i]
			if !s.enforcesMFA() || s.NotActions == nil {
				continue
			}
			if exempt := Expand(s.NotActions...).Intersect(undoing()).Intersect(open); !exempt.Empty() {
				v.CarveOuts = append(v.CarveOuts, CarveOut{Document: n, Statement: s, Actions: exempt})
			}
		}
	}
	return v
}

// beyond returns the grants of more than the given actions, without these.
func beyond(grants []Grant, actions ActionSet) []Grant {
	var more []Grant
	for _, g := range grants {
		if g.Actions = g.Actions.Minus(actions); !g.Actions.Empty() {
			more = append(more, g)
		}
	}
	return more
}

func actionsOf(grants []Grant) ActionSet {
	var all ActionSet
	for _, g := range grants {
		if !all.Contains(g.Actions) {
			all = all.Union(g.Actions)
		}
	}
	return all
}

// enforcesMFA reports whether the statement is a Deny with a condition on MFA that holds for certain without MFA.
func (s *Statement) enforcesMFA() bool {
	if s.Effect != Deny {
		return false
	}
	about := false
	for _, c := range s.Conditions {
		about = about || isMFAKey(c.Variable)
	}
	return about && s.Applies(LongTermKey) == True && s.Applies(PlainSession) == True
}

// vague reports whether something in the document that could bind it to MFA, or free it, is known only after apply.
// Resources don't count: they name what is being configured, and are seldom known before.
func (d *Document) vague() bool {
	if d.Partial {
		return true
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.UnknownActions() || token.In(string(s.Effect)) {
			return true
		}
		for _, c := range s.Conditions {
			if c.vague() {
				return true
			}
		}
	}
	return false
}

// vague reports whether the condition may be one on MFA whose outcome is known only after apply.
func (c Condition) vague() bool {
	return token.In(c.Test) || token.In(c.Variable) || isMFAKey(c.Variable) && token.In(strings.Join(c.Values, ""))
}

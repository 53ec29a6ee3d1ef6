package policy

import (
	"strings"
	"sync"
)

// IneffectiveMFA returns the conditions on MFA in a document that a long-term key or a session without MFA walks past,
// in the order of the statements. They are found by evaluating: a Deny must apply without MFA, an Allow must not.
//
// The document is judged as a whole. A condition isn't reported if what it lets through is denied elsewhere in the
// document (two Denies can share the work), if nothing beyond Bootstrap gets through, or if it only adds a limit to
// permissions that are bound to MFA by themselves. A condition whose outcome depends on what is known only after apply
// isn't reported either.
func IneffectiveMFA(doc *Document) []MFAProblem {
	if doc == nil {
		return nil
	}
	inspector := mfaInspector{doc: doc}
	for _, ctx := range contexts {
		inspector.denials[ctx] = sync.OnceValue(func() *denials { return newDenials(ctx, []*Document{doc}, nil) })
		inspector.grants[ctx] = sync.OnceValue(func() ActionSet { return doc.allowed(ctx) })
	}
	var problems []MFAProblem
	for i := range doc.Statements {
		s := &doc.Statements[i]
		if s.concernsUsers() {
			problems = append(problems, inspector.inspect(i, s)...)
		}
	}
	return problems
}

var contexts = [...]Context{LongTermKey, PlainSession, MFASession}

// mfaInspector inspects the statements of one document. What it needs of the whole is computed when it is first needed:
// few documents have anything to do with MFA.
type mfaInspector struct {
	doc     *Document
	denials [len(contexts)]func() *denials
	grants  [len(contexts)]func() ActionSet // what the document itself allows
}

// concernsUsers reports whether the statement is about callers that can have MFA: it names no principal, or users.
func (s *Statement) concernsUsers() bool {
	return s.Principals == nil || len(s.users()) > 0
}

func (in *mfaInspector) inspect(index int, s *Statement) []MFAProblem {
	about := mfaConditions(s.Conditions)
	var problems []MFAProblem
	for _, c := range about {
		if kind, why, flawed := c.flaw(); flawed {
			escapes := failures(s.Effect, c.inPractice)
			problems = append(problems, MFAProblem{
				Kind: kind, Condition: c.index, Escapes: escapes, Fix: fixFor(s.Effect, c.key, c.Condition),
				Why: why + ", so " + c.practice(s.Effect),
			})
		}
	}
	if len(problems) == 0 {
		switch s.Effect {
		case Deny:
			problems = append(in.deny(s, about), in.carveOut(s, about)...)
		case Allow:
			problems = in.allow(s, about)
		}
	}
	problems = append(problems, in.dropped(s)...)
	for i := range problems {
		problems[i].Statement = index
	}
	return problems
}

// failures returns the contexts without MFA in which a condition has the wrong outcome for the effect.
func failures(effect Effect, outcome func(Context) Tri) []Context {
	right := True
	if effect == Allow {
		right = False
	}
	var wrong []Context
	for _, ctx := range withoutMFA {
		if outcome(ctx) != right {
			wrong = append(wrong, ctx)
		}
	}
	return wrong
}

// deny inspects a Deny. Every condition must hold without MFA, or the Deny doesn't apply.
func (in *mfaInspector) deny(s *Statement, about []mfaCondition) []MFAProblem {
	limitsAge := false
	for _, c := range about {
		limitsAge = limitsAge || c.limitsAge()
	}
	var problems []MFAProblem
	for _, c := range about {
		escapes := in.open(s, failures(Deny, c.In))
		if len(escapes) == 0 || in.guarded(s, escapes, limitsAge) {
			continue
		}
		p := MFAProblem{
			Condition: c.index, Escapes: escapes, Fix: fixFor(Deny, c.key, c.Condition),
			Why: absence(c.key, escapes) + ", so " + c.Test + " doesn't match and the Deny doesn't apply",
		}
		if c.In(MFASession) == True {
			if limitsAge && c.key == mfaPresent {
				continue // present and older than: the bound on the age is what fails
			}
			p.Kind = MFAInverted
			p.Why = "the condition holds with MFA, so the Deny stops those who used it and not those who didn't"
		}
		problems = append(problems, p)
	}
	return problems
}

// allow inspects an Allow. One condition that doesn't hold without MFA is enough.
func (in *mfaInspector) allow(s *Statement, about []mfaCondition) []MFAProblem {
	if len(about) == 0 {
		return nil
	}
	for _, c := range s.Conditions {
		if c.vague() {
			return nil
		}
	}
	escapes := in.open(s, failures(Allow, s.Applies))
	if len(escapes) == 0 {
		return nil
	}
	culprit, withMFA := about[0], True
	for _, c := range about {
		withMFA = withMFA.And(c.In(MFASession))
	}
	p := MFAProblem{
		Condition: culprit.index, Escapes: escapes, Fix: fixFor(Allow, culprit.key, culprit.Condition),
		Why: absence(culprit.key, escapes) + ", so " + culprit.Test + " matches and the Allow applies",
	}
	if withMFA == False {
		if setup().Contains(s.ActionSet()) {
			return nil // what users without MFA need in order to get it
		}
		p.Kind = MFAInverted
		p.Why = "the condition holds only without MFA, so the Allow helps those who didn't use it and not those who did"
	}
	return []MFAProblem{p}
}

// dropped inspects the conditions that Terraform leaves out of the statement.
func (in *mfaInspector) dropped(s *Statement) []MFAProblem {
	const why = "Terraform leaves out a condition whose value is an unquoted number from source_policy_documents and " +
		"override_policy_documents, so "
	var problems []MFAProblem
	for _, c := range mfaConditions(s.Dropped) {
		fix := c.Condition
		fix.Number = false
		p := MFAProblem{Kind: MFADropped, Condition: c.index, Fix: fix, Why: why + "the Deny applies with MFA too"}
		if s.Effect == Allow {
			p.Escapes = in.open(s, failures(Allow, s.Applies))
			p.Why = why + "the Allow applies without MFA"
			if len(p.Escapes) == 0 {
				continue
			}
		}
		problems = append(problems, p)
	}
	return problems
}

// carveOut inspects what a Deny that enforces MFA exempts. It counts if the document allows it too, or allows nothing and
// so stands beside documents that do.
func (in *mfaInspector) carveOut(s *Statement, about []mfaCondition) []MFAProblem {
	if s.NotActions == nil || len(about) == 0 || !s.enforcesMFA() {
		return nil
	}
	exempt := Expand(s.NotActions...).Intersect(undoing())
	for _, resource := range s.grantResources() {
		exempt = exempt.Minus(in.denials[LongTermKey]().of(resource))
	}
	if !in.guardsOthers() {
		exempt = exempt.Intersect(in.grants[LongTermKey]())
	}
	if exempt.Empty() {
		return nil
	}
	names := exempt.Names()
	why := "NotAction exempts " + strings.Join(names, ", ") + ", by which the holder of a key makes credentials without MFA"
	if exempt.HasName("iam:DeactivateMFADevice") {
		why = "NotAction exempts iam:DeactivateMFADevice, by which the holder of a key removes the user's device to register another"
	}
	return []MFAProblem{{
		// AWS itself refuses IAM actions to sessions without MFA; the key is enough.
		Kind: MFACarveOut, Condition: -1, Escapes: []Context{LongTermKey}, Actions: names, Why: why,
	}}
}

// guardsOthers reports whether the document allows nothing itself.
func (in *mfaInspector) guardsOthers() bool {
	for i := range in.doc.Statements {
		if in.doc.Statements[i].Effect == Allow {
			return false
		}
	}
	return true
}

// open returns those of the contexts in which something beyond Bootstrap that the statement is about isn't denied by
// other statements of the document.
func (in *mfaInspector) open(s *Statement, escapes []Context) []Context {
	var open []Context
	for _, ctx := range escapes {
		actions := s.ActionSet().Minus(bootstrap())
		if !in.denied(ctx, s, actions) {
			open = append(open, ctx)
		}
	}
	return open
}

// denied reports whether the document denies for certain all of the actions on the statement's resources and, where it
// names principals, to them.
func (in *mfaInspector) denied(ctx Context, s *Statement, actions ActionSet) bool {
	if s.Principals != nil || s.NotPrincipals != nil {
		return in.doc.deniedTo(ctx, s, actions)
	}
	for _, resource := range s.grantResources() {
		if !in.denials[ctx]().of(resource).Contains(actions) {
			return false
		}
	}
	return true
}

// deniedTo is denied for statements that name principals. A trust policy has no Resource.
func (d *Document) deniedTo(ctx Context, s *Statement, actions ActionSet) bool {
	for i := range d.Statements {
		other := &d.Statements[i]
		if other.Effect != Deny || other.May || other.Applies(ctx) != True || !other.namesAll(s) || !other.onAll(s) {
			continue
		}
		actions = actions.Minus(other.ActionSet())
	}
	return actions.Empty()
}

// namesAll reports whether the statement's Principal surely contains the users behind another's.
func (s *Statement) namesAll(other *Statement) bool {
	for _, p := range other.users() {
		if !s.names(p) {
			return false
		}
	}
	return true
}

// onAll reports whether the statement's resources surely contain another's; both may have no Resource.
func (s *Statement) onAll(other *Statement) bool {
	for _, resource := range other.grantResources() {
		covered := False
		for _, pattern := range s.Resources {
			covered = covered.Or(CoversResource(pattern, resource))
		}
		if covered != True {
			return false
		}
	}
	return true
}

// guarded reports whether a Deny that doesn't apply without MFA leaves nothing open, because what it denies is allowed
// by this very document and only with MFA. A bound on the age of MFA is content with a part of that: it belongs to
// permissions that are bound to MFA already.
func (in *mfaInspector) guarded(s *Statement, escapes []Context, limitsAge bool) bool {
	about := s.ActionSet().Minus(bootstrap())
	withMFA := in.grants[MFASession]()
	for _, ctx := range escapes {
		if in.grants[ctx]().Meets(about) {
			return false
		}
	}
	return withMFA.Contains(about) || limitsAge && withMFA.Meets(about)
}

// allowed returns what the document allows in a context on some resource. Statements with principals count as they are.
func (d *Document) allowed(ctx Context) ActionSet {
	all := actionsOf(Effective(ctx, []*Document{d}, nil))
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.Effect == Allow && s.Principals != nil && s.Applies(ctx) != False {
			all = all.Union(s.ActionSet())
		}
	}
	return all
}

// setup are the actions that an Allow for users without MFA may contain: everything about devices, and looking around.
var setup = sync.OnceValue(func() ActionSet {
	return bootstrap().Union(Expand("iam:*MFADevice*", "iam:Get*", "iam:List*", "sts:Get*"))
})

// absence says what the key looks like in the contexts.
func absence(key string, escapes []Context) string {
	if key == mfaAge {
		return "a request without MFA has no " + mfaAgeName
	}
	var parts []string
	for _, ctx := range escapes {
		switch ctx {
		case LongTermKey:
			parts = append(parts, "a request with a long-term key has no "+mfaPresentName)
		case PlainSession:
			parts = append(parts, mfaPresentName+" is false in a session without MFA")
		}
	}
	return strings.Join(parts, " and ")
}

// practice says what a flawed condition comes to.
func (c mfaCondition) practice(effect Effect) string {
	outcomes := [...]Tri{c.inPractice(LongTermKey), c.inPractice(PlainSession), c.inPractice(MFASession)}
	switch outcomes {
	case [...]Tri{True, True, True}:
		return "the " + string(effect) + " applies to everyone"
	case [...]Tri{False, False, False}:
		return "the " + string(effect) + " never applies"
	}
	return "the " + string(effect) + " isn't bound to MFA"
}

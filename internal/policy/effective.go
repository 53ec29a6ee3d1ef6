package policy

import "github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"

// Context is the situation of a caller who holds a user's long-term access key. See the AWS page on
// aws:MultiFactorAuthPresent:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
type Context int

const (
	// LongTermKey signs with the key itself: both MFA keys and aws:TokenIssueTime are absent from the request.
	LongTermKey Context = iota
	// PlainSession is a session from sts:GetSessionToken without an MFA code, which every key can get:
	// aws:MultiFactorAuthPresent is false, aws:MultiFactorAuthAge is absent.
	PlainSession
	// MFASession is a fresh session from sts:GetSessionToken with an MFA code.
	MFASession
)

// String names the context in words.
func (c Context) String() string {
	switch c {
	case LongTermKey:
		return "long-term key"
	case PlainSession:
		return "session without MFA"
	case MFASession:
		return "session with MFA"
	}
	return "unknown context"
}

// Grant is what one Allow statement still gives on one of its resource patterns after certain Denies and the
// permissions boundary have been taken away.
type Grant struct {
	Document  int        // index of the document among those judged
	Statement *Statement // the Allow statement; Statement.May marks a grant that only one branch of a conditional gives
	Resource  string     // one pattern of Resource; "*" where NotResource is used
	Actions   ActionSet  // the actions that remain; never empty
	// Literal says that the document's version has no policy variables: ${aws:username} in Resource is just that text.
	Literal bool
	// Conditional says that the statement has a condition whose outcome is not certain in the context.
	Conditional bool
}

// Effective returns what the documents of one user (its own and its groups', inline and attached) together allow in a
// context, less what is certainly denied, in the order of the statements and of their resources.
//
// boundary is the permissions boundary; nil if there is none, or if it isn't known, from which nothing follows.
//
// Only what is certain takes a grant away: a Deny without condition, or with one that holds for certain, whose
// resources contain the grant's; or a boundary that is wholly known and allows an action nowhere. So a grant that is
// missing from the result is not given, while a grant in it may still be narrowed by what can't be judged here. A
// statement that AWS would reject (Action and NotAction both or neither, likewise Resource) gives and takes nothing.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
func Effective(ctx Context, docs []*Document, boundary *Document) []Grant {
	denied := newDenials(ctx, docs, boundary)
	limit, limited := boundary.allows(ctx)
	var grants []Grant
	for n, doc := range docs {
		if doc == nil {
			continue
		}
		for i := range doc.Statements {
			s := &doc.Statements[i]
			if s.Effect != Allow {
				continue
			}
			applies := s.Applies(ctx)
			actions := s.ActionSet()
			if limited {
				actions = actions.Intersect(limit)
			}
			if applies == False || actions.Empty() {
				continue
			}
			for _, resource := range s.grantResources() {
				if rest := actions.Minus(denied.of(resource)); !rest.Empty() {
					grants = append(grants, Grant{
						Document: n, Statement: s, Resource: resource, Actions: rest, Literal: doc.Version == oldVersion,
						Conditional: applies != True,
					})
				}
			}
		}
	}
	return grants
}

// grantResources returns the patterns of what the statement applies to, from above: "*" for NotResource.
func (s *Statement) grantResources() []string {
	switch {
	case (s.Resources == nil) == (s.NotResources == nil):
		return nil
	case s.NotResources != nil:
		return []string{"*"}
	}
	return s.Resources
}

// allows returns the actions that a permissions boundary may allow on some resource in a context. limited is false if
// that could be any action, because there is no boundary or not all of it is known.
func (d *Document) allows(ctx Context) (actions ActionSet, limited bool) {
	if d == nil || d.Partial {
		return ActionSet{}, false
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.Effect != Allow && !token.In(string(s.Effect)) || s.Applies(ctx) == False {
			continue
		}
		if s.Effect != Allow || s.UnknownActions() {
			return ActionSet{}, false
		}
		actions = actions.Union(s.ActionSet())
	}
	return actions, true
}

package policy

import (
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// Decide says whether a user's request for one action on one resource is allowed by its documents and its boundary (nil
// for none). The resource is an ARN without wildcards, or "*" for an action that knows no resources.
//
// The answer is Unknown where it depends on what is known only after apply or when the request is made.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
func Decide(ctx Context, docs []*Document, boundary *Document, action, resource string) Tri {
	request := request{ctx: ctx, action: strings.ToLower(action), resource: resource}
	allowed, denied := False, False
	for _, doc := range docs {
		allow, deny := request.judge(doc)
		allowed, denied = allowed.Or(allow), denied.Or(deny)
	}
	if boundary != nil {
		allow, deny := request.judge(boundary)
		allowed, denied = allowed.And(allow), denied.Or(deny)
	}
	return allowed.And(denied.Not())
}

type request struct {
	ctx      Context
	action   string // in lower case
	resource string
}

// judge says whether some Allow and whether some Deny of a document is met.
func (r request) judge(doc *Document) (allow, deny Tri) {
	allow, deny = False, False
	if doc == nil {
		return Unknown, Unknown
	}
	if doc.Partial {
		allow, deny = Unknown, Unknown
	}
	for i := range doc.Statements {
		s := &doc.Statements[i]
		met := r.meets(s)
		if s.May {
			met = met.And(Unknown)
		}
		switch s.Effect {
		case Allow:
			allow = allow.Or(met)
		case Deny:
			deny = deny.Or(met)
		default:
			if token.In(string(s.Effect)) {
				allow, deny = allow.Or(met.And(Unknown)), deny.Or(met.And(Unknown))
			}
		}
	}
	return allow, deny
}

// meets says whether the statement is about the request.
func (r request) meets(s *Statement) Tri {
	return r.meetsAction(s).And(r.meetsResource(s)).And(s.Applies(r.ctx))
}

func (r request) meetsAction(s *Statement) Tri {
	matches := func(pattern string) Tri { return Covers(strings.ToLower(pattern), r.action) }
	return element(s.Actions, s.NotActions, matches)
}

func (r request) meetsResource(s *Statement) Tri {
	matches := func(pattern string) Tri { return CoversResource(pattern, r.resource) }
	return element(s.Resources, s.NotResources, matches)
}

// element evaluates an element and its negation, of which exactly one is written.
func element(list, not []string, matches func(string) Tri) Tri {
	if (list == nil) == (not == nil) {
		return False
	}
	result := False
	for _, pattern := range list {
		result = result.Or(matches(pattern))
	}
	for _, pattern := range not {
		result = result.Or(matches(pattern))
	}
	if not != nil {
		return result.Not()
	}
	return result
}

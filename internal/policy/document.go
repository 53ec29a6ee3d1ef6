package policy

import "github.com/hashicorp/hcl/v2"

// Effect is a statement's Effect element: "Allow" or "Deny", spelt exactly so. Any other text (AWS rejects it, or it is
// a token) has no certain effect.
type Effect string

// The two effects of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html.
const (
	Allow Effect = "Allow"
	Deny  Effect = "Deny"
)

// The two versions of the policy language. Policy variables such as ${aws:username} exist only in the current one.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
const (
	currentVersion = "2012-10-17"
	oldVersion     = "2008-10-17"
)

// Document is one policy, however it was written. Strings in it may contain tokens (package token): such a part is
// unknown until apply.
//
// A document that several users share is read by many goroutines: build it, then leave it alone.
type Document struct {
	Version    string // "2008-10-17" when the element is absent, as AWS reads it
	Statements []Statement
	// Partial says that some statements could not be resolved, so that the absence of one proves nothing.
	Partial bool
}

// Statement is one statement of a policy document. A nil list is an element that is not written; AWS distinguishes it
// from an empty one (Allow with an empty NotAction allows everything).
type Statement struct {
	Sid           string
	Effect        Effect
	Actions       []string
	NotActions    []string
	Resources     []string
	NotResources  []string
	Principals    []Principal
	NotPrincipals []Principal
	Conditions    []Condition
	// Dropped are conditions that are written but that Terraform leaves out; see Merge.
	Dropped []Condition
	// May says that the statement stands in only one branch of a conditional whose condition is unknown.
	May bool
	// Range is where the statement was written, as exactly as the source allows; empty for AWS managed policies.
	Range hcl.Range
}

// Principal is one entry of a Principal element. Type is AWS, Service, Federated, CanonicalUser, "*" for the bare star,
// or empty for a bare text that is not a star (a token, or a mistake).
type Principal struct {
	Type   string
	Values []string
}

// Condition is one operator and key of a Condition element with its values. All conditions of a statement must hold.
//
// A part of a Condition element that is unknown as a whole is a Condition with a token for its Test: it is never certain.
type Condition struct {
	Test     string // the operator as written, with set prefix and IfExists: "ForAnyValue:StringLikeIfExists"
	Variable string // the condition key as written: "aws:MultiFactorAuthPresent"
	Values   []string
	// Number says that the value is a single unquoted number. IAM takes it as if it were quoted, but Terraform's
	// aws_iam_policy_document drops such a condition from a source or override document; see Merge.
	Number bool
	Range  hcl.Range
}

// Clone returns a copy that shares no slice with the document.
func (d *Document) Clone() *Document {
	if d == nil {
		return nil
	}
	clone := *d
	clone.Statements = make([]Statement, len(d.Statements))
	for i := range d.Statements {
		clone.Statements[i] = d.Statements[i].clone()
	}
	return &clone
}

func (s Statement) clone() Statement {
	s.Actions = cloneList(s.Actions)
	s.NotActions = cloneList(s.NotActions)
	s.Resources = cloneList(s.Resources)
	s.NotResources = cloneList(s.NotResources)
	s.Principals = clonePrincipals(s.Principals)
	s.NotPrincipals = clonePrincipals(s.NotPrincipals)
	s.Conditions = cloneConditions(s.Conditions)
	s.Dropped = cloneConditions(s.Dropped)
	return s
}

func cloneConditions(list []Condition) []Condition {
	var clone []Condition
	for _, c := range list {
		c.Values = cloneList(c.Values)
		clone = append(clone, c)
	}
	return clone
}

// cloneList copies a list; nil stays nil and empty stays empty, which mean different things.
func cloneList(list []string) []string {
	if list == nil {
		return nil
	}
	return append(make([]string, 0, len(list)), list...)
}

func clonePrincipals(list []Principal) []Principal {
	if list == nil {
		return nil
	}
	clone := make([]Principal, len(list))
	for i, p := range list {
		clone[i] = Principal{Type: p.Type, Values: cloneList(p.Values)}
	}
	return clone
}

package policy

import "github.com/hashicorp/hcl/v2"

// Effect is a statement's Effect element: "Allow" or "Deny", spelt exactly so.
type Effect string

// The two effects of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html.
const (
	Allow Effect = "Allow"
	Deny  Effect = "Deny"
)

// Document is one policy, however it was written. Strings in it may contain tokens (package token): such a part is
// unknown until apply.
type Document struct {
	Version    string // "2008-10-17" when the element is absent, as AWS reads it
	Statements []Statement
	// Partial says that some statements could not be resolved, so that the absence of one proves nothing.
	Partial bool
}

// Statement is one statement of a policy document.
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
	// May says that the statement stands in only one branch of a conditional whose condition is unknown.
	May bool
	// Range is where the statement was written, as exactly as the source allows; empty for AWS managed policies.
	Range hcl.Range
}

// Principal is one entry of a Principal element. Type is AWS, Service, Federated, CanonicalUser, or "*" for the bare star.
type Principal struct {
	Type   string
	Values []string
}

// Condition is one operator and key of a Condition element with its values. All conditions of a statement must hold.
type Condition struct {
	Test     string // the operator as written, with set prefix and IfExists: "ForAnyValue:StringLikeIfExists"
	Variable string // the condition key as written: "aws:MultiFactorAuthPresent"
	Values   []string
	Range    hcl.Range
}

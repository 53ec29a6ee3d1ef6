package policy

import (
	"slices"
	"strings"
)

// PrincipalKind is who the value of an AWS principal stands for.
type PrincipalKind int

// The kinds of principals. An account stands for all of its users that their own policies let assume the role.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
const (
	PrincipalUnknown PrincipalKind = iota // known only after apply
	PrincipalUser                         // one IAM user
	PrincipalAccount                      // an account: its number or its root ARN
	PrincipalAnyone                       // the star
	PrincipalOther                        // a role, a role session, a federated user: they have no MFA to show
)

// KindOf returns who a value of an AWS principal stands for: "arn:aws:iam::123456789012:user/ci". Parts of it may be
// tokens.
func KindOf(value string) PrincipalKind {
	if value == "*" {
		return PrincipalAnyone
	}
	fields, ok := arnFields(value)
	if !ok {
		if !plain(value) {
			return PrincipalUnknown
		}
		if len(value) == accountLength && digits(value) == accountLength {
			return PrincipalAccount
		}
		return PrincipalOther
	}
	switch resource := fields[arnLength-1]; {
	case resource == "root":
		return PrincipalAccount
	case strings.HasPrefix(resource, "user/"):
		return PrincipalUser
	case plain(resource), strings.HasPrefix(resource, "role/"), strings.HasPrefix(resource, "assumed-role/"):
		return PrincipalOther
	}
	return PrincipalUnknown
}

const accountLength = 12

// TrustPrincipal is one value of an AWS principal.
type TrustPrincipal struct {
	Value string
	Kind  PrincipalKind
}

// TrustGrant is an Allow of a trust policy by which users may assume the role.
type TrustGrant struct {
	Statement   *Statement
	Principals  []TrustPrincipal // users, accounts, anyone, and unknown ones; never PrincipalOther
	Open        [2]bool          // whether it may admit them at LongTermKey and at PlainSession
	ExternalID  bool             // there is a condition on sts:ExternalId, the mark of another company's access
	Vague       bool             // there is a condition that is known only after apply, and may be about MFA
	Conditional bool             // another condition than those on MFA has an outcome that isn't certain
}

// TrustVerdict says who may assume a role with a key alone.
type TrustVerdict struct {
	// Applicable says that some statement admits users. Services and federated identities have no MFA to show.
	Applicable bool
	// Enforced says that none of these statements admits anybody without MFA.
	Enforced bool
	// Grants are these statements, in order, whether open or not.
	Grants []TrustGrant
	// Partial says that parts of the document on which the judgement rests are known only after apply.
	Partial bool
}

// JudgeTrust judges a role's trust policy (assume_role_policy): whether users may assume the role without MFA. Once it
// is assumed nothing can ask for MFA any more, because the role's credentials don't tell of it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
func JudgeTrust(doc *Document) TrustVerdict {
	v := TrustVerdict{Enforced: true}
	if doc == nil {
		return TrustVerdict{Partial: true}
	}
	v.Partial = doc.vague()
	for i := range doc.Statements {
		s := &doc.Statements[i]
		if s.Effect != Allow || !s.ActionSet().HasName("sts:AssumeRole") {
			continue
		}
		g := TrustGrant{Statement: s, Principals: s.users()}
		if len(g.Principals) == 0 {
			continue
		}
		admits := False
		for _, ctx := range [...]Context{LongTermKey, PlainSession, MFASession} {
			admits = admits.Or(s.Applies(ctx))
		}
		if admits == False {
			continue // a condition admits no user at all: it asks for a role's ARN
		}
		for _, c := range s.Conditions {
			g.Vague = g.Vague || c.vague()
			g.ExternalID = g.ExternalID || strings.EqualFold(c.Variable, "sts:ExternalId")
			g.Conditional = g.Conditional || !isMFAKey(c.Variable) && c.In(LongTermKey) == Unknown
		}
		for _, ctx := range withoutMFA {
			g.Open[ctx] = s.Applies(ctx) != False && !doc.deniesAssumeRole(ctx, g.Principals)
			v.Enforced = v.Enforced && !g.Open[ctx]
		}
		v.Applicable = true
		v.Grants = append(v.Grants, g)
	}
	return v
}

// users returns the principals of the statement that users stand behind. A NotPrincipal in an Allow admits everyone
// else.
func (s *Statement) users() []TrustPrincipal {
	if s.NotPrincipals != nil {
		return []TrustPrincipal{{Value: "*", Kind: PrincipalAnyone}}
	}
	var users []TrustPrincipal
	for _, p := range s.Principals {
		switch p.Type {
		case "AWS", "*", "":
		default:
			continue
		}
		for _, value := range p.Values {
			if kind := KindOf(value); kind != PrincipalOther {
				users = append(users, TrustPrincipal{Value: value, Kind: kind})
			}
		}
	}
	return users
}

// deniesAssumeRole reports whether every one of the principals is denied for certain.
func (d *Document) deniesAssumeRole(ctx Context, principals []TrustPrincipal) bool {
	for _, p := range principals {
		denied := slices.ContainsFunc(d.Statements, func(s Statement) bool {
			return s.Effect == Deny && !s.May && s.ActionSet().HasName("sts:AssumeRole") && s.names(p) &&
				s.Applies(ctx) == True
		})
		if !denied {
			return false
		}
	}
	return true
}

// names reports whether the statement's Principal surely contains p. NotPrincipal is never credited.
func (s *Statement) names(p TrustPrincipal) bool {
	if s.NotPrincipals != nil {
		return false
	}
	return slices.ContainsFunc(s.users(), func(q TrustPrincipal) bool {
		return q.Kind == PrincipalAnyone || q.Value == p.Value ||
			q.Kind == PrincipalAccount && accountOf(q.Value) == accountOf(p.Value) && accountOf(p.Value) != ""
	})
}

// accountOf returns the account number in a principal, or the token that stands for it.
func accountOf(value string) string {
	if len(value) == accountLength && digits(value) == accountLength {
		return value
	}
	if fields, ok := arnFields(value); ok {
		return fields[4]
	}
	return ""
}

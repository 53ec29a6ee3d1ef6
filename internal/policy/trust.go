package policy

// PrincipalKind is who an AWS principal stands for.
type PrincipalKind int

const (
	PrincipalUnknown PrincipalKind = iota // known only after apply
	PrincipalUser                         // one IAM user
	PrincipalAccount                      // an account: its id or its root ARN
	PrincipalAnyone                       // the star
	PrincipalOther                        // a role, a session, a federated user, a former principal: MFA doesn't apply
)

// TrustPrincipal is one value of an AWS principal.
type TrustPrincipal struct {
	Value string
	Kind  PrincipalKind
}

// TrustGrant is an Allow statement of a trust policy that admits users or accounts.
type TrustGrant struct {
	Statement   *Statement
	Principals  []TrustPrincipal // users, accounts, anyone and unknown ones
	Open        [2]bool          // whether it admits them at LongTermKey and at PlainSession
	ExternalID  bool             // the statement has a condition on sts:ExternalId
	Conditional bool             // the statement has a condition whose outcome is not certain
}

// TrustVerdict says who may assume a role with a key alone.
type TrustVerdict struct {
	Applicable bool // some statement admits users or accounts; otherwise MFA doesn't apply
	Enforced   bool // none of them is admitted without MFA
	Grants     []TrustGrant
	Partial    bool
}

// JudgeTrust judges a role's trust policy (assume_role_policy).
func JudgeTrust(doc *Document) TrustVerdict { return TrustVerdict{} }

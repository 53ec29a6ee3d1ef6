package policy

// Verdict says whether a key holder's permissions are bound to MFA.
type Verdict struct {
	// Enforced says that without MFA nothing beyond the bootstrap list is allowed.
	Enforced bool
	// Usable says that something beyond the bootstrap list may be allowed in a session with MFA.
	Usable bool
	// Open has, at LongTermKey and at PlainSession, the grants beyond the bootstrap list.
	Open [2][]Grant
	// OnlyAssumeRole says that sts:AssumeRole is the only open action, so that the trust of the roles decides.
	OnlyAssumeRole bool
	// CarveOuts are the NotActions of Denies bound to MFA that leave dangerous actions open.
	CarveOuts []CarveOut
	// Partial says that parts of the documents or the boundary are unknown.
	Partial bool
}

// CarveOut is a Deny that is bound to MFA but exempts dangerous actions by NotAction.
type CarveOut struct {
	Document  int
	Statement *Statement
	Actions   ActionSet // the dangerous ones among the exempted actions
}

// JudgeMFA judges the policies of one user.
func JudgeMFA(docs []*Document, boundary *Document) Verdict { return Verdict{} }

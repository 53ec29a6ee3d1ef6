package policy

// MFAProblem is an MFA condition that doesn't do what it seems to, or a Deny bound to MFA with a hole in it.
type MFAProblem struct {
	Kind      MFAProblemKind
	Statement int // index in the document's statements
	// Condition is the index in the statement's Conditions; in its Dropped for MFADropped; -1 for MFACarveOut.
	Condition int
	// Escapes are the situations without MFA in which nothing holds the caller back. It is empty for a condition that is
	// broken the other way round: a Deny that stops everyone, an Allow that helps no one.
	Escapes []Context
	// Fix is a condition that would hold; zero for MFACarveOut, where Actions must leave NotAction.
	Fix Condition
	// Actions are the names of the exempted actions for MFACarveOut, sorted.
	Actions []string
	// Why says in plain words what goes wrong. It is a clause without a full stop, and quotes no value that is unknown.
	Why string
}

// MFAProblemKind is a way in which an MFA condition fails.
type MFAProblemKind int

// The ways in which an MFA condition fails.
const (
	// MFAWalkedPast is a valid condition with the wrong outcome for a key or a session without MFA.
	MFAWalkedPast MFAProblemKind = iota
	// MFAInverted is a valid condition that asks for the opposite: it stops those with MFA, or helps those without.
	MFAInverted
	// MFAInvalidOperator is an operator that doesn't exist or doesn't fit the key.
	MFAInvalidOperator
	// MFAUnknownKey is a condition key that looks like one about MFA but doesn't exist.
	MFAUnknownKey
	// MFAInvalidValue is a value that the key can't have, or none at all.
	MFAInvalidValue
	// MFADropped is a condition that Terraform leaves out; see Merge.
	MFADropped
	// MFACarveOut is a Deny whose NotAction exempts actions that undo MFA.
	MFACarveOut
)

// String names the kind in words.
func (k MFAProblemKind) String() string {
	switch k {
	case MFAWalkedPast:
		return "walked past"
	case MFAInverted:
		return "inverted"
	case MFAInvalidOperator:
		return "invalid operator"
	case MFAUnknownKey:
		return "unknown key"
	case MFAInvalidValue:
		return "invalid value"
	case MFADropped:
		return "dropped"
	case MFACarveOut:
		return "carve-out"
	}
	return "unknown kind"
}

// The MFA keys as AWS spells them.
const (
	mfaPresentName = "aws:MultiFactorAuthPresent"
	mfaAgeName     = "aws:MultiFactorAuthAge"
)

// fixFor returns a condition that binds a statement with the given effect to MFA, in place of c on the given key.
func fixFor(effect Effect, key string, c Condition) Condition {
	numbers := numericValues(c.Values)
	switch {
	case key == mfaPresent && effect == Deny:
		return Condition{Test: "BoolIfExists", Variable: mfaPresentName, Values: []string{"false"}}
	case key == mfaPresent:
		return Condition{Test: "Bool", Variable: mfaPresentName, Values: []string{"true"}}
	case effect == Deny && numbers:
		return Condition{Test: "NumericGreaterThanIfExists", Variable: mfaAgeName, Values: cloneList(c.Values)}
	case effect == Deny:
		return Condition{Test: "Null", Variable: mfaAgeName, Values: []string{"true"}}
	case numbers:
		return Condition{Test: "NumericLessThan", Variable: mfaAgeName, Values: cloneList(c.Values)}
	}
	return Condition{Test: "Null", Variable: mfaAgeName, Values: []string{"false"}}
}

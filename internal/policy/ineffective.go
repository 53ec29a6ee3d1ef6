package policy

// MFAProblemKind is a way in which an MFA condition fails.
type MFAProblemKind int

const (
	MFAWalkedPast      MFAProblemKind = iota // the condition doesn't hold in LongTermKey or PlainSession where it must
	MFAInverted                              // the condition asks for the opposite
	MFAInvalidOperator                       // the operator doesn't exist or doesn't fit the key
	MFAUnknownKey                            // the key is close to an MFA key but doesn't exist
	MFAInvalidValue                          // the value is none that the key can have
	MFADropped                               // Terraform drops the condition: an unquoted number in a source or override document
	MFACarveOut                              // NotAction exempts an action that undoes MFA
)

// MFAProblem is an MFA condition that long-term keys or sessions without MFA walk past.
type MFAProblem struct {
	Statement int       // index in the document's statements
	Condition int       // index in the statement's conditions; -1 for a carve-out
	Escapes   []Context // where nothing stops the caller
	Kind      MFAProblemKind
	Fix       string // what would hold: `BoolIfExists "aws:MultiFactorAuthPresent" = "false"`
	Why       string // in plain words
}

// IneffectiveMFA returns the MFA conditions of a document that don't do what they seem to.
func IneffectiveMFA(doc *Document) []MFAProblem { return nil }

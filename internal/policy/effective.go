package policy

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
	// Conditional says that the statement has a condition whose outcome is not certain in the context.
	Conditional bool
}

// Effective returns what the documents together allow in a context, less what is certainly denied. boundary is the
// permissions boundary, nil if there is none (or if it is unknown: then nothing may be concluded from it).
func Effective(ctx Context, docs []*Document, boundary *Document) []Grant {
	return nil
}

// Decide says whether a request is allowed.
func Decide(ctx Context, docs []*Document, boundary *Document, action, resource string) Tri {
	return Unknown
}

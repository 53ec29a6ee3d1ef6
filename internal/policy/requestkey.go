package policy

import "strings"

// The two condition keys that tell of MFA, in lower case.
const (
	mfaPresent = "aws:multifactorauthpresent"
	mfaAge     = "aws:multifactorauthage"
)

// requestKey is what is known of a condition key in a request that a key holder makes directly.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
type requestKey struct {
	present bool
	family  family
	text    string  // a pattern for the value as a text: exact if it has no wildcard; empty if nothing is known
	number  float64 // the value of a numeric key
}

// keyIn returns what is known of the key with a name in lower case; ok is false for a key of which nothing is.
func keyIn(ctx Context, name string) (key requestKey, ok bool) {
	switch name {
	case mfaPresent:
		switch ctx {
		case LongTermKey:
			return requestKey{present: false, family: boolean}, true
		case PlainSession:
			return requestKey{present: true, family: boolean, text: "false"}, true
		}
		return requestKey{present: true, family: boolean, text: "true"}, true
	case mfaAge:
		if ctx == MFASession {
			return requestKey{present: true, family: numeric, text: "1", number: 1}, true
		}
		return requestKey{present: false, family: numeric}, true
	case "aws:tokenissuetime":
		return requestKey{present: ctx != LongTermKey, family: temporal}, true
	case "aws:currenttime", "aws:epochtime":
		return requestKey{present: true, family: temporal}, true
	case "aws:viaawsservice", "aws:principalisawsservice":
		return requestKey{present: true, family: boolean, text: "false"}, true
	case "aws:securetransport":
		return requestKey{present: true, family: boolean, text: "true"}, true
	case "aws:principaltype":
		return requestKey{present: true, text: "User"}, true
	case "aws:principalarn":
		// Which user is not known here, but it is a user: a condition that asks for a role is never met.
		return requestKey{present: true, family: arnLike, text: "arn:*:iam::*:user/*"}, true
	case "aws:userid":
		// The unique id of a user begins so; that of a role, which conditions on sessions name, with AROA.
		// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
		return requestKey{present: true, text: "AIDA*"}, true
	}
	return requestKey{}, false
}

// fits reports whether a comparison is made for keys of this type. Text comparisons work on any key by the text of its
// value, though Access Analyzer warns of them; any other mismatch is an error there.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
func (c comparison) fits(name string, key requestKey) bool {
	switch c.family {
	case textual, existence, key.family:
		return true
	case numeric:
		return name == "aws:epochtime"
	}
	return false
}

// isMFAKey reports whether a condition key as written is one of the two MFA keys.
func isMFAKey(variable string) bool {
	name := strings.ToLower(variable)
	return name == mfaPresent || name == mfaAge
}

package credential

import "fmt"

// Kind is a kind of AWS credential.
type Kind int

// The kinds of credentials that Find tells apart.
const (
	// AccessKeyID is the public half of an access key, such as AKIAIOSFODNN7EXAMPLE: it names the key and, in newer
	// keys, the account.
	AccessKeyID Kind = iota + 1
	// SecretAccessKey is the half of an access key that signs requests: 40 characters.
	SecretAccessKey
	// SessionToken is the third part of a temporary credential: some hundred characters.
	SessionToken
	// SESSMTPPassword is what SES accepts over SMTP with an access key ID as the user name. It is derived from the
	// secret access key and lives as long: 44 characters.
	SESSMTPPassword
	// BedrockAPIKey is a bearer token for Amazon Bedrock: a service-specific credential of an IAM user, or a short-term
	// one that holds a presigned request.
	BedrockAPIKey
)

// String returns the name that AWS gives the kind, as messages use it: "access key ID".
func (k Kind) String() string {
	switch k {
	case AccessKeyID:
		return "access key ID"
	case SecretAccessKey:
		return "secret access key"
	case SessionToken:
		return "session token"
	case SESSMTPPassword:
		return "SES SMTP password"
	case BedrockAPIKey:
		return "Bedrock API key"
	default:
		return "credential"
	}
}

// Match is a credential that stands in a text.
type Match struct {
	Kind Kind
	// Value is the credential itself. It must not reach a message or a log: print the Match, or Mask(Value).
	Value string
	// Start and End are byte offsets into the searched text. Text[Start:End] is Value or, where Encoded, the encoded
	// content that Value was found in.
	Start, End int
	// Name is what the value is assigned to, as written ("AWS_SECRET_ACCESS_KEY"): in the text, else by the caller of
	// Find; "" where neither says.
	Name string
	// Prefix is the first four characters of an access key ID: AKIA, ASIA, ABIA or ACCA; "" for other kinds.
	Prefix string
	// Account is the AWS account that an access key ID belongs to, 12 digits; "" for other kinds and for IDs that do
	// not say.
	Account string
	// Temporary says that the credential expires by itself: an ASIA ID, a session token, a short-term Bedrock key.
	Temporary bool
	// Example says that the value is an example from documentation, as IsExample does. Only a Detector that asks for
	// examples returns such a match.
	Example bool
	// Encoded says that the value was found inside base64 content, compressed or not.
	Encoded bool
}

// String describes the match without giving the credential away: "access key ID AKIA…MPLE", "secret access key".
func (m Match) String() string {
	if m.Kind == AccessKeyID {
		return m.Kind.String() + " " + Mask(m.Value)
	}
	return m.Kind.String()
}

// GoString is String with the offsets, so that %#v in a failing test does not print a credential either.
func (m Match) GoString() string {
	return fmt.Sprintf("credential.Match{%s [%d:%d] name %q}", m, m.Start, m.End, m.Name)
}

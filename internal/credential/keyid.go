package credential

import "fmt"

// An access key ID is a prefix of four characters and 16 characters of base32 (RFC 4648: A-Z and 2-7).
const (
	prefixLength = 4
	keyIDLength  = 20
)

// isKeyPrefix reports whether an access key ID can begin with s. Other prefixes (AIDA, AROA, AGPA, ...) are the unique
// IDs of users, roles and groups: names, not credentials.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
func isKeyPrefix(s string) bool {
	switch s {
	case "AKIA", // access key of a user or the root user
		"ASIA", // temporary access key
		"ABIA", // STS service bearer token
		"ACCA": // context-specific (service-specific) credential
		return true
	}
	return false
}

// isKeyID reports whether s has the form of an access key ID.
func isKeyID(s string) bool {
	if len(s) != keyIDLength || !isKeyPrefix(s[:prefixLength]) {
		return false
	}
	for i := prefixLength; i < len(s); i++ {
		if _, ok := base32Digit(s[i]); !ok {
			return false
		}
	}
	return true
}

func base32Digit(c byte) (value uint64, ok bool) {
	switch {
	case 'A' <= c && c <= 'Z':
		return uint64(c - 'A'), true
	case '2' <= c && c <= '7':
		return uint64(c-'2') + 26, true
	default:
		return 0, false
	}
}

// AccountID returns the account that an access key ID belongs to, 12 digits. It is false where keyID is not an access
// key ID and for IDs of the older form (until about 2019), which do not contain the account.
//
// AWS does not document the form. The first ten characters after the prefix hold 50 bits: the highest says that the ID
// is of the newer form, the 40 after it are the account number. It was found by Aidan Steele and Tal Be'ery:
// https://awsteele.com/blog/2020/09/26/aws-access-key-format.html
func AccountID(keyID string) (string, bool) {
	if !isKeyID(keyID) {
		return "", false
	}
	var bits uint64
	for i := prefixLength; i < prefixLength+10; i++ {
		value, _ := base32Digit(keyID[i])
		bits = bits<<5 | value
	}
	account := bits >> 9 & (1<<40 - 1)
	if bits>>49 == 0 || account > 999_999_999_999 {
		return "", false
	}
	return fmt.Sprintf("%012d", account), true
}

// Mask returns what may be shown of an access key ID: its first and last four characters, as in "AKIA…MPLE". Of anything
// else it shows nothing.
func Mask(keyID string) string {
	if !isKeyID(keyID) {
		return "…"
	}
	return keyID[:prefixLength] + "…" + keyID[keyIDLength-4:]
}

// MaskKeyIDs masks every access key ID in a text, whatever stands around it.
func MaskKeyIDs(text string) string {
	for at := indexKeyID(text, 0); at >= 0; at = indexKeyID(text, at) {
		text = text[:at] + Mask(text[at:at+keyIDLength]) + text[at+keyIDLength:]
	}
	return text
}

// indexKeyID returns the offset of the first access key ID in s at or after from, whatever stands around it; -1 if there
// is none.
func indexKeyID(s string, from int) int {
	for i := from; i+keyIDLength <= len(s); i++ {
		if s[i] == 'A' && s[i+3] == 'A' && isKeyID(s[i:i+keyIDLength]) {
			return i
		}
	}
	return -1
}

package credential

import (
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// IsExample reports whether s is an example from documentation: AWS's end in EXAMPLE or EXAMPLEKEY
// (AKIAIOSFODNN7EXAMPLE), the signature test suite has AKIDEXAMPLE, and others follow.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds.html
func IsExample(s string) bool {
	return strings.Contains(s, "EXAMPLE")
}

// IsPlaceholder reports whether s is no credential but stands for one, whatever kind it is asked for: an example from
// documentation, a template or a reference that is filled in later, what tests and emulators such as LocalStack use,
// or nothing at all.
func IsPlaceholder(s string) bool {
	s = strings.TrimSpace(s)
	switch {
	case s == "", token.In(s), IsExample(s), isTemplate(s), entropy(s) < 1:
		return true
	case isKeyID(s):
		return isMadeUpKeyID(s)
	case strings.HasPrefix(s, "LKIA"), strings.HasPrefix(s, "LSIA"):
		// LocalStack turns the prefix of a key ID around so that nobody sends it to AWS by mistake.
		return true
	case len(s) == 12 && strings.Trim(s, "0123456789") == "":
		return true // LocalStack takes an account ID for an access key ID.
	case len(s) >= secretLength && looksRandom(s):
		return isMadeUp(s) // Random letters between two slashes can spell a word, so words are not looked for.
	default:
		return hasPlaceholderWord(s)
	}
}

// IsFilledIn reports whether s stands for what a shell, a template engine, a pipeline or Terraform is to fill in:
// {{ aws_secret_key }}, ((secret_key)), __SECRET_KEY__, $SECRET_KEY, "var.secret_key". Whoever reads it has no credential.
func IsFilledIn(s string) bool {
	for _, mark := range []string{"${", "$(", "%{", "#{", "{{", "((", "<%", "@@"} {
		if strings.Contains(s, mark) {
			return true
		}
	}
	for _, prefix := range []string{"$", "var.", "local.", "data."} {
		if strings.HasPrefix(s, prefix) {
			return true
		}
	}
	return isQuoted(s, "__", "__") || isQuoted(s, "%", "%")
}

// isTemplate is IsFilledIn with the marks by which people say that a reader is to put something in.
func isTemplate(s string) bool {
	return IsFilledIn(s) || strings.Contains(s, "%s") || strings.Contains(s, "...") ||
		isQuoted(s, "<", ">") || isQuoted(s, "[", "]") || isQuoted(s, "{", "}") || strings.HasPrefix(s, "`") || strings.HasSuffix(s, "…")
}

func isQuoted(s, left, right string) bool {
	return len(s) >= len(left)+len(right) && strings.HasPrefix(s, left) && strings.HasSuffix(s, right)
}

// isMadeUpKeyID reports whether an access key ID was typed by somebody who needed one: it says so, or it has few different
// characters. Of a hundred thousand random IDs fewer than ten do.
func isMadeUpKeyID(keyID string) bool {
	body := keyID[prefixLength:]
	return isMadeUp(body) || entropy(body) < 2.5
}

// isMadeUp reports whether what has the form of an access key ID's body or of a secret spells what people put into a
// value that is not real.
func isMadeUp(s string) bool {
	for _, word := range []string{
		"ACCESSKEY", "CHANGEME", "DUMMY", "FAKE", "INVALID", "LOCALSTACK", "MOCK", "PLACEHOLDER", "REDACTED", "SAMPLE",
		"TESTKEY", "TESTTEST", "XXXX", "YOUR",
		"ABCDEFG", "QWERTY", "234567",
	} {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}

func hasPlaceholderWord(s string) bool {
	for _, word := range words(s) {
		switch word {
		case "accesskey", "anything", "bar", "baz", "change", "changeit", "changeme", "dummy", "empty", "fake", "fixme", "foo",
			"foobar", "insert", "invalid", "localstack", "minio", "minioadmin", "mock", "none", "notused", "null",
			"placeholder", "redacted", "removed", "replace", "replaceme", "sample", "secretkey", "tbd", "test", "testing",
			"tests", "todo", "unused", "your", "example", "xxx":
			return true
		}
		if len(word) >= 3 && strings.Trim(word, "x") == "" {
			return true
		}
	}
	return isAccessKeyName(s)
}

// isAccessKeyName reports whether s is itself the name of an argument, as in access_key = "my_access_key".
func isAccessKeyName(s string) bool {
	last := lastWord(s)
	return (last == "key" || last == "id" || last == "secret" || last == "token") && len(words(s)) > 1 && !strings.ContainsAny(s, "0123456789")
}

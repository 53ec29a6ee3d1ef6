package credential

import (
	"math"
	"strings"
)

const (
	secretLength       = 40
	smtpPasswordLength = 44

	// Random bits have so much disorder; words and paths mostly have not. Of random secrets one in 100,000 falls under the
	// bound of entropy (bits per character), two under that of changes between kinds of characters, and three in a
	// thousand have a row of small letters as long as in a word and fewer changes than wordChanges.
	minEntropy  = 4.15
	minChanges  = 12
	wordLength  = 5
	wordChanges = 17
)

// looksRandom reports whether s could be random bits in base64: it has capital letters, small letters and digits, few
// characters repeat, and the kind of character changes often. Hexadecimal hashes lack a case, paths and CamelCase names
// change too seldom for the words that they consist of.
func looksRandom(s string) bool {
	d := disorderOf(s)
	return d.seen[upper] && d.seen[lower] && d.seen[digit] && d.changes >= minChanges &&
		(d.longest < wordLength || d.changes >= wordChanges) && entropy(s) >= minEntropy
}

// couldBeRandom is looksRandom where something else says as well what s is. It is content with a symbol in the place of a
// digit, and with a row of small letters, unless s looks like a path. Of random secrets three in ten thousand are left out.
func couldBeRandom(s string) bool {
	const maxSlashes = 2
	d := disorderOf(s)
	return looksRandom(s) || strings.Count(s, "/") <= maxSlashes && d.seen[upper] && d.seen[lower] &&
		(d.seen[digit] || d.seen[symbol]) && d.changes >= minChanges && entropy(s) >= minEntropy
}

// disorder counts what tells random bits from words.
type disorder struct {
	seen    [symbol + 1]bool
	changes int // between kinds of characters
	longest int // row of small letters
}

func disorderOf(s string) disorder {
	var d disorder
	row := 0
	for i := range len(s) {
		c := classes[s[i]]
		d.seen[c] = true
		if i > 0 && c != classes[s[i-1]] {
			d.changes++
		}
		if row++; c != lower {
			row = 0
		}
		d.longest = max(d.longest, row)
	}
	return d
}

// entropy returns the Shannon entropy of the bytes of s, in bits per byte.
func entropy(s string) float64 {
	var counts [256]int
	for i := range len(s) {
		counts[s[i]]++
	}
	bits := 0.0
	for _, n := range counts {
		if n > 0 {
			p := float64(n) / float64(len(s))
			bits -= p * math.Log2(p)
		}
	}
	return bits
}

// isSecret reports whether a whole run has the form of a secret access key: 30 random bytes in base64.
//
// https://aws.amazon.com/blogs/security/a-safer-way-to-distribute-aws-credentials-to-ec2/
func isSecret(run string) bool {
	return couldBeSecret(run) && looksRandom(run)
}

// couldBeSecret is isSecret where a name of AWS's says so.
func couldBeSecret(run string) bool {
	// The keys of reCAPTCHA have 40 characters too, and are also called "secret key".
	recaptcha := strings.HasPrefix(run, "6L") && strings.Contains(run, "AAAAA")
	return len(run) == secretLength && !recaptcha && couldBeRandom(run)
}

// isSMTPPassword reports whether a whole run has the form of an SES SMTP password: a version byte (2, or 4 since the
// signature depends on the region) and an HMAC-SHA256, 33 bytes in base64.
//
// https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html#smtp-credentials-convert
func isSMTPPassword(run string) bool {
	if len(run) != smtpPasswordLength {
		return false
	}
	version4 := run[0] == 'B' && 'A' <= run[1] && run[1] <= 'P'
	version2 := run[0] == 'A' && 'g' <= run[1] && run[1] <= 'v'
	return (version4 || version2) && couldBeRandom(run)
}

// minToken is a length that no session token and no short-term Bedrock key falls under; examples cut short do.
const minToken = 100

// isSessionToken reports whether a run begins like a session token. The beginnings are base64 of the few forms that STS
// has used: a length, and then "er/aws", "origin_ec" or "aws".
func isSessionToken(run string) bool {
	if len(run) < minToken {
		return false
	}
	for _, prefix := range []string{"FwoGZXIvYXdz", "FQoGZXIvYXdz", "IQoJb3JpZ2lu", "AQoDYXdz"} {
		if strings.HasPrefix(run, prefix) {
			return true
		}
	}
	return false
}

const (
	// bedrockPrefix is ABSK and base64 of "BedrockAPIKey-", less the character that the next byte takes part in.
	bedrockPrefix    = "ABSKQmVkcm9ja0FQSUtleS"
	minBedrockAPIKey = 113

	bedrockShortTermPrefix = "bedrock-api-key-"
	// bedrockHost is base64 of "bedrock.amazonaws.com", the beginning of a presigned request.
	bedrockHost = "YmVkcm9jay5hbWF6b25hd3MuY29t"
)

// isBedrockAPIKey reports whether a run is a long-term Bedrock API key.
//
// https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
func isBedrockAPIKey(run string) bool {
	return len(run) >= minBedrockAPIKey && strings.HasPrefix(run, bedrockPrefix)
}

// isShortTermBedrockAPIKey reports whether run, which stands after before, is the second part of a short-term Bedrock
// API key.
func isShortTermBedrockAPIKey(before, run string) bool {
	return len(run) >= minToken && strings.HasPrefix(run, bedrockHost) && strings.HasSuffix(before, bedrockShortTermPrefix)
}

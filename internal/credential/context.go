package credential

import (
	"regexp"
	"sort"
	"strings"
	"sync"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

const (
	// neighbourhood is how far an access key ID may stand from a secret that has no telling name: the length of a
	// profile in a credentials file, of an object in JSON.
	neighbourhood = 300
	// lookBehind is how far before a value its name may stand.
	lookBehind = 160
)

// assignedName returns the name of what the value at text[at:] is assigned to, by looking at what stands before it:
//
//	export AWS_SECRET_ACCESS_KEY="...        aws_secret_access_key = ...
//	"secretKey": "...                        --secret-key ...
//	{ name = "AWS_SECRET_ACCESS_KEY", value = "...
//	aws configure set aws_secret_access_key ...
//	# the secret access key is ...
//
// Words such as "value" and "default" are passed over. Without a sign between them, as on a command line, only a flag and
// a word that speaks of keys is a name. It is "" where there is no name, and never a part of another credential.
func assignedName(text string, at int) string {
	limit := max(0, at-lookBehind)
	end := skipConnectors(text, limit, at)
	for {
		start := unescaped(text[:end], skipBack(text, limit, end, isNameByte))
		word := strings.Trim(text[start:end], "-.")
		assigned := strings.ContainsAny(text[end:at], "=:")
		switch {
		case start == end || couldBeValue(text, start, end):
			return ""
		case isConnectingWord(word):
			end = skipBack(text, limit, start, isConnector)
			continue
		case IsSecretName(word) || isOtherName(word):
			return word
		}
		if phrase := phraseBefore(text, limit, end); IsSecretName(phrase) {
			return phrase
		}
		if assigned || text[start] == '-' || containsFold(word, "key") {
			return word
		}
		return ""
	}
}

// pairName is the rest of an entry of a list of names and values whose name comes last, as in JSON that was sorted by
// value: {"value":"...","name":"AWS_SECRET_ACCESS_KEY"}.
var pairName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^["']?\s*,\s*["']?(?i:name|key|parameterkey)["']?\s*[:=]\s*["']([\w./-]{1,100})["']`)
})

// nameAfter returns the name that stands behind the value that ends at text[end:], "" if there is none.
func nameAfter(text string, end int) string {
	after := text[end:min(len(text), end+lookBehind)]
	if m := pairName().FindStringSubmatch(after); m != nil {
		return m[1]
	}
	return ""
}

// isFirstOfPair reports whether what stands before the value at text[at:] calls it a value and begins an object.
func isFirstOfPair(text string, at int) bool {
	limit := max(0, at-lookBehind)
	end := skipBack(text, limit, at, func(c byte) bool { return isConnector(c) && c != '{' })
	start := skipBack(text, limit, end, isNameByte)
	if start == end || !isConnectingWord(text[start:end]) {
		return false
	}
	begin := skipBack(text, limit, start, func(c byte) bool { return isSpace(c) || c == '"' || c == '\'' || c == '\\' })
	return begin > 0 && text[begin-1] == '{'
}

// couldBeValue reports whether the word text[start:end] is a value or the end of one rather than a name: it is part of a
// run that is long and not in one case, or an access key ID.
func couldBeValue(text string, start, end int) bool {
	begin := skipBack(text, max(0, start-secretLength), start, func(c byte) bool { return classes[c] != other })
	run, _, ok := nextRun(text[begin:end], 0)
	return ok && (hasAllCases(text[begin+run:end]) || indexKeyID(text[begin:end], run) >= 0)
}

// skipConnectors is skipBack over what may stand between a name and its value. A value at the beginning of a line
// belongs to the line above only if that is left open.
func skipConnectors(text string, limit, end int) int {
	end = skipBack(text, limit, end, func(c byte) bool { return c != '\n' && isConnector(c) })
	if end > limit && text[end-1] == '\n' {
		above := skipBack(text, limit, end, isSpace)
		if above == limit || strings.IndexByte("=:|>([{\\", text[above-1]) < 0 {
			return end
		}
		return skipBack(text, limit, above, isConnector)
	}
	return end
}

// phraseBefore returns up to four words that end at text[:end], on one line and with nothing but spaces between them. A
// flag begins a phrase.
func phraseBefore(text string, limit, end int) string {
	start := end
	for range 4 {
		next := skipBack(text, limit, start, func(c byte) bool { return c == ' ' })
		word := skipBack(text, limit, next, isNameByte)
		if word == next {
			break
		}
		start = word
		if text[start] == '-' {
			break
		}
	}
	return strings.Trim(text[start:end], "-. ")
}

// skipBack returns where the bytes before text[end] that satisfy is begin, not before limit.
func skipBack(text string, limit, end int, is func(byte) bool) int {
	for end > limit && is(text[end-1]) {
		end--
	}
	return end
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n'
}

func isNameByte(c byte) bool {
	return isWordByte(c) || c == '-' || c == '.'
}

// isWordByte reports whether c is what regular expressions call a word character.
func isWordByte(c byte) bool {
	return c == '_' || classes[c] != other && classes[c] != symbol
}

// isConnector reports whether c may stand between a name and its value.
func isConnector(c byte) bool {
	return strings.IndexByte(" \t\r\n\"'`=:>|,;([{}])\\", c) >= 0
}

// isConnectingWord reports whether a word stands between a name and its value without naming anything.
func isConnectingWord(word string) bool {
	switch strings.ToLower(word) {
	case "value", "default", "defaultvalue", "default_value", "parametervalue", "stringvalue", "string_value", "content",
		"is", "to", "string", "str", "b64encode", "base64encode", "n", "r", "t":
		return true
	}
	return false
}

// part reports whether text[start:end] is a piece of something longer, such as a URL, an ARN, a JWT, a token with a
// prefix, or a string that ends or begins with something unknown.
func isPart(text string, start, end int) bool {
	if start > 0 && strings.IndexByte("_-.~%+/", text[start-1]) >= 0 {
		return true
	}
	if end < len(text) {
		switch text[end] {
		case '=', '_', '-', '~', '%':
			return true
		case '.':
			if end+1 < len(text) && isWordByte(text[end+1]) {
				return true
			}
		}
	}
	const tokenMark = 3 // bytes
	if token.In(text[max(0, start-tokenMark):start]) || token.In(text[end:min(len(text), end+tokenMark)]) {
		return true
	}
	userInfo := end < len(text) && text[end] == '@' // scheme://AKIA...:secret@host
	begin := skipBack(text, max(0, start-lookBehind), start, func(c byte) bool { return strings.IndexByte(" \t\r\n\"'`", c) < 0 })
	word := text[begin:start]
	return !userInfo && (strings.Contains(word, "://") || strings.Contains(word, "arn:"))
}

// wrappedLine is the length from which a line of nothing but base64 is taken for a line of wrapped content: PEM wraps
// at 64 (RFC 7468), MIME at 76.
const wrappedLine = 60

// isLastLine reports whether the run at start continues a block of wrapped base64, such as a certificate, whose last
// line can have any length.
func isLastLine(text string, start int) bool {
	limit := max(0, start-lookBehind)
	end := skipBack(text, limit, start, func(c byte) bool { return c == ' ' || c == '\t' })
	if end == limit || text[end-1] != '\n' {
		return false
	}
	end = skipBack(text, limit, end, func(c byte) bool { return c == '\r' || c == '\n' })
	begin := skipBack(text, limit, end, func(c byte) bool { return classes[c] != other })
	return end-begin >= wrappedLine
}

// isNear reports whether one of the offsets of access key IDs, in ascending order, is near text[start:end].
func isNear(keyIDs []int, start, end int) bool {
	i := sort.SearchInts(keyIDs, start-neighbourhood-keyIDLength)
	return i < len(keyIDs) && keyIDs[i] <= end+neighbourhood
}

// onSameLine is isNear within the line.
func onSameLine(text string, keyIDs []int, start, end int) bool {
	begin := start - neighbourhood
	if line := strings.LastIndexByte(text[max(0, begin):start], '\n'); line >= 0 {
		begin = max(0, begin) + line
	}
	stop := end + neighbourhood
	if line := strings.IndexByte(text[end:min(len(text), stop)], '\n'); line >= 0 {
		stop = end + line
	}
	i := sort.SearchInts(keyIDs, begin)
	return i < len(keyIDs) && keyIDs[i] <= stop
}

package credential

import (
	"bytes"
	"strings"
)

// Candidate reports whether a source file may have a string in which Find or FindEncoded finds something. It reads the
// raw bytes, so that a clean file need not be parsed or walked for the sake of credentials.
//
// It has no false negatives for a credential that the file has as one literal: in a quoted string with whatever escapes,
// in a heredoc, in a comment, in JSON. A credential that an expression puts together from pieces, or that stands in
// another file, is beyond it. Nor does it know what an argument means: access_key = "abc" is no candidate.
func Candidate(source []byte) bool {
	if hidesCharacters(source) {
		return true
	}
	for start, end, ok := nextRun(source, 0); ok; start, end, ok = nextRun(source, end) {
		start = unescaped(source, start)
		run := string(source[start:end])
		if couldBeCredential(run) || couldEncode(run, string(source[end:min(len(source), end+1)])) {
			return true
		}
	}
	return false
}

// couldBeCredential reports whether a run has the form of some credential, or has an access key ID in it.
func couldBeCredential(run string) bool {
	return couldBeSecret(run) || isSMTPPassword(run) || isSessionToken(run) || isBedrockAPIKey(run) ||
		len(run) >= minToken && strings.HasPrefix(run, bedrockHost) || indexKeyID(run, 0) >= 0
}

// hidesCharacters reports whether source has an escape sequence that can stand for a character of a credential: \u0041
// in HCL and JSON, \/ in JSON.
func hidesCharacters(source []byte) bool {
	for {
		i := bytes.IndexByte(source, '\\')
		if i < 0 || i+1 >= len(source) {
			return false
		}
		switch source[i+1] {
		case 'u', 'U', '/':
			return true
		}
		source = source[i+2:]
	}
}

package policy

import "bytes"

// mfaPieces are such that each name that mfaKey takes for an MFA key holds at least one of them, without hyphens and
// underscores and in lower case. A name that is at most three changes away from a real one holds one of the four pieces
// that the real one is cut into.
var mfaPieces = [][]byte{
	[]byte("mfa"), []byte("ltifa"),
	[]byte("aws:mul"), []byte("tifact"), []byte("orauth"), []byte("present"), // aws:multifactorauthpresent
	[]byte("aws:mu"), []byte("ctora"), []byte("uthage"), // aws:multifactorauthage, of which ltifa is the second
}

// MayConcernMFA reports whether a text may hold the name of a condition key about MFA, also a misspelt one. Most texts
// hold none, and policies made of them needn't be read to know that IneffectiveMFA has nothing to say.
func MayConcernMFA(text []byte) bool {
	plain := make([]byte, 0, len(text))
	for _, c := range text {
		switch {
		case c == '-', c == '_':
		case 'A' <= c && c <= 'Z':
			plain = append(plain, c+'a'-'A')
		default:
			plain = append(plain, c)
		}
	}
	for _, piece := range mfaPieces {
		if bytes.Contains(plain, piece) {
			return true
		}
	}
	return false
}

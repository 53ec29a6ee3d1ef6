package credential

import "strings"

// Detector finds credentials. Its zero value is ready to use and reports no examples.
type Detector struct {
	// Examples asks for the examples of documentation too (AKIAIOSFODNN7EXAMPLE), marked as such.
	Examples bool
	// BesideKeyID says that an access key ID stands beside the text, as another argument of the same block or another key
	// of the same object. Then a text that is one value needs no telling name to be a secret: { id = "AKIA...", secret = "..." }.
	BesideKeyID bool
	// Foreign says that the text belongs to something of another maker whose secrets look like AWS's, as IsForeign does.
	// Then a name alone makes a secret only if it says AWS.
	Foreign bool
}

// Find returns the credentials that stand in text, in order. See Detector.Find.
func Find(text, name string) []Match {
	return Detector{}.Find(text, name)
}

// Find returns the credentials that stand in text, in order and without overlaps. The text can be a single value, a
// shell script, cloud-init YAML, an INI, JSON, HCL or dotenv file, a comment: its grammar does not matter.
//
// name is what the text is the value of ("AWS_SECRET_ACCESS_KEY", "secret_key", "user_data"), or "". It decides only
// about a text that is nothing but one value; in a longer text a value's own name decides.
//
// Time is linear in the length of the text. Placeholders are not reported, nor examples unless the detector asks for them.
func (d Detector) Find(text, name string) []Match {
	keyIDs := findKeyIDs(text)
	var matches []Match
	add := func(m Match) {
		m.Value = text[m.Start:m.End]
		m.Example = IsExample(m.Value)
		if m.Example && !d.Examples {
			return
		}
		if m.Name == "" {
			m.Name = name
		}
		matches = append(matches, m)
	}
	next := 0 // keyIDs[next] is the first that was not looked at
	for start, end, ok := nextRun(text, 0); ok; start, end, ok = nextRun(text, end) {
		if next == len(keyIDs) || keyIDs[next] >= end {
			if m, ok := (textRun{d, text, name, unescaped(text, start), end, keyIDs}).match(); ok {
				add(m)
			}
		}
		for ; next < len(keyIDs) && keyIDs[next] < end; next++ {
			if m, ok := keyIDMatch(text, keyIDs[next]); ok {
				add(m)
			}
		}
	}
	return matches
}

// keyIDMatch returns the match for the access key ID at text[at:], unless somebody made it up. Examples are left to the
// caller.
func keyIDMatch(text string, at int) (Match, bool) {
	keyID := text[at : at+keyIDLength]
	if !IsExample(keyID) && isMadeUpKeyID(keyID) {
		return Match{}, false
	}
	account, _ := AccountID(keyID)
	prefix := keyID[:prefixLength]
	return Match{
		Kind: AccessKeyID, Start: at, End: at + keyIDLength, Name: assignedName(text, at),
		Prefix: prefix, Account: account, Temporary: prefix == "ASIA",
	}, true
}

// findKeyIDs returns the offsets of the access key IDs in text that stand alone, made-up ones included.
func findKeyIDs(text string) []int {
	var found []int
	for start, end, ok := nextRun(text, 0); ok; start, end, ok = nextRun(text, end) {
		start = unescaped(text, start)
		run := text[:end]
		for at := indexKeyID(run, start); at >= 0; {
			if standsAlone(text, start, at) {
				found = append(found, at)
				at = indexKeyID(run, at+keyIDLength)
			} else {
				at = indexKeyID(run, at+1)
			}
		}
	}
	return found
}

// standsAlone reports whether the access key ID at text[at:], in a run that begins at start, is no piece of a longer word.
func standsAlone(text string, start, at int) bool {
	if end := at + keyIDLength; end < len(text) && isWordByte(text[end]) {
		return false
	}
	switch {
	case at-start == 2 && start > 0 && text[start-1] == '%':
		return true // a percent-encoded character, as in %3DAKIA...
	case at > start:
		return !isWordByte(text[at-1])
	default:
		// What stands before the run is not in the alphabet, or is the letter of an escape sequence.
		return at == 0 || text[at-1] != '_'
	}
}

// textRun is a run of the base64 alphabet, text[start:end].
type textRun struct {
	detector   Detector
	text, name string
	start, end int
	keyIDs     []int // offsets of the access key IDs in text
}

// match returns the credential, other than an access key ID, that the run is.
func (r textRun) match() (Match, bool) {
	m := Match{Start: r.start, End: r.end}
	run := r.text[r.start:r.end]
	switch {
	case couldBeSecret(run) && !isMadeUp(run) && r.isLiteral() && r.saysSecret(&m):
		m.Kind = SecretAccessKey
	case isSMTPPassword(run) && !isMadeUp(run) && r.isLiteral() && r.saysSMTP(&m):
		m.Kind = SESSMTPPassword
	case isSessionToken(run):
		m.Kind, m.Temporary, m.End = SessionToken, true, padded(r.text, r.end)
		m.Name = assignedName(r.text, m.Start)
	case isBedrockAPIKey(run):
		m.Kind, m.End = BedrockAPIKey, padded(r.text, r.end)
		m.Name = assignedName(r.text, m.Start)
	case isShortTermBedrockAPIKey(r.text[:r.start], run):
		m.Kind, m.Temporary = BedrockAPIKey, true
		m.Start, m.End = r.start-len(bedrockShortTermPrefix), padded(r.text, r.end)
		m.Name = assignedName(r.text, m.Start)
	default:
		return Match{}, false
	}
	return m, true
}

// isLiteral reports whether the run is a value by itself.
func (r textRun) isLiteral() bool {
	return !isPart(r.text, r.start, r.end) && !isLastLine(r.text, r.start)
}

// saysSecret reports whether the context says that the run is a secret access key, and sets the name.
func (r textRun) saysSecret(m *Match) bool {
	m.Name = r.ownName()
	if isOtherName(m.Name) {
		return false
	}
	named := IsSecretName(m.Name)
	if named && isAWSSecretName(m.Name) && (!r.detector.Foreign || saysAWS(m.Name)) {
		return true
	}
	// Where only an ID speaks for a secret, what could be a path does not count; one in forty secrets could.
	run := r.text[r.start:r.end]
	isPath := strings.Count(run, "/") > 2
	return isSecret(run) && (named && !r.detector.Foreign || !isPath && r.isNearKeyID())
}

// isNearKeyID reports whether an access key ID stands in the neighbourhood, or beside the text where the run is all of it.
func (r textRun) isNearKeyID() bool {
	return isNear(r.keyIDs, r.start, r.end) || r.detector.BesideKeyID && r.isWhole()
}

// saysSMTP reports whether the context says that the run is an SES SMTP password, and sets the name.
func (r textRun) saysSMTP(m *Match) bool {
	m.Name = r.ownName()
	if isOtherName(m.Name) {
		return false
	}
	around := r.text[max(0, r.start-neighbourhood):min(len(r.text), r.end+neighbourhood)]
	return isSMTPName(m.Name) ||
		isPasswordName(m.Name) && r.isNearKeyID() ||
		onSameLine(r.text, r.keyIDs, r.start, r.end) ||
		strings.Contains(around, "email-smtp.")
}

// ownName returns the name that the text gives the run; where the run is the whole text, the name that the caller gave.
func (r textRun) ownName() string {
	if r.isWhole() {
		return r.name
	}
	if name := nameAfter(r.text, r.end); name != "" && isFirstOfPair(r.text, r.start) {
		return name
	}
	return assignedName(r.text, r.start)
}

// isWhole reports whether the text is nothing but the run, its padding, and perhaps quotes and spaces around it.
func (r textRun) isWhole() bool {
	return len(strings.Trim(r.text, " \t\r\n\"'=")) == r.end-r.start
}

// padded returns the end of the base64 padding that stands at text[end:].
func padded(text string, end int) int {
	for i := 0; i < 2 && end < len(text) && text[end] == '='; i++ {
		end++
	}
	return end
}

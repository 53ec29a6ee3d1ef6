package credential

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"io"
	"strings"
)

const (
	// maxLevels is how deep content is decoded: user data, a MIME part in it, a file that the part writes.
	maxLevels = 3
	// maxDecoded bounds the bytes that one call decodes, against content that was made to expand without end. User data
	// has at most 16 KiB, a Lambda function's source at most 4 MiB.
	maxDecoded = 8 << 20

	// The lengths of base64 content, less its padding: secretEncoded of a secret access key with or without a newline,
	// as in a Kubernetes Secret; minKeyIDEncoded of an access key ID; minGzipEncoded of the shortest compressed access
	// key ID; minEncoded of what else could hold a credential, as its first line is wrapped at the narrowest.
	secretEncoded   = 54
	minKeyIDEncoded = 27
	minGzipEncoded  = 52
	minEncoded      = wrappedLine
)

// FindEncoded returns the credentials in the base64 content of text, compressed or not. See Detector.FindEncoded.
func FindEncoded(text, name string) []Match {
	return Detector{}.FindEncoded(text, name)
}

// FindEncoded returns the credentials in the base64 content of text, in the order in which the content stands:
// user_data_base64, parts and written files of cloud-init, the data of a Kubernetes Secret. The content may be wrapped,
// compressed with gzip, and encoded again in itself; what is not text when it is decoded, such as a certificate or an
// archive, is passed over. What stands in the text as it is, Find finds.
//
// name is as for Find. Every match is Encoded, and its offsets are those of the outermost content. The work is bounded:
// at most three levels and 8 MiB of decoded content.
func (d Detector) FindEncoded(text, name string) []Match {
	budget := maxDecoded
	return d.findEncoded(text, name, maxLevels, &budget)
}

func (d Detector) findEncoded(text, name string, levels int, budget *int) []Match {
	var matches []Match
	for start, end, ok := nextRun(text, 0); ok; start, end, ok = nextRun(text, end) {
		start = unescaped(text, start)
		if !couldEncode(text[start:end], text[end:]) {
			continue
		}
		run := textRun{text: text, name: name, start: start, end: end}
		var content string
		content, end = unwrap(text, start, end)
		decoded, ok := decode(content, budget)
		if !ok {
			continue
		}
		inner := d.Find(decoded, run.ownName())
		if levels > 1 {
			inner = append(inner, d.findEncoded(decoded, run.ownName(), levels-1, budget)...)
		}
		for _, m := range inner {
			m.Start, m.End, m.Encoded = start, padded(text, end), true
			matches = append(matches, m)
		}
	}
	return matches
}

// couldEncode reports whether a run, which after follows, is base64 content that is worth decoding.
func couldEncode(run, after string) bool {
	n := len(run)
	switch {
	case n >= minGzipEncoded && strings.HasPrefix(run, "H4sI"): // the magic number of gzip, with deflate and no flags
		return true
	case (n == secretEncoded || n == secretEncoded+1) && strings.HasPrefix(after, "="):
		return hasAllCases(run)
	case n >= minEncoded:
		return hasAllCases(run)
	default:
		return n >= minKeyIDEncoded && encodesKeyID(run)
	}
}

// hasAllCases reports whether run has a capital letter, a small letter and a digit, as base64 of text has and a
// hexadecimal hash has not.
func hasAllCases(run string) bool {
	var seen [symbol + 1]bool
	for i := range len(run) {
		seen[classes[run[i]]] = true
	}
	return seen[upper] && seen[lower] && seen[digit]
}

// encodesKeyID reports whether run contains base64 of the prefix of an access key ID. A prefix looks different for each of
// the three places that it can have within a group of three bytes; of the second and third only the characters that do
// not depend on the neighbours are compared.
func encodesKeyID(run string) bool {
	for _, mark := range []string{
		"QUtJQ", "FLSU", "BS0lB", // AKIA
		"QVNJQ", "FTSU", "BU0lB", // ASIA
		"QUJJQ", "FCSU", "BQklB", // ABIA
		"QUNDQ", "FDQ0", "BQ0NB", // ACCA
	} {
		if strings.Contains(run, mark) {
			return true
		}
	}
	return false
}

// unwrap returns the base64 content that begins with the run text[start:end], and where its last run ends. Content goes
// on in the next line, indented or not, after a line that is as long as lines are where content is wrapped.
func unwrap(text string, start, end int) (content string, last int) {
	if end-start < wrappedLine || end == len(text) || text[end] != '\r' && text[end] != '\n' {
		return text[start:end], end
	}
	var b strings.Builder
	b.WriteString(text[start:end])
	for end-start >= wrappedLine {
		next := end
		if strings.HasPrefix(text[next:], "\r") {
			next++
		}
		if !strings.HasPrefix(text[next:], "\n") {
			break
		}
		next++
		for next < len(text) && (text[next] == ' ' || text[next] == '\t') {
			next++
		}
		stop := next
		for stop < len(text) && classes[text[stop]] != other {
			stop++
		}
		// A line that holds anything but base64 and its padding is not a continuation.
		if rest := padded(text, stop); stop == next || rest < len(text) && strings.IndexByte("\r\n\"' \t", text[rest]) < 0 {
			break
		}
		start, end = next, stop
		b.WriteString(text[start:end])
	}
	return b.String(), end
}

// decode returns what base64 content without padding stands for, decompressed. It is false for what is not text.
func decode(content string, budget *int) (string, bool) {
	if most := base64.RawStdEncoding.EncodedLen(*budget); len(content) > most {
		content = content[:most/4*4]
	}
	decoded, err := base64.RawStdEncoding.DecodeString(content)
	if err != nil {
		return "", false
	}
	*budget -= len(decoded)
	if bytes.HasPrefix(decoded, []byte{0x1f, 0x8b}) {
		r, err := gzip.NewReader(bytes.NewReader(decoded))
		if err != nil {
			return "", false
		}
		// Content that is cut off or damaged gives as much as can be read.
		decoded, _ = io.ReadAll(io.LimitReader(r, int64(*budget)))
		*budget -= len(decoded)
	}
	return string(decoded), isText(decoded)
}

// isText reports whether b begins as text does: without control characters.
func isText(b []byte) bool {
	for _, c := range b[:min(len(b), 512)] {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b || c == 0x7f {
			return false
		}
	}
	return len(b) > 0
}

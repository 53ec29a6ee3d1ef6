package terraform

import "bytes"

// maxSkimmed bounds how deep brackets and templates nest in code that is skimmed. What nests deeper is left to HCL.
const maxSkimmed = 200

// matters are the bytes that can end something or begin something with rules of its own.
var matters = func() (table [256]bool) {
	for _, c := range []byte("\n{}[]()\"<#/") {
		table[c] = true
	}
	return table
}()

// skipCode passes code outside of strings. It returns the offset after the byte that ends it: a closing bracket, or the
// line break after an argument. It is -1 where that isn't sure.
func skipCode(src []byte, pos int, end byte, depth int) int {
	if depth > maxSkimmed {
		return -1
	}
	for pos >= 0 && pos < len(src) {
		c := src[pos]
		if !matters[c] {
			pos++
			continue
		}
		if c == end {
			return pos + 1
		}
		switch c {
		case '{':
			pos = skipCode(src, pos+1, '}', depth+1)
		case '[':
			pos = skipCode(src, pos+1, ']', depth+1)
		case '(':
			pos = skipCode(src, pos+1, ')', depth+1)
		case '}', ']', ')':
			return -1
		case '"':
			pos = skipQuoted(src, pos+1, depth+1)
		case '<':
			pos = skipHeredoc(src, pos, depth+1)
		case '#', '/':
			if next := skipComment(src, pos); next != pos {
				pos = next
			} else {
				pos++
			}
		default:
			pos++
		}
	}
	return -1
}

// skipSpace passes spaces and comments, and line breaks where lines says so; -1 where a comment has no end.
func skipSpace(src []byte, pos int, lines bool) int {
	for pos >= 0 && pos < len(src) {
		switch c := src[pos]; {
		case c == ' ', c == '\t', c == '\n' && lines:
			pos++
		case c == '\r' && pos+1 < len(src) && src[pos+1] == '\n':
			pos++
		case c == '#', c == '/':
			next := skipComment(src, pos)
			if next == pos {
				return pos
			}
			pos = next
		default:
			return pos
		}
	}
	return pos
}

// skipComment passes a comment, without the line break that ends it. It returns pos where there is none, and -1 where it
// has no end.
func skipComment(src []byte, pos int) int {
	rest := src[pos:]
	switch {
	case rest[0] == '#', bytes.HasPrefix(rest, []byte("//")):
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			return pos + i
		}
		return len(src)
	case bytes.HasPrefix(rest, []byte("/*")):
		if i := bytes.Index(rest[2:], []byte("*/")); i >= 0 {
			return pos + 2 + i + 2
		}
		return -1
	}
	return pos
}

// skipQuoted passes the rest of a string in quotes.
func skipQuoted(src []byte, pos, depth int) int {
	for pos >= 0 && pos < len(src) {
		switch src[pos] {
		case '"':
			return pos + 1
		case '\\':
			pos += 2
		case '\n', '\r':
			return -1
		case '$', '%':
			pos = skipSequence(src, pos, depth)
		default:
			pos++
		}
	}
	return -1
}

// skipSequence passes what begins with $ or %: ${ } and %{ }, the escape $${, or the sign itself.
func skipSequence(src []byte, pos, depth int) int {
	switch rest := src[pos+1:]; {
	case len(rest) > 1 && rest[0] == src[pos] && rest[1] == '{':
		return pos + 3
	case len(rest) > 0 && rest[0] == '{':
		return skipCode(src, pos+2, '}', depth+1)
	}
	return pos + 1
}

// skipHeredoc passes a heredoc up to the line break after its end marker, or else a smaller-than sign.
func skipHeredoc(src []byte, pos, depth int) int {
	rest := src[pos:]
	if !bytes.HasPrefix(rest, []byte("<<")) {
		return pos + 1
	}
	eol := bytes.IndexByte(rest, '\n')
	if eol < 0 {
		return -1
	}
	marker := bytes.TrimSuffix(bytes.TrimPrefix(rest[2:eol], []byte("-")), []byte("\r"))
	if !isMarker(marker) {
		return -1
	}
	for pos += eol + 1; pos >= 0 && pos < len(src); {
		end := bytes.IndexByte(src[pos:], '\n')
		if end < 0 {
			return -1
		}
		line := src[pos : pos+end]
		if bytes.Equal(bytes.TrimSpace(line), marker) {
			return pos + end
		}
		pos = skipHeredocLine(src, pos, depth)
	}
	return -1
}

// skipHeredocLine passes a line of a heredoc with its line break, and with the lines that a sequence in it spans.
func skipHeredocLine(src []byte, pos, depth int) int {
	for pos >= 0 && pos < len(src) {
		switch src[pos] {
		case '\n':
			return pos + 1
		case '$', '%':
			pos = skipSequence(src, pos, depth)
		default:
			pos++
		}
	}
	return -1
}

func isMarker(marker []byte) bool {
	if len(marker) == 0 || !isNameStart(marker[0]) {
		return false
	}
	for _, c := range marker {
		if !isNameByte(c) {
			return false
		}
	}
	return true
}

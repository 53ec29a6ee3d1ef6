package policy

import (
	"strings"
	"unicode/utf8"
)

// Match reports whether a name matches a pattern with the wildcards * (any run of characters) and ? (one character).
// Case counts; compare actions in lower case. Policy variables and tokens in the pattern match nothing but their own
// text, except ${*}, ${?} and ${$}, which AWS defines as the character itself.
//
// The time is linear in the length of the name for patterns without ?.
func Match(pattern, name string) bool {
	if strings.Contains(pattern, "${") {
		return swallows(parsePattern(pattern).symbols, literal(name).symbols, false)
	}
	return glob(pattern, name)
}

// literal takes text in which * and ? have no meaning as a pattern. Atoms remain, and match themselves.
func literal(name string) pattern {
	p := parsePattern(name)
	for i, s := range p.symbols {
		switch s.kind {
		case one:
			p.symbols[i] = symbol{kind: char, char: '?'}
		case many:
			p.symbols[i] = symbol{kind: char, char: '*'}
		}
	}
	return p
}

// glob matches piece by piece: what stands before the first * and after the last is anchored, and each piece between
// is taken at its first place, which leaves the most for the pieces that follow. Nothing is ever tried twice.
func glob(pattern, name string) bool {
	head, rest, star := strings.Cut(pattern, "*")
	end, ok := matchHere(head, name)
	if !ok {
		return false
	}
	name = name[end:]
	if !star {
		return name == ""
	}
	for {
		piece, after, more := strings.Cut(rest, "*")
		if !more {
			return matchEnd(piece, name)
		}
		end, ok := find(piece, name)
		if !ok {
			return false
		}
		name, rest = name[end:], after
	}
}

// matchHere matches a piece without * at the start of name and returns where the match ends.
func matchHere(piece, name string) (end int, ok bool) {
	if strings.IndexByte(piece, '?') < 0 {
		return len(piece), strings.HasPrefix(name, piece)
	}
	for len(piece) > 0 {
		if end == len(name) {
			return 0, false
		}
		_, size := decodeRune(name[end:])
		if piece[0] == '?' {
			piece = piece[1:]
			end += size
			continue
		}
		_, width := decodeRune(piece)
		if piece[:width] != name[end:end+size] {
			return 0, false
		}
		piece = piece[width:]
		end += size
	}
	return end, true
}

// matchEnd matches a piece without * at the end of name.
func matchEnd(piece, name string) bool {
	if strings.IndexByte(piece, '?') < 0 {
		return strings.HasSuffix(name, piece)
	}
	start := len(name)
	for n := runeCount(piece); n > 0; n-- {
		if start == 0 {
			return false
		}
		_, size := utf8.DecodeLastRuneInString(name[:start])
		start -= size
	}
	end, ok := matchHere(piece, name[start:])
	return ok && start+end == len(name)
}

// find returns where the first match of a piece without * ends.
func find(piece, name string) (end int, ok bool) {
	if strings.IndexByte(piece, '?') < 0 {
		at := strings.Index(name, piece)
		return at + len(piece), at >= 0
	}
	for start := 0; ; {
		if end, ok := matchHere(piece, name[start:]); ok {
			return start + end, true
		}
		if start == len(name) {
			return 0, false
		}
		_, size := decodeRune(name[start:])
		start += size
	}
}

// decodeRune takes a byte that is not UTF-8 as a character of its own.
func decodeRune(s string) (rune, int) {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size == 1 {
		return utf8.MaxRune + 1 + rune(s[0]), 1
	}
	return r, size
}

func runeCount(s string) int {
	return utf8.RuneCountInString(s)
}

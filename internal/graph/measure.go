package graph

import (
	"strings"
	"unicode"
)

// font is what is needed to know of a font to break lines: how wide a character is, in units of the drawing. The widths are
// those of the widest fonts that browsers take, so that nothing grows out of its box.
type font struct {
	class      string
	width      float64 // of a narrow character
	lineHeight float64
}

var (
	titleFont = font{"t", 7.4, 16} // 12px, fixed width
	headFont  = font{"t", 8.4, 16} // 12.5px, bold
	lineFont  = font{"l", 7.2, 15} // 11.5px
	atFont    = font{"a", 6.7, 15} // 11px, fixed width
)

// measure is how wide a text is.
func (f font) measure(s string) float64 {
	var n float64
	for _, r := range s {
		n += f.rune(r)
	}
	return n
}

func (f font) rune(r rune) float64 {
	switch {
	case unicode.Is(unicode.Mn, r):
		return 0
	case r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana), r >= 0x1f000, 0xff00 <= r && r < 0xff61, 0x3000 <= r && r < 0x3040:
		return 2 * f.width
	case f == titleFont, f == atFont:
		return f.width
	case strings.ContainsRune("mwMW✗✓→…▲◆", r):
		return 1.6 * f.width
	case unicode.IsUpper(r):
		return 1.2 * f.width
	case strings.ContainsRune("iljtfr .,:;'()|", r):
		return 0.68 * f.width
	}
	return f.width
}

// wrap breaks a text into lines of a width: after spaces, and after what separates the parts of a name; within a part only
// where it doesn't fit. What follows the last line is left out and marked.
func (f font) wrap(s string, width float64, most int) []string {
	var lines []string
	line, used := "", 0.0
	flush := func() {
		if trimmed := strings.TrimRight(line, " "); trimmed != "" {
			lines = append(lines, trimmed)
		}
		line, used = "", 0
	}
	for _, part := range parts(s) {
		size := f.measure(strings.TrimRight(part, " "))
		if used > 0 && used+size > width {
			flush()
		}
		if size <= width {
			line, used = line+part, used+f.measure(part)
			continue
		}
		for _, r := range part {
			if used > 0 && used+f.rune(r) > width {
				flush()
			}
			line, used = line+string(r), used+f.rune(r)
		}
	}
	flush()
	if len(lines) > most {
		lines = lines[:most]
		last := []rune(lines[most-1])
		for len(last) > 0 && f.measure(string(last))+f.rune('…') > width {
			last = last[:len(last)-1]
		}
		lines[most-1] = string(last) + "…"
	}
	return lines
}

// parts cuts a text where it may be broken: after the characters that separate the parts of a name, and before a capital
// that begins one.
func parts(s string) []string {
	var all []string
	start := 0
	var before rune
	for i, r := range s {
		if i > start && (strings.ContainsRune(" ._-/:,", before) || unicode.IsLower(before) && unicode.IsUpper(r)) {
			all = append(all, s[start:i])
			start = i
		}
		before = r
	}
	if start < len(s) {
		all = append(all, s[start:])
	}
	return all
}

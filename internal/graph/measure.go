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

// wrap breaks a text into lines of a width: at spaces; in a word only where it doesn't fit into one line, after what separates
// the parts of a name; in such a part likewise before a capital, and in the end anywhere. What follows the last line is left
// out and marked.
func (f font) wrap(s string, width float64, most int) []string {
	w := &wrapper{font: f, width: width}
	w.add(s, 0)
	w.flush()
	lines := w.lines
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

type wrapper struct {
	font
	width float64
	lines []string
	line  string
	used  float64
}

func (w *wrapper) flush() {
	if trimmed := strings.TrimRight(w.line, " "); trimmed != "" {
		w.lines = append(w.lines, trimmed)
	}
	w.line, w.used = "", 0
}

// add puts a text on the current line, or the next; or takes it apart if it is longer than any.
func (w *wrapper) add(s string, breaks int) {
	size := w.measure(strings.TrimRight(s, " "))
	switch {
	case w.used+size <= w.width:
	case size <= w.width:
		w.flush()
	case breaks == len(breakable):
		for _, r := range s {
			if w.used > 0 && w.used+w.rune(r) > w.width {
				w.flush()
			}
			w.line, w.used = w.line+string(r), w.used+w.rune(r)
		}
		return
	default:
		for _, part := range cut(s, breakable[breaks]) {
			w.add(part, breaks+1)
		}
		return
	}
	w.line, w.used = w.line+s, w.used+w.measure(s)
}

// breakable say whether a text may be broken between two characters, the best breaks first.
var breakable = [...]func(before, after rune) bool{
	func(before, _ rune) bool { return before == ' ' },
	func(before, _ rune) bool { return strings.ContainsRune("._-/:,", before) },
	func(before, after rune) bool { return unicode.IsLower(before) && unicode.IsUpper(after) },
}

// cut takes a text apart wherever it may be broken.
func cut(s string, breakable func(before, after rune) bool) []string {
	var all []string
	start := 0
	var before rune
	for i, r := range s {
		if i > start && breakable(before, r) {
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

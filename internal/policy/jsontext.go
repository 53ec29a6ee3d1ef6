package policy

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// A jsonValue is one value of a JSON text. Unlike encoding/json's it keeps the order of members and the text of numbers,
// and it may be unknown: a token that stands outside quotation marks, as a template can put it there.
type jsonValue struct {
	kind    jsonKind
	text    string       // a string's content; the source text of a number, a Boolean or an unknown value or member
	items   []jsonValue  // of a list
	members []jsonMember // of an object
	// holes says that a token stands among the members of an object, where it may add any others.
	holes bool
}

type jsonMember struct {
	name  string
	value jsonValue
}

type jsonKind uint8

const (
	jsonNull jsonKind = iota
	jsonUnknown
	jsonString
	jsonNumber
	jsonBool
	jsonList
	jsonObject
)

// String names the kind for an error message.
func (k jsonKind) String() string {
	return [...]string{"null", "an unknown value", "a string", "a number", "a Boolean", "a list", "an object"}[k]
}

// The bounds are far above what AWS accepts (the largest policy has 20 kB) and far below what would take long.
const (
	maxJSONText  = 1 << 20 // bytes
	maxJSONDepth = 32
)

var (
	errJSONTooLong = fmt.Errorf("the policy is longer than %d bytes", maxJSONText)
	errJSONTooDeep = fmt.Errorf("the policy is nested more than %d levels deep", maxJSONDepth)
	errJSONEnd     = errors.New("the policy ends in the middle")
	errJSONEmpty   = errors.New("the policy is empty")
)

// jsonReader reads JSON by recursive descent. A token outside quotation marks is taken as an unknown value; since the
// text it stands for may bring its own commas, those around it may be missing.
type jsonReader struct {
	text  string
	pos   int
	depth int
}

// readJSON reads a text that consists of one value. trailing says that a token follows the value.
func readJSON(text string) (v jsonValue, trailing bool, err error) {
	if len(text) > maxJSONText {
		return jsonValue{}, false, errJSONTooLong
	}
	r := &jsonReader{text: text}
	r.space()
	if r.pos == len(text) {
		return jsonValue{}, false, errJSONEmpty
	}
	if v, err = r.value(); err != nil {
		return jsonValue{}, false, err
	}
	for {
		r.space()
		switch {
		case r.pos == len(text):
			return v, trailing, nil
		case !r.atToken():
			return jsonValue{}, false, r.unexpected("after the end of the policy")
		}
		r.bare()
		trailing = true
	}
}

func (r *jsonReader) value() (jsonValue, error) {
	if r.pos == len(r.text) {
		return jsonValue{}, errJSONEnd
	}
	if r.depth++; r.depth > maxJSONDepth {
		return jsonValue{}, errJSONTooDeep
	}
	defer func() { r.depth-- }()
	switch c := r.text[r.pos]; {
	case c == '{':
		return r.object()
	case c == '[':
		return r.list()
	case c == '"':
		text, err := r.quoted()
		return jsonValue{kind: jsonString, text: text}, err
	default:
		return r.word()
	}
}

func (r *jsonReader) object() (jsonValue, error) {
	v := jsonValue{kind: jsonObject}
	err := r.sequence('}', func() (loose bool, err error) {
		if r.atToken() {
			v.text, v.holes = r.bare(), true
			return true, nil
		}
		if r.text[r.pos] != '"' {
			return false, r.unexpected("where the name of an element belongs")
		}
		var m jsonMember
		if m.name, err = r.quoted(); err != nil {
			return false, err
		}
		r.space()
		if r.pos == len(r.text) {
			return false, errJSONEnd
		}
		if r.text[r.pos] != ':' {
			return false, r.unexpected("where a colon belongs")
		}
		r.pos++
		r.space()
		if m.value, err = r.value(); err != nil {
			return false, err
		}
		v.members = append(v.members, m)
		return m.value.kind == jsonUnknown, nil
	})
	return v, err
}

func (r *jsonReader) list() (jsonValue, error) {
	v := jsonValue{kind: jsonList}
	err := r.sequence(']', func() (loose bool, err error) {
		item, err := r.value()
		v.items = append(v.items, item)
		return item.kind == jsonUnknown, err
	})
	return v, err
}

// sequence reads what stands between brackets. read reads one element and says whether it is unknown.
func (r *jsonReader) sequence(closing byte, read func() (loose bool, err error)) error {
	const (
		start = iota
		afterElement
		afterComma
	)
	r.pos++
	state, loose := start, false
	for {
		r.space()
		switch {
		case r.pos == len(r.text):
			return errJSONEnd
		case r.text[r.pos] == closing:
			if state == afterComma && !loose {
				return r.unexpected("after a comma")
			}
			r.pos++
			return nil
		case r.text[r.pos] == ',':
			if state != afterElement && !loose {
				return r.unexpected("where a value belongs")
			}
			r.pos++
			state = afterComma
		default:
			if state == afterElement && !loose && !r.atToken() {
				return r.unexpected("where a comma belongs")
			}
			var err error
			if loose, err = read(); err != nil {
				return err
			}
			state = afterElement
		}
	}
}

// word reads what is neither bracketed nor quoted.
func (r *jsonReader) word() (jsonValue, error) {
	start := r.pos
	word := r.bare()
	switch {
	case token.In(word):
		return jsonValue{kind: jsonUnknown, text: word}, nil
	case word == "true" || word == "false":
		return jsonValue{kind: jsonBool, text: word}, nil
	case word == "null":
		return jsonValue{kind: jsonNull}, nil
	case isNumber(word):
		return jsonValue{kind: jsonNumber, text: word}, nil
	}
	r.pos = start
	return jsonValue{}, r.unexpected("where a value belongs")
}

// bare passes over the characters up to the next one that has a meaning in JSON.
func (r *jsonReader) bare() string {
	start := r.pos
	if end := strings.IndexAny(r.text[start:], " \t\r\n,:\"[]{}"); end >= 0 {
		r.pos += end
	} else {
		r.pos = len(r.text)
	}
	return r.text[start:r.pos]
}

// atToken reports whether a token begins here.
func (r *jsonReader) atToken() bool {
	_, size := utf8.DecodeRuneInString(r.text[r.pos:])
	return token.In(r.text[r.pos : r.pos+size])
}

func (r *jsonReader) space() {
	for r.pos < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.pos]) >= 0 {
		r.pos++
	}
}

// quoted reads a string.
func (r *jsonReader) quoted() (string, error) {
	r.pos++
	start := r.pos
	end := strings.IndexAny(r.text[start:], "\"\\")
	if end >= 0 && r.text[start+end] == '"' {
		r.pos = start + end + 1
		return r.text[start : start+end], nil
	}
	var b strings.Builder
	for r.pos < len(r.text) {
		c := r.text[r.pos]
		r.pos++
		switch c {
		case '"':
			return b.String(), nil
		case '\\':
			if err := r.escape(&b); err != nil {
				return "", err
			}
		default:
			b.WriteByte(c)
		}
	}
	return "", errJSONEnd
}

func (r *jsonReader) escape(b *strings.Builder) error {
	if r.pos == len(r.text) {
		return errJSONEnd
	}
	c := r.text[r.pos]
	if c == 'u' {
		return r.unicode(b)
	}
	plain, ok := map[byte]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}[c]
	if !ok {
		return r.unexpected("after a backslash")
	}
	r.pos++
	b.WriteByte(plain)
	return nil
}

// unicode reads uXXXX, and the second half of a surrogate pair if there is one.
func (r *jsonReader) unicode(b *strings.Builder) error {
	c, ok := hex4(r.text[r.pos+1:])
	if !ok {
		return r.unexpected("after a backslash")
	}
	r.pos += 5
	if utf16.IsSurrogate(c) && strings.HasPrefix(r.text[r.pos:], `\u`) {
		if second, ok := hex4(r.text[r.pos+2:]); ok {
			if pair := utf16.DecodeRune(c, second); pair != utf8.RuneError {
				r.pos += 6
				c = pair
			}
		}
	}
	b.WriteRune(c) // half a pair becomes U+FFFD
	return nil
}

func hex4(s string) (rune, bool) {
	if len(s) < 4 {
		return 0, false
	}
	var r rune
	for _, c := range []byte(s[:4]) {
		digit := strings.IndexByte("0123456789abcdef", c|0x20)
		if digit < 0 || c < '0' {
			return 0, false
		}
		r = r<<4 | rune(digit)
	}
	return r, true
}

// isNumber reports whether a word is a number in JSON's notation.
func isNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole := digits(s)
	if whole == 0 || whole > 1 && s[0] == '0' {
		return false
	}
	s = s[whole:]
	if strings.HasPrefix(s, ".") {
		fraction := digits(s[1:])
		if fraction == 0 {
			return false
		}
		s = s[1+fraction:]
	}
	if s != "" && s[0]|0x20 == 'e' {
		s = s[1:]
		if s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		exponent := digits(s)
		return exponent > 0 && exponent == len(s)
	}
	return s == ""
}

// digits returns how many decimal digits s begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// unexpected describes the character at the current position, which has no business there.
func (r *jsonReader) unexpected(where string) error {
	line := 1 + strings.Count(r.text[:r.pos], "\n")
	if r.pos == len(r.text) {
		return errJSONEnd
	}
	c, _ := utf8.DecodeRuneInString(r.text[r.pos:])
	return fmt.Errorf("line %d of the policy has %q %s", line, c, where)
}

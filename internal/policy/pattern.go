package policy

import (
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// A pattern is text with wildcards: * stands for any run of characters, ? for exactly one.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
//
// It is taken apart into symbols. Besides characters and wildcards there are atoms: parts whose text isn't known here,
// but is the same wherever the atom is the same. Tokens are atoms (known after apply), and so are policy variables such
// as ${aws:username} (known when the request is made). Whether the document's version gives variables a meaning is not
// asked: as atoms they match less for certain and more by chance, which is the safe side.
type pattern struct {
	symbols []symbol
	atoms   bool // some symbol is an atom
	broken  bool // a token was cut or altered: what stands beside it is not to be relied on either
}

type symbolKind uint8

const (
	char symbolKind = iota // one given character
	one                    // ?
	many                   // *
	atom                   // a text not known here
)

type symbol struct {
	kind symbolKind
	char rune   // the character of a char; alien for one that no pattern contains
	text string // what tells one atom from another
}

// alien is a character that equals none written in a pattern.
const alien rune = -1

// plain reports whether s is text in which no character has a meaning of its own.
func plain(s string) bool {
	return !strings.ContainsAny(s, "*?$") && !token.In(s)
}

// parsePattern takes a pattern apart. Runs of wildcards are brought into one form, ?...?* , because *? and ?* mean the
// same.
func parsePattern(s string) pattern {
	var p pattern
	p.symbols = make([]symbol, 0, len(s))
	for _, part := range token.Split(s) {
		if part.Token {
			p.atoms = true
			p.broken = p.broken || part.ID < 0
			p.symbols = append(p.symbols, symbol{kind: atom, text: part.Text})
			continue
		}
		p.addText(part.Text)
	}
	return p
}

func (p *pattern) addText(text string) {
	for i := 0; i < len(text); {
		if variable, ok := variableAt(text[i:]); ok {
			p.addVariable(variable)
			i += len(variable)
			continue
		}
		r, size := decodeRune(text[i:])
		i += size
		switch r {
		case '*':
			p.addMany()
		case '?':
			p.addOne()
		default:
			p.symbols = append(p.symbols, symbol{kind: char, char: r})
		}
	}
}

// variableAt returns the policy variable that text starts with: "${aws:username}".
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
func variableAt(text string) (string, bool) {
	if !strings.HasPrefix(text, "${") {
		return "", false
	}
	end := strings.IndexByte(text, '}')
	if end < 0 {
		return "", false
	}
	return text[:end+1], true
}

// addVariable adds ${*}, ${?} and ${$} as the characters they stand for, and any other variable as an atom. The names of
// variables are those of condition keys and don't distinguish case.
func (p *pattern) addVariable(variable string) {
	switch name := variable[2 : len(variable)-1]; name {
	case "*", "?", "$":
		p.symbols = append(p.symbols, symbol{kind: char, char: rune(name[0])})
	default:
		p.atoms = true
		p.symbols = append(p.symbols, symbol{kind: atom, text: strings.ToLower(variable)})
	}
}

func (p *pattern) addMany() {
	if n := len(p.symbols); n == 0 || p.symbols[n-1].kind != many {
		p.symbols = append(p.symbols, symbol{kind: many})
	}
}

// addOne puts a ? before the * that it follows.
func (p *pattern) addOne() {
	n := len(p.symbols)
	if n > 0 && p.symbols[n-1].kind == many {
		p.symbols[n-1].kind = one
		p.symbols = append(p.symbols, symbol{kind: many})
		return
	}
	p.symbols = append(p.symbols, symbol{kind: one})
}

// everything reports whether the pattern matches every text.
func (p pattern) everything() bool {
	return len(p.symbols) == 1 && p.symbols[0].kind == many
}

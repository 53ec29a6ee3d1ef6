package policy

import "strings"

// Covers reports whether every text that the pattern inner matches is matched by the pattern outer too. Case counts.
//
// An atom, that is a token or a policy variable, equals itself and may otherwise be any text: where the answer depends
// on it, it is Unknown. Among patterns without atoms the answer is Unknown only where outer contains ? and the lengths
// of the texts decide.
func Covers(outer, inner string) Tri {
	if outer == "*" {
		return True
	}
	if plain(outer) && plain(inner) {
		return triOf(outer == inner)
	}
	return covers(parsePattern(outer), parsePattern(inner))
}

func covers(outer, inner pattern) Tri {
	switch {
	case outer.everything():
		return True
	case outer.broken || inner.broken:
		return Unknown
	case swallows(outer.symbols, inner.symbols, false):
		return True
	case outer.atoms || inner.atoms:
		if overlaps(outer, inner) == False {
			return False
		}
		return Unknown
	}
	// A text of inner that outer doesn't match settles the question. The hardest texts fill the wildcards of inner with
	// characters that outer doesn't name: none, one, or more than outer's ? can take.
	if !swallows(outer.symbols, inner.symbols, true) ||
		!swallows(outer.symbols, inner.filled(0), true) ||
		!swallows(outer.symbols, inner.filled(len(outer.symbols)+1), true) {
		return False
	}
	return Unknown
}

// filled returns the symbols with n alien characters in the place of each *.
func (p pattern) filled(n int) []symbol {
	var filled []symbol
	for _, s := range p.symbols {
		if s.kind != many {
			filled = append(filled, s)
			continue
		}
		for range n {
			filled = append(filled, symbol{kind: char, char: alien})
		}
	}
	return filled
}

// swallows matches the symbols of inner as if each were a character: an outer ? takes a character or a ?, an outer *
// takes anything, an atom takes itself. If that works, then outer matches whatever inner does. With loose set an outer ?
// takes an inner * too, which is then one alien character.
//
// Each * of outer takes as little as it can; only the last one is ever lengthened.
func swallows(outer, inner []symbol, loose bool) bool {
	i, j := 0, 0
	star, mark := -1, 0
	for j < len(inner) {
		switch {
		case i < len(outer) && outer[i].kind == many:
			star, mark = i, j
			i++
		case i < len(outer) && takes(outer[i], inner[j], loose):
			i++
			j++
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(outer) && outer[i].kind == many {
		i++
	}
	return i == len(outer)
}

func takes(outer, inner symbol, loose bool) bool {
	switch outer.kind {
	case one:
		return inner.kind == char || inner.kind == one || loose && inner.kind == many
	case char, atom:
		return outer == inner
	}
	return false
}

// Overlaps reports whether some text is matched by both patterns. An atom may be any text: it makes the answer Unknown
// where it decides.
func Overlaps(a, b string) Tri {
	if a == "*" || b == "*" || a == b {
		return True
	}
	if plain(a) && plain(b) {
		return False
	}
	return overlaps(parsePattern(a), parsePattern(b))
}

func overlaps(a, b pattern) Tri {
	if a.broken || b.broken {
		return Unknown
	}
	if !meets(a.symbols, b.symbols) {
		return False
	}
	if (a.atoms || b.atoms) && !swallows(a.symbols, b.symbols, false) && !swallows(b.symbols, a.symbols, false) {
		return Unknown
	}
	return True
}

// meets reports whether two patterns can match a common text, where an atom may be any text. row[j] says whether the
// part of a read so far and the first j symbols of b can.
func meets(a, b []symbol) bool {
	row := make([]bool, len(b)+1)
	row[0] = true
	for j, s := range b {
		row[j+1] = row[j] && s.stretches()
	}
	for _, s := range a {
		diagonal := row[0] // row[j] of the row before
		row[0] = row[0] && s.stretches()
		alive := row[0]
		for j, t := range b {
			above := row[j+1]
			can := diagonal && (s.kind == one || t.kind == one || s == t)
			if s.stretches() || t.stretches() {
				can = above || row[j]
			}
			diagonal, row[j+1] = above, can
			alive = alive || can
		}
		if !alive {
			return false
		}
	}
	return row[len(b)]
}

// stretches reports whether the symbol stands for texts of any length.
func (s symbol) stretches() bool {
	return s.kind == many || s.kind == atom
}

// CoversResource is Covers for the patterns of Resource elements. AWS compares ARNs field by field and fills up an ARN
// of fewer than six fields with *; whether a * can reach into the next field is not documented. The answer is True only
// if it holds either way.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
func CoversResource(outer, inner string) Tri {
	if outer == "*" || outer == inner {
		return Covers(outer, inner)
	}
	outerFields, ok := arnFields(outer)
	innerFields, ok2 := arnFields(inner)
	if !ok || !ok2 {
		return Covers(outer, inner)
	}
	result := True
	for i := range outerFields {
		result = result.And(Covers(outerFields[i], innerFields[i]))
	}
	if result == False {
		// A field escapes; if a * reaches beyond its field, the whole may still be covered.
		return Covers(outer, inner).And(Unknown)
	}
	return result
}

// OverlapsResource is Overlaps for the patterns of Resource elements; see CoversResource.
func OverlapsResource(a, b string) Tri {
	result := Overlaps(a, b)
	fieldsA, ok := arnFields(a)
	fieldsB, ok2 := arnFields(b)
	if ok && ok2 {
		result = result.Or(Overlaps(strings.Join(fieldsA[:], ":"), strings.Join(fieldsB[:], ":")))
	}
	return result
}

const arnLength = 6

// arnFields splits an ARN into its six fields, of which the last contains everything after the fifth colon. An ARN of
// fewer fields is filled up with *, unless unknown parts of it might contain colons.
func arnFields(s string) (fields [arnLength]string, ok bool) {
	if !strings.HasPrefix(s, "arn:") {
		return fields, false
	}
	n, start := 0, 0
	for i := 0; i < len(s) && n < arnLength-1; i++ {
		if variable, ok := variableAt(s[i:]); ok {
			i += len(variable) - 1 // the colon in ${aws:PrincipalAccount} ends no field
			continue
		}
		if s[i] == ':' {
			fields[n] = s[start:i]
			n, start = n+1, i+1
		}
	}
	fields[n] = s[start:]
	if n+1 < arnLength && parsePattern(s).atoms {
		return fields, false
	}
	for n++; n < arnLength; n++ {
		fields[n] = "*"
	}
	return fields, true
}

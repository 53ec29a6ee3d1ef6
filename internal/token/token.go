// Package token marks the parts of a string that are known only after apply.
//
// A reference such as aws_iam_user.ci.name evaluates to a token: a number between two private-use runes. Tokens pass
// through templates, jsonencode and the string functions like any other text, so that what surrounds them stays visible.
// This package knows only how a token looks; what it stands for is kept by the evaluator that made it.
//
// A token never reaches a user: messages print source text.
package token

import (
	"strconv"
	"strings"
)

// The runes are from the Unicode private use area, which no Terraform configuration has a reason to contain.
const (
	openMark  = '\uE000'
	closeMark = '\uE001'
)

// Text returns the token that stands for the value with the given number.
func Text(id int) string {
	return string(openMark) + strconv.Itoa(id) + string(closeMark)
}

// In reports whether some part of s is unknown. A token that a string function has cut in two still counts.
func In(s string) bool {
	return strings.ContainsRune(s, openMark) || strings.ContainsRune(s, closeMark)
}

// ID returns the number of the token that s wholly consists of.
func ID(s string) (id int, ok bool) {
	if !strings.HasPrefix(s, string(openMark)) || !strings.HasSuffix(s, string(closeMark)) {
		return 0, false // most strings, at less cost
	}
	parts := Split(s)
	if len(parts) != 1 || !parts[0].Token {
		return 0, false
	}
	return parts[0].ID, true
}

// Part is a piece of a string: literal text or a token.
type Part struct {
	Text  string // the literal text; the marks and the number of a token
	Token bool
	ID    int // the token's number; -1 for a token that was cut or altered
}

// Split takes s apart into literal text and tokens, in order. Joining the parts' texts gives s again.
func Split(s string) []Part {
	var parts []Part
	for s != "" {
		start := strings.IndexAny(s, string(openMark)+string(closeMark))
		if start < 0 {
			return append(parts, Part{Text: s})
		}
		if start > 0 {
			parts = append(parts, Part{Text: s[:start]})
			s = s[start:]
		}
		part := Part{Text: s[:len(string(openMark))], Token: true, ID: -1}
		body := s[len(string(openMark)):]
		if end := strings.IndexAny(body, string(openMark)+string(closeMark)); end > 0 && strings.HasPrefix(s, string(openMark)) && strings.HasPrefix(body[end:], string(closeMark)) {
			if id, err := strconv.Atoi(body[:end]); err == nil {
				part = Part{Text: s[:len(string(openMark))+end+len(string(closeMark))], Token: true, ID: id}
			}
		}
		parts = append(parts, part)
		s = s[len(part.Text):]
	}
	return parts
}

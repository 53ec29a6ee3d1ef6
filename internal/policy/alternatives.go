package policy

import (
	"strconv"
	"strings"
)

// Alternatives makes one document of the variants of which one will stand, as a conditional on an unknown gives them. A
// statement that stands in every variant is certain, any other is marked May. A nil variant could not be resolved: the
// result is Partial, and nothing in it is certain.
//
// The result shares the statements' lists with the variants.
func Alternatives(docs []*Document) *Document {
	result := &Document{}
	type entry struct {
		place int
		in    int // variants that contain the statement
		last  int // the variant that was counted last
	}
	entries := map[string]*entry{}
	for n, doc := range docs {
		if doc == nil {
			result.Partial = true
			continue
		}
		result.Partial = result.Partial || doc.Partial
		if result.Version == "" || doc.Version < result.Version {
			result.Version = doc.Version
		}
		for _, s := range doc.Statements {
			key := s.key()
			e := entries[key]
			if e == nil {
				e = &entry{place: len(result.Statements), last: -1}
				entries[key] = e
				result.Statements = append(result.Statements, s)
			}
			if e.last != n {
				e.in, e.last = e.in+1, n
			}
			if s.May {
				result.Statements[e.place].May = true
			}
		}
	}
	for _, e := range entries {
		if e.in < len(docs) {
			result.Statements[e.place].May = true
		}
	}
	return result
}

// key returns a text that is the same for statements that say the same: everything but Range and May.
func (s *Statement) key() string {
	var b strings.Builder
	list := func(values []string) {
		if values == nil {
			b.WriteString("-")
		}
		for _, v := range values {
			b.WriteString(strconv.Quote(v))
		}
		b.WriteByte(';')
	}
	list([]string{s.Sid, string(s.Effect)})
	list(s.Actions)
	list(s.NotActions)
	list(s.Resources)
	list(s.NotResources)
	for _, principals := range [][]Principal{s.Principals, s.NotPrincipals} {
		for _, p := range principals {
			list([]string{p.Type})
			list(p.Values)
		}
		b.WriteByte('|')
	}
	for _, conditions := range [][]Condition{s.Conditions, s.Dropped} {
		for _, c := range conditions {
			list([]string{c.Test, c.Variable, strconv.FormatBool(c.Number)})
			list(c.Values)
		}
		b.WriteByte('|')
	}
	return b.String()
}

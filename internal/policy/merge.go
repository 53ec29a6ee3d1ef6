package policy

import (
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// FromStatements makes the document that the version argument and the statement blocks of one
// data.aws_iam_policy_document describe: an absent version is 2012-10-17, an absent effect is Allow, an empty list is an
// absent element, condition blocks of equal test and variable become one condition with all their values (any of which
// is then enough), and &{ becomes ${.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
func FromStatements(version string, statements []Statement) *Document {
	doc := &Document{Version: version}
	if version == "" {
		doc.Version = currentVersion
	}
	for _, s := range statements {
		doc.Statements = append(doc.Statements, s.fromBlock())
	}
	return doc
}

// fromBlock applies to a statement what the provider does to a statement block. Doing it twice changes nothing.
func (s Statement) fromBlock() Statement {
	s = s.clone()
	if s.Effect == "" {
		s.Effect = Allow
	}
	for _, list := range []*[]string{&s.Actions, &s.NotActions, &s.Resources, &s.NotResources} {
		if len(*list) == 0 {
			*list = nil
		}
	}
	restoreVariables(s.Resources)
	restoreVariables(s.NotResources)
	for _, list := range [][]Principal{s.Principals, s.NotPrincipals} {
		for _, p := range list {
			restoreVariables(p.Values)
		}
	}
	conditions := s.Conditions
	s.Conditions = nil
	type key struct{ test, variable string }
	places := make(map[key]int, len(conditions))
	for _, c := range conditions {
		restoreVariables(c.Values)
		k := key{c.Test, c.Variable}
		if place, ok := places[k]; ok {
			s.Conditions[place].Values = append(s.Conditions[place].Values, c.Values...)
			continue
		}
		places[k] = len(s.Conditions)
		s.Conditions = append(s.Conditions, c)
	}
	return s
}

// restoreVariables puts policy variables into AWS's notation: Terraform has &{aws:username} for them, because ${ begins
// a template.
func restoreVariables(list []string) {
	for i := range list {
		list[i] = strings.ReplaceAll(list[i], "&{", "${")
	}
}

// Merge joins what one data.aws_iam_policy_document is made of, in the provider's order: the source documents, the
// document's own statements, the override documents. A statement replaces an earlier one with the same Sid, so that an
// override can drop a Deny. A nil among sources or overrides is a document that could not be resolved: the result is
// Partial.
//
// A document that passes through source_policy_documents or override_policy_documents loses every condition whose value
// is a single unquoted number: the provider's reader has no case for it. The statement then stands without the
// condition, which is kept in Dropped.
func Merge(sources []*Document, own *Document, overrides []*Document) *Document {
	var m merger
	for _, doc := range sources {
		m.add(passedThrough(doc))
	}
	if own != nil {
		blocks := FromStatements(own.Version, own.Statements)
		blocks.Partial = own.Partial
		m.add(blocks)
	}
	for _, doc := range overrides {
		m.add(passedThrough(doc))
	}
	if m.doc.Version == "" {
		m.doc.Version = currentVersion
	}
	return &m.doc
}

// passedThrough returns what the provider reads of a JSON document.
func passedThrough(doc *Document) *Document {
	doc = doc.Clone()
	if doc == nil {
		return nil
	}
	for i := range doc.Statements {
		s := &doc.Statements[i]
		conditions := s.Conditions
		s.Conditions = nil
		for _, c := range conditions {
			if c.Number {
				s.Dropped = append(s.Dropped, c)
			} else {
				s.Conditions = append(s.Conditions, c)
			}
		}
	}
	return doc
}

// merger adds documents to one another.
type merger struct {
	doc   Document
	bySid map[string]int // the place of each statement that has a known Sid
}

func (m *merger) add(doc *Document) {
	if doc == nil {
		m.doc.Partial = true
		return
	}
	m.doc.Partial = m.doc.Partial || doc.Partial
	m.doc.Version = max(m.doc.Version, doc.Version)
	before := len(m.doc.Statements)
	for _, s := range doc.Statements {
		m.addStatement(s, before)
	}
}

// addStatement adds a statement to those of the documents before, which are the first ones.
func (m *merger) addStatement(s Statement, before int) {
	if s.Sid == "" {
		m.doc.Statements = append(m.doc.Statements, s)
		return
	}
	if token.In(s.Sid) {
		// It may be the Sid of any statement so far that it can be equal to.
		for i := range m.doc.Statements[:before] {
			if old := &m.doc.Statements[i]; old.Sid != "" && Overlaps(old.Sid, s.Sid) != False {
				old.May = true
			}
		}
		m.doc.Statements = append(m.doc.Statements, s)
		return
	}
	place, ok := m.bySid[s.Sid]
	switch {
	case ok && !s.May:
		m.doc.Statements[place] = s
		return
	case ok:
		m.doc.Statements[place].May = true
	}
	if m.bySid == nil {
		m.bySid = map[string]int{}
	}
	m.bySid[s.Sid] = len(m.doc.Statements)
	m.doc.Statements = append(m.doc.Statements, s)
}

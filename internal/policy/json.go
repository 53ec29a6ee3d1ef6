package policy

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// ParseJSON reads a policy document as IAM does: one statement or a list of them, a string or a list of strings
// everywhere, unquoted numbers and Booleans in conditions, element names in exactly AWS's spelling. Elements with
// other names are passed over; of elements that stand twice the last counts, as it does in Terraform.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
//
// Tokens in strings stay. A token that stands in the place of a JSON value makes that value unknown, and the document
// Partial where a statement might be missing. rng becomes the range of every statement and condition: positions inside
// a template or a jsonencode call aren't available.
//
// The error says in words what is wrong with the text; AWS would reject it, so there is no document then.
func ParseJSON(text string, rng hcl.Range) (*Document, error) {
	v, trailing, err := readJSON(text)
	if err != nil {
		return nil, err
	}
	r := documentReader{rng: rng}
	doc, err := r.document(v)
	if err != nil {
		return nil, err
	}
	doc.Partial = doc.Partial || trailing
	return doc, nil
}

// documentReader makes a Document of JSON values.
type documentReader struct {
	rng     hcl.Range
	partial bool // something that may be a statement, or belong to one, is unknown
}

func (r *documentReader) document(v jsonValue) (*Document, error) {
	doc := &Document{Version: oldVersion}
	switch v.kind {
	case jsonUnknown:
		doc.Partial = true
		return doc, nil
	case jsonObject:
	default:
		return nil, fmt.Errorf("the policy is %s, not an object", v.kind)
	}
	elements, err := elementsOf(v, "Version", "Id", "Statement")
	if err != nil {
		return nil, err
	}
	if version, ok := elements["Version"]; ok {
		if doc.Version, err = text(version); err != nil {
			return nil, fmt.Errorf("the element Version %w", err)
		}
	}
	statements, ok := elements["Statement"]
	if !ok && !v.holes {
		return nil, errors.New("the policy has no Statement")
	}
	if doc.Statements, err = r.statements(statements); err != nil {
		return nil, err
	}
	doc.Partial = r.partial || v.holes
	return doc, nil
}

func (r *documentReader) statements(v jsonValue) ([]Statement, error) {
	items := []jsonValue{v}
	switch v.kind {
	case jsonNull:
		return nil, nil
	case jsonList:
		items = v.items
	}
	var statements []Statement
	for i, item := range items {
		switch {
		case item.kind == jsonObject:
			s, err := r.statement(item)
			if err != nil {
				return nil, fmt.Errorf("in statement %d, %w", i+1, err)
			}
			statements = append(statements, s)
		case item.kind == jsonUnknown, item.kind == jsonString && token.In(item.text):
			r.partial = true
		default:
			return nil, fmt.Errorf("statement %d is %s, not an object", i+1, item.kind)
		}
	}
	return statements, nil
}

func (r *documentReader) statement(v jsonValue) (Statement, error) {
	s := Statement{Range: r.rng}
	elements, err := elementsOf(v, "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource",
		"NotResource", "Condition")
	if err != nil {
		return s, err
	}
	if v.holes {
		// The unknown element may be a condition, or widen what the statement names: nothing about it is certain.
		r.partial = true
		s.Conditions = append(s.Conditions, r.unknownCondition(v))
	}
	for _, e := range []struct {
		name  string
		field *[]string
	}{
		{"Action", &s.Actions}, {"NotAction", &s.NotActions}, {"Resource", &s.Resources}, {"NotResource", &s.NotResources},
	} {
		if *e.field, err = texts(elements[e.name]); err != nil {
			return s, fmt.Errorf("the element %s %w", e.name, err)
		}
	}
	if s.Sid, err = text(elements["Sid"]); err != nil {
		return s, fmt.Errorf("the element Sid %w", err)
	}
	effect, err := text(elements["Effect"])
	if err != nil {
		return s, fmt.Errorf("the element Effect %w", err)
	}
	s.Effect = Effect(effect)
	if s.Principals, err = principals(elements["Principal"]); err != nil {
		return s, fmt.Errorf("the element Principal %w", err)
	}
	if s.NotPrincipals, err = principals(elements["NotPrincipal"]); err != nil {
		return s, fmt.Errorf("the element NotPrincipal %w", err)
	}
	conditions, err := r.conditions(elements["Condition"])
	s.Conditions = append(s.Conditions, conditions...)
	return s, err
}

func principals(v jsonValue) ([]Principal, error) {
	switch v.kind {
	case jsonNull:
		return nil, nil
	case jsonObject:
	default:
		values, err := texts(v)
		if err != nil || len(values) != 1 {
			return nil, fmt.Errorf("is %s, not an object", v.kind)
		}
		if values[0] == "*" {
			return []Principal{{Type: "*", Values: values}}, nil
		}
		return []Principal{{Values: values}}, nil
	}
	list := []Principal{}
	for _, m := range lastMembers(v) {
		values, err := scalars(m.value)
		if err != nil {
			return nil, fmt.Errorf("of type %s %w", m.name, err)
		}
		list = append(list, Principal{Type: m.name, Values: values})
	}
	if v.holes {
		list = append(list, Principal{Values: []string{v.text}})
	}
	return list, nil
}

func (r *documentReader) conditions(v jsonValue) ([]Condition, error) {
	switch v.kind {
	case jsonNull:
		return nil, nil
	case jsonUnknown:
		return []Condition{r.unknownCondition(v)}, nil
	case jsonObject:
	default:
		return nil, fmt.Errorf("the element Condition is %s, not an object", v.kind)
	}
	var list []Condition
	for _, test := range lastMembers(v) {
		if test.value.kind == jsonUnknown {
			list = append(list, r.unknownCondition(test.value))
			continue
		}
		if test.value.kind != jsonObject {
			return nil, fmt.Errorf("the condition operator %s has %s, not an object", test.name, test.value.kind)
		}
		for _, m := range lastMembers(test.value) {
			values, err := scalars(m.value)
			if err != nil {
				return nil, fmt.Errorf("the condition on %s %w", m.name, err)
			}
			list = append(list, Condition{
				Test: test.name, Variable: m.name, Values: values, Number: m.value.kind == jsonNumber, Range: r.rng,
			})
		}
		if test.value.holes {
			list = append(list, r.unknownCondition(test.value))
		}
	}
	if v.holes {
		list = append(list, r.unknownCondition(v))
	}
	return list, nil
}

// unknownCondition stands for a condition of which nothing is known but that it may be there.
func (r *documentReader) unknownCondition(v jsonValue) Condition {
	return Condition{Test: v.text, Range: r.rng}
}

// elementsOf returns an object's members by name. A name that differs from AWS's only in case is an error: AWS rejects
// it, and passing over it would read the policy as something else.
func elementsOf(v jsonValue, known ...string) (map[string]jsonValue, error) {
	elements := make(map[string]jsonValue, len(v.members))
	for _, m := range v.members {
		for _, name := range known {
			if m.name != name && strings.EqualFold(m.name, name) {
				return nil, fmt.Errorf("the element %q must be written %q", m.name, name)
			}
		}
		elements[m.name] = m.value
	}
	return elements, nil
}

// lastMembers returns an object's members in order, without those that a later one of the same name replaces.
func lastMembers(v jsonValue) []jsonMember {
	last := make(map[string]int, len(v.members))
	for i, m := range v.members {
		last[m.name] = i
	}
	if len(last) == len(v.members) {
		return v.members
	}
	var members []jsonMember
	for i, m := range v.members {
		if last[m.name] == i {
			members = append(members, m)
		}
	}
	return members
}

// text returns the text of a string; of an unknown value its token.
func text(v jsonValue) (string, error) {
	switch v.kind {
	case jsonNull:
		return "", nil
	case jsonString, jsonUnknown:
		return v.text, nil
	}
	return "", fmt.Errorf("is %s, not a string", v.kind)
}

// texts returns the texts of a string or a list of strings, nil for an element that isn't written.
func texts(v jsonValue) ([]string, error) {
	return list(v, func(item jsonValue) bool { return item.kind == jsonString })
}

// scalars is texts, but takes numbers and Booleans too.
func scalars(v jsonValue) ([]string, error) {
	return list(v, func(item jsonValue) bool {
		return item.kind == jsonString || item.kind == jsonNumber || item.kind == jsonBool
	})
}

func list(v jsonValue, allowed func(jsonValue) bool) ([]string, error) {
	items := v.items
	switch v.kind {
	case jsonNull:
		return nil, nil
	case jsonList:
	default:
		items = []jsonValue{v}
	}
	all := make([]string, 0, len(items))
	for _, item := range items {
		if item.kind != jsonUnknown && !allowed(item) {
			return nil, fmt.Errorf("contains %s", item.kind)
		}
		all = append(all, item.text)
	}
	return all, nil
}

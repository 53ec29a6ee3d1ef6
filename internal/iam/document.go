package iam

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// argument is an argument of a resource instance.
type argument struct {
	instance *terraform.Instance
	name     string
}

// heldDocument is the policy document that an argument holds.
type heldDocument struct {
	value    terraform.Value
	document *policy.Document
}

// held reads the policy document that an argument holds, once.
func (m *Model) held(i *terraform.Instance, name string) heldDocument {
	key := argument{i, name}
	held, ok := m.heldBy[key]
	if !ok {
		held.value = i.Attr(name)
		held.document = m.Document(held.value)
		m.heldBy[key] = held
	}
	return held
}

// Document reads the policy document that an argument holds, however it is written: JSON text from a heredoc, jsonencode,
// file or templatefile, or a reference to a data.aws_iam_policy_document. It never returns nil: what can't be read is
// partial.
func (m *Model) Document(v terraform.Value) *policy.Document {
	var documents []*policy.Document
	for _, alternative := range v.Alternatives {
		if alternative.IsNull() {
			documents = append(documents, &policy.Document{})
			continue
		}
		documents = append(documents, m.documentOf(alternative, v.Range))
	}
	switch len(documents) {
	case 0:
		return &policy.Document{}
	case 1:
		return documents[0]
	}
	return policy.Alternatives(documents)
}

func (m *Model) documentOf(v cty.Value, at hcl.Range) *policy.Document {
	if v.Type() != cty.String {
		return m.unreadable(at, "a policy that is not a string")
	}
	return m.documentText(v.AsString(), at)
}

// documentText reads JSON text, or follows the reference that stands in its place.
func (m *Model) documentText(json string, at hcl.Range) *policy.Document {
	json = strings.TrimSpace(json)
	if ref := m.Tree.Ref(json); ref != nil {
		return m.referenced(ref, at)
	}
	if json == "" {
		return &policy.Document{}
	}
	key := text{json, at}
	if document := m.shared.texts[key]; document != nil {
		return document
	}
	document, err := policy.ParseJSON(json, at)
	if err != nil {
		return m.unreadable(at, err.Error())
	}
	m.shared.texts[key] = document
	return document
}

func (m *Model) referenced(ref *terraform.Ref, at hcl.Range) *policy.Document {
	if ref.Instance == nil || len(ref.Path) == 0 {
		return &policy.Document{Partial: true}
	}
	i, attr := ref.Instance, ref.Path[0]
	switch typeKey(i.Resource) {
	case "data.aws_iam_policy_document":
		// json, minified_json, or the deprecated rendered forms: all say the same.
		return m.dataDocument(i)
	case "data.aws_iam_policy":
		for _, name := range []string{"arn", "name"} {
			if s, ok := i.Attr(name).Text(); ok {
				p := m.policyByName(s)
				if name == "arn" {
					p = m.policy(s)
				}
				if p != nil {
					return p.Document
				}
			}
		}
		return &policy.Document{Partial: true}
	}
	// An argument of another resource: aws_iam_policy.x.policy, terraform_data.x.input; or data.template_file.x.rendered.
	v := i.Attr(attr)
	if !v.Set() {
		v = i.Computed(attr)
	}
	if len(ref.Path) == 1 && v.Set() && !m.reading[i] {
		m.reading[i] = true
		defer delete(m.reading, i)
		m.written[v.Range] = placeOf(i.Resource)
		return m.Document(v)
	}
	return &policy.Document{Partial: true}
}

func (m *Model) unreadable(at hcl.Range, why string) *policy.Document {
	m.Problems = append(m.Problems, fmt.Sprintf("%s: %s", at, why))
	return &policy.Document{Partial: true}
}

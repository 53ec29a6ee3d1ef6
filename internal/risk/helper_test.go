package risk

import (
	"encoding/json"
	"testing"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// statement is a statement of a policy in the shape of its JSON.
type statement struct {
	Effect      string
	Action      any `json:",omitempty"`
	NotAction   any `json:",omitempty"`
	Resource    any `json:",omitempty"`
	NotResource any `json:",omitempty"`
	Condition   any `json:",omitempty"`
}

func allow(resource any, actions ...string) statement {
	return statement{Effect: "Allow", Action: actions, Resource: resource}
}

func deny(resource any, actions ...string) statement {
	return statement{Effect: "Deny", Action: actions, Resource: resource}
}

// when puts a condition on a statement: operator, key, values.
func (s statement) when(operator, key string, values ...string) statement {
	s.Condition = map[string]any{operator: map[string]any{key: values}}
	return s
}

// document makes a policy document.
func document(t testing.TB, statements ...statement) *policy.Document {
	t.Helper()
	text, err := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": statements})
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(text))
}

func parse(t testing.TB, text string) *policy.Document {
	t.Helper()
	doc, err := policy.ParseJSON(text, hcl.Range{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// grantsOf returns what the documents give to the holder of a key.
func grantsOf(docs ...*policy.Document) []policy.Grant {
	return policy.Effective(policy.LongTermKey, docs, nil)
}

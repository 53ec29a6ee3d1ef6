package policy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

func TestParseJSON(t *testing.T) {
	hole := token.Text(5)
	tests := []struct {
		name string
		text string
		want Document
	}{
		{
			name: "everything",
			text: `{"Version":"2012-10-17","Id":"x","Statement":[{"Sid":"A","Effect":"Allow",
				"Principal":{"AWS":["arn:aws:iam::123456789012:root","123456789012"],"Service":"ec2.amazonaws.com"},
				"Action":["s3:Get*","s3:List*"],"Resource":"*",
				"Condition":{"Bool":{"aws:MultiFactorAuthPresent":true},"NumericLessThan":{"aws:MultiFactorAuthAge":3600},
				"StringLike":{"aws:userid":["a","b"]}}}]}`,
			want: Document{Version: "2012-10-17", Statements: []Statement{{
				Sid: "A", Effect: Allow, Actions: []string{"s3:Get*", "s3:List*"}, Resources: []string{"*"},
				Principals: []Principal{
					{Type: "AWS", Values: []string{"arn:aws:iam::123456789012:root", "123456789012"}},
					{Type: "Service", Values: []string{"ec2.amazonaws.com"}},
				},
				Conditions: []Condition{
					{Test: "Bool", Variable: "aws:MultiFactorAuthPresent", Values: []string{"true"}},
					{Test: "NumericLessThan", Variable: "aws:MultiFactorAuthAge", Values: []string{"3600"}, Number: true},
					{Test: "StringLike", Variable: "aws:userid", Values: []string{"a", "b"}},
				},
			}}},
		},
		{
			name: "one statement, no version, negated elements, bare star",
			text: ` {"Statement":{"Effect":"Deny","NotPrincipal":"*","NotAction":"iam:*","NotResource":["a"]}} `,
			want: Document{Version: "2008-10-17", Statements: []Statement{{
				Effect: Deny, NotActions: []string{"iam:*"}, NotResources: []string{"a"},
				NotPrincipals: []Principal{{Type: "*", Values: []string{"*"}}},
			}}},
		},
		{
			name: "empty lists and null are different",
			text: `{"Statement":[{"Effect":"Allow","NotAction":[],"Resource":null,"Condition":{"Bool":{"k":[]}}}]}`,
			want: Document{Version: "2008-10-17", Statements: []Statement{{
				Effect: Allow, NotActions: []string{}, Conditions: []Condition{{Test: "Bool", Variable: "k", Values: []string{}}},
			}}},
		},
		{
			name: "of duplicates the last counts, other elements are passed over",
			text: `{"Comment":{},"Statement":[],"Statement":{"Effect":"Deny","Effect":"Allow","Note":1,"Action":"a:b","Resource":"*",
				"Condition":{"Bool":{"k":"true"},"Bool":{"k":"true","k":"false"}}}}`,
			want: Document{Version: "2008-10-17", Statements: []Statement{{
				Effect: Allow, Actions: []string{"a:b"}, Resources: []string{"*"},
				Conditions: []Condition{{Test: "Bool", Variable: "k", Values: []string{"false"}}},
			}}},
		},
		{
			name: "escapes",
			text: `{"Statement":{"Sid":"\u0041\n\"\\\/\ud83d\ude00\ud83d","Effect":"Allow"}}`,
			want: Document{Version: "2008-10-17", Statements: []Statement{{Sid: "A\n\"\\/\U0001F600\uFFFD", Effect: Allow}}},
		},
		{
			name: "tokens in strings stay",
			text: `{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":["` + hole + `/*"]}}`,
			want: Document{Version: "2008-10-17", Statements: []Statement{{
				Effect: Allow, Actions: []string{"s3:*"}, Resources: []string{hole + "/*"},
			}}},
		},
		{
			name: "a token for the document",
			text: " " + hole + "\n",
			want: Document{Version: "2008-10-17", Partial: true},
		},
		{
			name: "a token for the statements",
			text: `{"Version":"2012-10-17","Statement":` + hole + `}`,
			want: Document{Version: "2012-10-17", Partial: true},
		},
		{
			name: "a token among the statements, without commas",
			text: `{"Statement":[{"Effect":"Allow"}` + hole + ` {"Effect":"Deny"}, "` + hole + `"]}`,
			want: Document{Version: "2008-10-17", Partial: true, Statements: []Statement{{Effect: Allow}, {Effect: Deny}}},
		},
		{
			name: "tokens for values",
			text: `{"Statement":{"Effect":` + hole + `,"Action":["s3:Get*",` + hole + `],"Resource":` + hole + `,"Principal":` + hole + `,
				"Condition":{"Bool":{"k":` + hole + `},"Null":` + hole + `}}}`,
			want: Document{Version: "2008-10-17", Statements: []Statement{{
				Effect: Effect(hole), Actions: []string{"s3:Get*", hole}, Resources: []string{hole},
				Principals: []Principal{{Values: []string{hole}}},
				Conditions: []Condition{{Test: "Bool", Variable: "k", Values: []string{hole}}, {Test: hole}},
			}}},
		},
		{
			name: "a token for more conditions",
			text: `{"Statement":{"Effect":"Allow","Condition":{"Bool":{"k":"true"}` + hole + `}}}`,
			want: Document{Version: "2008-10-17", Statements: []Statement{{
				Effect: Allow, Conditions: []Condition{{Test: "Bool", Variable: "k", Values: []string{"true"}}, {Test: hole}},
			}}},
		},
		{
			name: "a token for more elements of a statement",
			text: `{"Statement":{"Effect":"Allow","Action":"*",` + hole + `}}`,
			want: Document{Version: "2008-10-17", Partial: true, Statements: []Statement{{
				Effect: Allow, Actions: []string{"*"}, Conditions: []Condition{{Test: hole}},
			}}},
		},
		{
			name: "a token for the rest of the document",
			text: `{` + hole + `}` + hole,
			want: Document{Version: "2008-10-17", Partial: true},
		},
		{
			name: "a token in a number",
			text: `{"Statement":{"Effect":"Allow","Condition":{"Bool":{"k":36` + hole + `}}}}`,
			want: Document{Version: "2008-10-17", Statements: []Statement{{
				Effect: Allow, Conditions: []Condition{{Test: "Bool", Variable: "k", Values: []string{"36" + hole}}},
			}}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParseJSON(tt.text, hcl.Range{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(&tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseJSONRange(t *testing.T) {
	rng := hcl.Range{Filename: "main.tf", Start: hcl.Pos{Line: 3, Column: 1}}
	doc, err := ParseJSON(`{"Statement":{"Condition":{"Bool":{"k":"v"}}}}`, rng)
	if err != nil {
		t.Fatal(err)
	}
	if s := doc.Statements[0]; s.Range != rng || s.Conditions[0].Range != rng {
		t.Errorf("ranges are %v and %v, want %v", s.Range, s.Conditions[0].Range, rng)
	}
}

func TestParseJSONErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", "the policy is empty"},
		{" \n", "the policy is empty"},
		{"{", "the policy ends in the middle"},
		{`{"a`, "the policy ends in the middle"},
		{`{"a\`, "the policy ends in the middle"},
		{`{"a":`, "the policy ends in the middle"},
		{`{"a"`, "the policy ends in the middle"},
		{"[]", "the policy is a list, not an object"},
		{`"{}"`, "the policy is a string, not an object"},
		{"null", "the policy is null, not an object"},
		{"{}", "the policy has no Statement"},
		{"not json", `line 1 of the policy has 'n' where a value belongs`},
		{"{\n\"a\" 1}", `line 2 of the policy has '1' where a colon belongs`},
		{`{a:1}`, `line 1 of the policy has 'a' where the name of an element belongs`},
		{`{"a":1,}`, `line 1 of the policy has '}' after a comma`},
		{`{"a":1 "b":2}`, `line 1 of the policy has '"' where a comma belongs`},
		{`{,}`, `line 1 of the policy has ',' where a value belongs`},
		{`{"a":[1,,2]}`, `line 1 of the policy has ',' where a value belongs`},
		{`{"a":[1}`, `line 1 of the policy has '}' where a comma belongs`},
		{`{"a":01}`, `line 1 of the policy has '0' where a value belongs`},
		{`{"a":1.}`, `line 1 of the policy has '1' where a value belongs`},
		{`{"a":1e}`, `line 1 of the policy has '1' where a value belongs`},
		{`{"a":"\x"}`, `line 1 of the policy has 'x' after a backslash`},
		{`{"a":"\u12g4"}`, `line 1 of the policy has 'u' after a backslash`},
		{`{} x`, `line 1 of the policy has 'x' after the end of the policy`},
		{`{"statement":[]}`, `the element "statement" must be written "Statement"`},
		{`{"Version":1,"Statement":[]}`, "the element Version is a number, not a string"},
		{`{"Statement":[{}, 1]}`, "statement 2 is a number, not an object"},
		{`{"Statement":"x"}`, "statement 1 is a string, not an object"},
		{`{"Statement":[{"effect":"Allow"}]}`, `in statement 1, the element "effect" must be written "Effect"`},
		{`{"Statement":[{"Sid":1}]}`, "in statement 1, the element Sid is a number, not a string"},
		{`{"Statement":[{"Effect":["Allow"]}]}`, "in statement 1, the element Effect is a list, not a string"},
		{`{"Statement":[{"Action":[1]}]}`, "in statement 1, the element Action contains a number"},
		{`{"Statement":[{"Resource":{}}]}`, "in statement 1, the element Resource contains an object"},
		{`{"Statement":[{"Principal":["*","*"]}]}`, "in statement 1, the element Principal is a list, not an object"},
		{`{"Statement":[{"Principal":{"AWS":{}}}]}`, "in statement 1, the element Principal of type AWS contains an object"},
		{`{"Statement":[{"NotPrincipal":true}]}`, "in statement 1, the element NotPrincipal is a Boolean, not an object"},
		{`{"Statement":[{"Condition":[]}]}`, "in statement 1, the element Condition is a list, not an object"},
		{`{"Statement":[{"Condition":{"Bool":"k"}}]}`, "in statement 1, the condition operator Bool has a string, not an object"},
		{`{"Statement":[{"Condition":{"Bool":{"k":[null]}}}]}`, "in statement 1, the condition on k contains null"},
		{strings.Repeat("[", 100), "the policy is nested more than 32 levels deep"},
		{strings.Repeat(" ", maxJSONText+1), "the policy is longer than 1048576 bytes"},
	}
	for _, tt := range tests {
		doc, err := ParseJSON(tt.text, hcl.Range{})
		if err == nil || doc != nil {
			t.Errorf("%.60s is read as %v", tt.text, doc)
			continue
		}
		if err.Error() != tt.want {
			t.Errorf("%.60s: %q, want %q", tt.text, err, tt.want)
		}
	}
}

func FuzzParseJSON(f *testing.F) {
	for _, seed := range []string{
		`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":["*"]}]}`,
		`{"Statement":{"Effect":"Deny","NotAction":[],"Condition":{"Bool":{"aws:MultiFactorAuthPresent":false}}}}`,
		`{"Statement":[` + token.Text(1) + `{"Principal":{"AWS":"*"}}]}` + token.Text(2),
		`{"a":"\ud83d\ude00","b":-1.5e+3}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := ParseJSON(text, hcl.Range{})
		if (doc == nil) == (err == nil) {
			t.Fatalf("document %v with error %v", doc, err)
		}
		if doc == nil {
			return
		}
		// Whatever can be read can be judged, and twice with the same result.
		docs := []*Document{doc}
		if first, second := JudgeMFA(docs, doc), JudgeMFA(docs, doc); !cmp.Equal(first, second) {
			t.Error("two judgements differ")
		}
		IneffectiveMFA(doc)
		JudgeTrust(doc)
		Decide(LongTermKey, docs, doc, "iam:CreateUser", "*")
		Merge(docs, doc, docs)
		if merged := Alternatives([]*Document{doc, doc}); merged.Partial != doc.Partial {
			t.Error("alternatives of one document are another document")
		}
	})
}

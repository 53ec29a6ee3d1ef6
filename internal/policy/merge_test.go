package policy

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

func TestFromStatements(t *testing.T) {
	got := FromStatements("", []Statement{{
		Actions:      []string{"s3:GetObject"},
		NotActions:   []string{},
		Resources:    []string{"arn:aws:s3:::&{aws:username}/*"},
		NotResources: []string{},
		Principals:   []Principal{{Type: "AWS", Values: []string{"&{aws:PrincipalArn}"}}},
		Conditions: []Condition{
			{Test: "Bool", Variable: "aws:MultiFactorAuthPresent", Values: []string{"true"}},
			{Test: "StringLike", Variable: "s3:prefix", Values: []string{"&{aws:username}"}},
			{Test: "Bool", Variable: "aws:MultiFactorAuthPresent", Values: []string{"false"}},
			{Test: "bool", Variable: "aws:MultiFactorAuthPresent", Values: []string{"true"}},
		},
	}})
	want := &Document{Version: "2012-10-17", Statements: []Statement{{
		Effect:     Allow,
		Actions:    []string{"s3:GetObject"},
		Resources:  []string{"arn:aws:s3:::${aws:username}/*"},
		Principals: []Principal{{Type: "AWS", Values: []string{"${aws:PrincipalArn}"}}},
		Conditions: []Condition{
			{Test: "Bool", Variable: "aws:MultiFactorAuthPresent", Values: []string{"true", "false"}},
			{Test: "StringLike", Variable: "s3:prefix", Values: []string{"${aws:username}"}},
			{Test: "bool", Variable: "aws:MultiFactorAuthPresent", Values: []string{"true"}},
		},
	}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if again := FromStatements(got.Version, got.Statements); !cmp.Equal(got, again) {
		t.Error("a second time changes the document")
	}
}

// sids shows a document as its Sids and effects, with a question mark for a statement that may not stand.
func sids(doc *Document) []string {
	var list []string
	for _, s := range doc.Statements {
		text := s.Sid + " " + string(s.Effect)
		if s.May {
			text += "?"
		}
		list = append(list, text)
	}
	return list
}

func TestMerge(t *testing.T) {
	doc := func(statements ...Statement) *Document {
		return &Document{Version: oldVersion, Statements: statements}
	}
	a, b := Statement{Sid: "A", Effect: Deny}, Statement{Sid: "B", Effect: Deny}
	allowA, none := Statement{Sid: "A", Effect: Allow}, Statement{Effect: Deny}
	may := Statement{Sid: "A", Effect: Allow, May: true}
	unknown := Statement{Sid: "B" + token.Text(1), Effect: Allow}
	tests := []struct {
		name      string
		sources   []*Document
		own       *Document
		overrides []*Document
		want      []string
		partial   bool
	}{
		{name: "order", sources: []*Document{doc(none), doc(b)}, own: doc(a), overrides: []*Document{doc(none)},
			want: []string{" Deny", "B Deny", "A Deny", " Deny"}},
		{name: "own replaces source", sources: []*Document{doc(a, b)}, own: doc(allowA), want: []string{"A Allow", "B Deny"}},
		{name: "override replaces own", own: doc(a, b), overrides: []*Document{doc(allowA)}, want: []string{"A Allow", "B Deny"}},
		{name: "statements without Sid stay", own: doc(none), overrides: []*Document{doc(none)}, want: []string{" Deny", " Deny"}},
		{name: "an uncertain override replaces perhaps", own: doc(a), overrides: []*Document{doc(may)},
			want: []string{"A Deny?", "A Allow?"}},
		{name: "a certain override replaces an uncertain one", own: doc(may), overrides: []*Document{doc(a)}, want: []string{"A Deny"}},
		{name: "an unknown Sid replaces perhaps", own: doc(a, b), overrides: []*Document{doc(unknown)},
			want: []string{"A Deny", "B Deny?", "B" + token.Text(1) + " Allow"}},
		{name: "unknown source", sources: []*Document{nil}, own: doc(a), want: []string{"A Deny"}, partial: true},
		{name: "unknown override", own: doc(a), overrides: []*Document{nil}, want: []string{"A Deny"}, partial: true},
		{name: "only sources", sources: []*Document{doc(a)}, want: []string{"A Deny"}},
		{name: "nothing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Merge(tt.sources, tt.own, tt.overrides)
			if diff := cmp.Diff(tt.want, sids(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got.Partial != tt.partial {
				t.Errorf("partial = %v", got.Partial)
			}
		})
	}
}

func TestMergeVersion(t *testing.T) {
	if got := Merge(nil, FromStatements("", nil), nil).Version; got != currentVersion {
		t.Errorf("default version = %q", got)
	}
	got := Merge([]*Document{{Version: currentVersion}}, FromStatements(oldVersion, nil), nil)
	if got.Version != currentVersion {
		t.Errorf("merged version = %q", got.Version)
	}
}

// TestMergeNumbers shows the provider's trap: an unquoted number makes a condition vanish from a source document. It
// doesn't from one that is used directly.
func TestMergeNumbers(t *testing.T) {
	source := parse(t, `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{
		"NumericLessThan":{"aws:MultiFactorAuthAge":3600},"Bool":{"aws:SecureTransport":true}}}}`)
	if v := JudgeMFA([]*Document{source}, nil); !v.Enforced {
		t.Error("the document itself doesn't enforce MFA")
	}
	merged := Merge([]*Document{source}, FromStatements("", nil), nil)
	s := merged.Statements[0]
	if len(s.Conditions) != 1 || s.Conditions[0].Test != "Bool" {
		t.Errorf("conditions = %v", s.Conditions)
	}
	if len(s.Dropped) != 1 || s.Dropped[0].Variable != "aws:MultiFactorAuthAge" {
		t.Errorf("dropped = %v", s.Dropped)
	}
	if v := JudgeMFA([]*Document{merged}, nil); v.Enforced {
		t.Error("the merged document enforces MFA, though its condition is gone")
	}
	if len(source.Statements[0].Conditions) != 2 {
		t.Error("merging changed the source")
	}
}

func TestAlternatives(t *testing.T) {
	a := Statement{Sid: "A", Effect: Allow, Actions: []string{"s3:*"}}
	same := a
	same.Range.Filename = "elsewhere.tf"
	empty := a
	empty.NotActions = []string{}
	b := Statement{Sid: "B", Effect: Deny}
	mayB := b
	mayB.May = true
	tests := []struct {
		name    string
		docs    []*Document
		want    []string
		partial bool
	}{
		{name: "one", docs: []*Document{{Statements: []Statement{a, b}}}, want: []string{"A Allow", "B Deny"}},
		{name: "both", docs: []*Document{{Statements: []Statement{a, b}}, {Statements: []Statement{b, same}}},
			want: []string{"A Allow", "B Deny"}},
		{name: "one of two", docs: []*Document{{Statements: []Statement{a}}, {Statements: []Statement{b, a}}},
			want: []string{"A Allow", "B Deny?"}},
		{name: "neither", docs: []*Document{{Statements: []Statement{a}}, {Statements: []Statement{empty}}},
			want: []string{"A Allow?", "A Allow?"}},
		{name: "twice in one", docs: []*Document{{Statements: []Statement{b, b}}, {}}, want: []string{"B Deny?"}},
		{name: "already uncertain", docs: []*Document{{Statements: []Statement{b}}, {Statements: []Statement{mayB}}},
			want: []string{"B Deny?"}},
		{name: "unresolved", docs: []*Document{{Statements: []Statement{a}}, nil}, want: []string{"A Allow?"}, partial: true},
		{name: "none", docs: nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Alternatives(tt.docs)
			if diff := cmp.Diff(tt.want, sids(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got.Partial != tt.partial {
				t.Errorf("partial = %v", got.Partial)
			}
		})
	}
}

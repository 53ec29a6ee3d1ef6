package policy

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/hashicorp/hcl/v2"
)

// mfaCase is one vector of testdata/mfa_cases.json: the policies of a user, or a role's trust policy, and what they come
// to without MFA. Its basis tells how far AWS's documentation settles the matter.
type mfaCase struct {
	Name        string          `json:"name"`
	Kind        string          `json:"kind"` // identity, group, boundary or trust
	Why         string          `json:"why"`
	Basis       string          `json:"basis"`
	Statements  json.RawMessage `json:"statements"`
	Boundary    json.RawMessage `json:"boundary"`
	TrustPolicy json.RawMessage `json:"trust_policy"`
	Enforces    *bool           `json:"enforces_mfa"` // null where MFA doesn't apply
	LongTerm    bool            `json:"without_mfa_longterm"`
	Session     bool            `json:"without_mfa_session"`
	Usable      bool            `json:"usable_with_mfa"`
}

func mfaCases(t *testing.T) []mfaCase {
	t.Helper()
	data, err := os.ReadFile("testdata/mfa_cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []mfaCase
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases) < 101 {
		t.Fatalf("only %d cases", len(cases))
	}
	return cases
}

// document parses a list of statements, nil for none.
func document(t *testing.T, statements json.RawMessage) *Document {
	t.Helper()
	if statements == nil {
		return nil
	}
	return parse(t, `{"Version": "2012-10-17", "Statement": `+string(statements)+`}`)
}

func parse(t testing.TB, text string) *Document {
	t.Helper()
	doc, err := ParseJSON(text, hcl.Range{})
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return doc
}

func TestMFACases(t *testing.T) {
	for _, c := range mfaCases(t) {
		t.Run(c.Name, func(t *testing.T) {
			if c.Kind == "trust" {
				v := JudgeTrust(document(t, c.TrustPolicy))
				if v.Applicable != (c.Enforces != nil) {
					t.Fatalf("applicable = %v: %s", v.Applicable, c.Why)
				}
				if v.Applicable && v.Enforced != *c.Enforces {
					t.Errorf("enforced = %v (%s): %s", v.Enforced, c.Basis, c.Why)
				}
				return
			}
			v := JudgeMFA([]*Document{document(t, c.Statements)}, document(t, c.Boundary))
			got := [4]bool{v.Enforced, len(v.Open[LongTermKey]) > 0, len(v.Open[PlainSession]) > 0, v.Usable}
			want := [4]bool{*c.Enforces, c.LongTerm, c.Session, c.Usable}
			if got != want {
				t.Errorf("enforced, open to the key, open to a session, usable = %v, want %v (%s): %s", got, want, c.Basis, c.Why)
			}
			if v.Partial {
				t.Error("partial, though everything is known")
			}
		})
	}
}

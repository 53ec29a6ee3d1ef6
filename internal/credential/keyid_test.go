package credential

import (
	"encoding/json"
	"os"
	"testing"
)

// vector is an entry of testdata/key_ids.json. An ID is kept in two parts so that nobody takes the file for a leak.
type vector struct {
	Prefix  string `json:"prefix"`
	Body    string `json:"body"`
	Account string `json:"account"` // "" where the ID does not tell
	Note    string `json:"note"`
}

func readVectors(t *testing.T) []vector {
	t.Helper()
	data, err := os.ReadFile("testdata/key_ids.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []vector
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) < 20 {
		t.Fatalf("%d vectors, want at least 20", len(vectors))
	}
	return vectors
}

func TestAccountID(t *testing.T) {
	r := newRand(5)
	for _, v := range readVectors(t) {
		id := v.Prefix + v.Body
		if got, ok := AccountID(id); got != v.Account || ok != (v.Account != "") {
			t.Errorf("AccountID(%q) = %q, %v, want %q (%s)", id, got, ok, v.Account, v.Note)
		}
		if v.Account == "" {
			continue
		}
		// The last six characters say nothing about the account, and a real-looking ID of a known account is found.
		id = id[:14] + randomText(r, base32Alphabet, 6)
		if got, _ := AccountID(id); got != v.Account {
			t.Errorf("AccountID(%q) = %q, want %q", id, got, v.Account)
		}
		if IsExample(v.Body) && entropy(id[prefixLength:]) > 2.5 {
			if got := Find(id, ""); len(got) != 1 || got[0].Account != v.Account {
				t.Errorf("Find(%q) = %v, want the ID with account %s", id, got, v.Account)
			}
		}
	}
	for _, s := range []string{"", "AKIA", "AROARZPUZDIKAEXAMPLE", "AKIARZPUZDIKAEXAMPLEX", "AKIA7777777777EXAMPL"} {
		if got, ok := AccountID(s); ok {
			t.Errorf("AccountID(%q) = %q, want none", s, got)
		}
	}
}

func TestMask(t *testing.T) {
	for s, want := range map[string]string{
		"AKIAIOSFODNN7EXAMPLE": "AKIA…MPLE",
		"ASIAIOSFODNN7EXAMPLE": "ASIA…MPLE",
		"":                     "…",
		"AKIAVAN":              "…",
		"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY": "…",
		"AROAIOSFODNN7EXAMPLE":                     "…",
	} {
		if got := Mask(s); got != want {
			t.Errorf("Mask(%q) = %q, want %q", s, got, want)
		}
	}
}

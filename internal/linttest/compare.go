package linttest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// Outcome is what came of running a case.
type Outcome struct {
	Report string            // a line for each issue
	Fixed  map[string]string // the files after --fix
}

// Compare fails the test where the outcome is not what the case expects, or writes it into the case if update is set.
func (c Case) Compare(t *testing.T, got Outcome, update bool) {
	t.Helper()
	if token.In(got.Report) {
		t.Errorf("a token has reached the user:\n%s", got.Report)
	}
	if update {
		if err := c.Update(got.Report, got.Fixed); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(c.Want, got.Report); diff != "" {
		t.Errorf("tflint's report (-want +got):\n%s", diff)
	}
	for name, want := range c.Fixed {
		if diff := cmp.Diff(want, got.Fixed[name]); diff != "" {
			t.Errorf("%s after --fix (-want +got):\n%s", name, diff)
		}
	}
}

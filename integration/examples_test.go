package integration

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestExamples lints what make demo shows: every finding in the leaky example is meant, and the sound one has none.
func TestExamples(t *testing.T) {
	const golden = "testdata/leaky.txt"
	got := report(issues(t, filepath.Join("..", "examples", "leaky")))
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("examples/leaky (-want +got):\n%s", diff)
	}
	if got := report(issues(t, filepath.Join("..", "examples", "sound"))); got != "" {
		t.Errorf("examples/sound has findings:\n%s", got)
	}
}

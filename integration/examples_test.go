package integration

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/linttest"
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

// TestExampleConfig takes the example of a configuration as it is, except that the plugin is not installed from there.
func TestExampleConfig(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", ".tflint.hcl.example"))
	if err != nil {
		t.Fatal(err)
	}
	local := regexp.MustCompile(`(?m)^  (version|source) .*\n`).ReplaceAllString(string(text), "")
	dir := write(t, map[string]string{"main.tf": "", ".tflint.hcl": linttest.Configure(local)})
	if got := report(issues(t, dir)); got != "" {
		t.Errorf("an empty configuration has findings:\n%s", got)
	}
}

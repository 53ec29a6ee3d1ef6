package integration

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/linttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

// TestCases runs the rules' cases. What they expect is written by the tests of the rules package.
func TestCases(t *testing.T) {
	cases, err := linttest.Load(filepath.Join("..", "rules", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	oldest := tflintVersion(t) == project.MinimumTFLint
	for _, c := range cases {
		if oldest {
			// It knows no --fix, and sorts what stands at one place otherwise.
			c.Fixed, c.Want = nil, sortLines(c.Want)
		}
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			var args []string
			for _, rule := range c.Only {
				args = append(args, "--only="+rule)
			}
			dir := write(t, c.Files)
			got := linttest.Outcome{Report: report(issues(t, dir, args...)), Fixed: map[string]string{}}
			if len(c.Fixed) > 0 {
				runTFLint(t, dir, append(args, "--fix")...)
			}
			for name := range c.Fixed {
				text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
				if err != nil {
					t.Error(err)
				}
				got.Fixed[name] = string(text)
			}
			if oldest {
				got.Report = sortLines(got.Report)
			}
			c.Compare(t, got, false)
		})
	}
}

func sortLines(text string) string {
	return strings.Join(slices.Sorted(strings.Lines(text)), "")
}

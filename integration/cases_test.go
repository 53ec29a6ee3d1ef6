package integration

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/linttest"
)

// TestCases runs the rules' cases. What they expect is written by the tests of the rules package.
func TestCases(t *testing.T) {
	cases, err := linttest.Load(filepath.Join("..", "rules", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
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
			c.Compare(t, got, false)
		})
	}
}

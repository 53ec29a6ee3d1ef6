package rules_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/rules"
)

const (
	readme     = "../README.md"
	tableBegin = "<!-- The table of rules, written by make golden. -->\n"
	tableEnd   = "<!-- The end of the table. -->\n"
)

// TestReadme holds README.md's table of rules against the rules.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), tableBegin)
	got, after, ends := strings.Cut(rest, tableEnd)
	if !begins || !ends {
		t.Fatalf("%s has no place for the table: the lines\n%s%s", readme, tableBegin, tableEnd)
	}
	if *update {
		if err := os.WriteFile(readme, []byte(before+tableBegin+table()+tableEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(table(), got); diff != "" {
		t.Errorf("the table of rules (-want +got):\n%s", diff)
	}
}

func table() string {
	var b strings.Builder
	b.WriteString("| Rule | What it says | Severity | Preset |\n| --- | --- | --- | --- |\n")
	for _, rule := range rules.All {
		fmt.Fprintf(&b, "| [%s](docs/rules/%s.md) | %s | %s | %s |\n",
			rule.Name, rule.Name, rule.Summary, strings.ToUpper(rule.Severity.String()), rule.Preset)
	}
	return b.String()
}

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
	tableBegin = "<!-- The table of rules, written by make golden. -->\n"
	tableEnd   = "<!-- The end of the table. -->\n"
)

// TestReadme holds the tables of rules, in README.md and its Japanese translation, against the rules.
func TestReadme(t *testing.T) {
	summaries := map[string]bool{}
	for _, rule := range rules.All {
		summaries[rule.Summary] = true
		if japanese[rule.Summary] == "" {
			t.Errorf("README.ja.md needs a translation of %q", rule.Summary)
		}
	}
	for summary := range japanese {
		if !summaries[summary] {
			t.Errorf("no rule says any longer what is translated: %q", summary)
		}
	}
	checkTable(t, "../README.md", "| Rule | What it says | Severity | Preset |", func(summary string) string { return summary })
	checkTable(t, "../README.ja.md", "| ルール | 内容 | 重大度 | プリセット |", func(summary string) string { return japanese[summary] })
}

func checkTable(t *testing.T, readme, header string, translate func(summary string) string) {
	t.Helper()
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), tableBegin)
	got, after, ends := strings.Cut(rest, tableEnd)
	if !begins || !ends {
		t.Fatalf("%s has no place for the table: the lines\n%s%s", readme, tableBegin, tableEnd)
	}
	want := table(header, translate)
	if *update {
		if err := os.WriteFile(readme, []byte(before+tableBegin+want+tableEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the table of rules in %s (-want +got):\n%s", readme, diff)
	}
}

func table(header string, translate func(summary string) string) string {
	var b strings.Builder
	b.WriteString(header + "\n| --- | --- | --- | --- |\n")
	for _, rule := range rules.All {
		fmt.Fprintf(&b, "| [%s](docs/rules/%s.md) | %s | %s | %s |\n",
			rule.Name, rule.Name, translate(rule.Summary), strings.ToUpper(rule.Severity.String()), rule.Preset)
	}
	return b.String()
}

package rules_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/rules"
)

// TestSeverities holds the reasons that docs/configuration.md gives against the rules: each has one, for the severity and
// the preset that it has.
func TestSeverities(t *testing.T) {
	text, err := os.ReadFile("../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, rule := range rules.All {
		want = append(want, fmt.Sprintf("| [%s](rules/%s.md) | %s | %s |",
			rule.Name, rule.Name, strings.ToUpper(rule.Severity.String()), rule.Preset))
	}
	row := regexp.MustCompile(`(?m)^(\| \[aws_\w+\]\([^)]*\) \| \w+ \| \w+ \|) [A-Z].*\. \|$`)
	for _, reason := range row.FindAllStringSubmatch(string(text), -1) {
		got = append(got, reason[1])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rules whose severity is explained (-want +got):\n%s", diff)
	}
}

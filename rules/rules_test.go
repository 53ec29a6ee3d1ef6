package rules_test

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/linttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/rules"
)

var update = flag.Bool("update", false, "write what the rules report into the cases, and the table of rules into README.md")

// TestCases runs every case in testdata. The integration package runs the same cases through tflint itself.
func TestCases(t *testing.T) {
	for _, c := range cases(t) {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			c.Compare(t, c.Run(t, rules.All), *update)
		})
	}
}

// TestComplete demands of every rule what a newcomer may forget.
func TestComplete(t *testing.T) {
	cases := cases(t)
	for _, rule := range rules.All {
		t.Run(rule.Name, func(t *testing.T) {
			if !regexp.MustCompile(`^aws_[a-z0-9_]+$`).MatchString(rule.Name) {
				t.Error("the name is not aws_ and snake_case")
			}
			if rule.Summary == "" || strings.HasSuffix(rule.Summary, ".") {
				t.Error("the summary is not a sentence without its dot")
			}
			if rule.Preset != lint.Recommended && rule.Preset != lint.All {
				t.Errorf("there is no preset %q", rule.Preset)
			}
			if _, err := os.Stat("../docs/rules/" + rule.Name + ".md"); err != nil {
				t.Errorf("it has no page: %s", err)
			}
			checkOptions(t, rule)
			checkWritten(t, rule)

			reported, silent := false, false
			for _, c := range cases {
				if c.Rule == rule.Name {
					fires := strings.Contains(c.Want, "("+rule.Name+")\n")
					reported, silent = reported || fires, silent || !fires
				}
			}
			if !reported {
				t.Error("no case shows what it reports")
			}
			if !silent {
				t.Error("no case shows what it leaves alone")
			}
		})
	}
}

// checkOptions demands that every option has a name and may be left out.
func checkOptions(t *testing.T, rule *lint.Rule) {
	if rule.Options == nil {
		return
	}
	options := reflect.TypeOf(rule.Options())
	if options.Kind() != reflect.Pointer || options.Elem().Kind() != reflect.Struct {
		t.Fatalf("its options are a %s, not a pointer to a struct", options)
	}
	for i := range options.Elem().NumField() {
		field := options.Elem().Field(i)
		if name, rest, _ := strings.Cut(field.Tag.Get("hclext"), ","); name == "" || rest != "optional" {
			t.Errorf("its option %s is not tagged as optional", field.Name)
		}
	}
}

// checkWritten demands that nothing is left to write of what make new-rule makes.
func checkWritten(t *testing.T, rule *lint.Rule) {
	paths, err := filepath.Glob("testdata/" + rule.Name + "/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(paths, rule.Name+".go", "../docs/rules/"+rule.Name+".md") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
		}
		number := 0
		for line := range strings.Lines(string(text)) {
			number++
			if at := strings.Index(line, "TODO"); at >= 0 {
				t.Errorf("%s:%d: %s", filepath.ToSlash(filepath.Join("rules", path)), number, strings.TrimSpace(line[at:]))
			}
		}
	}
}

// TestList checks that the list is by name, and that each directory of cases belongs to a rule.
func TestList(t *testing.T) {
	var names []string
	for _, rule := range rules.All {
		names = append(names, rule.Name)
	}
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("the list is not sorted by name, or has a name twice: %q", names)
	}
	for _, c := range cases(t) {
		if !slices.Contains(names, c.Rule) {
			t.Errorf("testdata/%s is no rule's", c.Name)
		}
	}
}

func cases(t *testing.T) []linttest.Case {
	t.Helper()
	cases, err := linttest.Load("testdata")
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

package integration

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/linttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/rules"
)

// TestDocs runs what the rules' pages show: the example prints what the page says, the ways to fix it are silent, the
// configuration is accepted, and the annotation ignores what would be reported without it.
func TestDocs(t *testing.T) {
	for _, rule := range rules.All {
		t.Run(rule.Name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join("..", "docs", "rules", rule.Name+".md")
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			p := parsePage(string(text))
			checkForm(t, rule, p)
			checkExample(t, path, p)
			for _, block := range p.section("How to fix").blocks("hcl") {
				if got := ruleIssues(t, rule, block.text); len(got) > 0 {
					t.Errorf("what the page calls fixed is not:\n%s%s", block.text, report(got))
				}
			}
			for _, block := range p.section("Configuration").blocks("hcl") {
				issues(t, write(t, map[string]string{"main.tf": "", ".tflint.hcl": linttest.Configure(block.text)}))
			}
			checkIgnoring(t, rule, p)
		})
	}
}

// checkForm demands what every page has: the sections, a source for its reasons, and each of the rule's options.
func checkForm(t *testing.T, rule *lint.Rule, p page) {
	want := []string{"Example", "Why", "How to fix", "Not reported", "Configuration", "Ignoring"}
	if diff := cmp.Diff(want, p.titles()); diff != "" {
		t.Errorf("sections (-want +got):\n%s", diff)
	}
	if begin := "# " + rule.Name + "\n\n" + rule.Summary + ".\n"; !strings.HasPrefix(p.head, begin) {
		t.Errorf("the page does not begin with its rule's name and summary:\n%s", begin)
	}
	if !strings.Contains(p.head+p.section("Why").text+p.section("How to fix").text, "https://docs.aws.amazon.com/") {
		t.Error("the page names no page of AWS's by which its reasons can be checked")
	}
	if !strings.Contains(p.section("Ignoring").text, "(../configuration.md#annotations)") {
		t.Error("the page does not say where annotations are explained")
	}
	for _, option := range rule.OptionNames() {
		if !strings.Contains(p.section("Configuration").text, "`"+option+"`") {
			t.Errorf("the configuration does not explain `%s`", option)
		}
	}
}

// checkExample runs the command of the example's console block and compares what it prints.
func checkExample(t *testing.T, path string, p page) {
	example := p.section("Example")
	consoles := example.blocks("console")
	if len(consoles) != 1 || len(example.blocks("hcl")) == 0 {
		t.Fatal("the example is not one hcl block or more, and one console block")
	}
	console := consoles[0]
	command, _, _ := strings.Cut(console.text, "\n")
	args := strings.Fields(strings.TrimPrefix(command, "$ tflint"))
	if !strings.HasPrefix(command, "$ tflint") {
		t.Fatalf("the example runs %q, not tflint", command)
	}
	files := map[string]string{".tflint.hcl": linttest.Configure("")}
	for _, block := range example.blocks("hcl") {
		files[block.file()] += block.text
	}
	got := runTFLint(t, write(t, files), append(args, "--no-color")...)
	if got.code != 2 {
		t.Errorf("tflint exits with %d on the example; stderr: %s", got.code, got.stderr)
	}
	printed := command + "\n" + strings.Trim(got.stdout, "\n") + "\n"
	if *update {
		p.replace(t, path, console, printed)
		return
	}
	if diff := cmp.Diff(console.text, printed); diff != "" {
		t.Errorf("what the page says tflint prints (-want +got):\n%s", diff)
	}
}

func checkIgnoring(t *testing.T, rule *lint.Rule, p page) {
	blocks := p.section("Ignoring").blocks("hcl")
	if len(blocks) == 0 {
		t.Error("no example shows how to ignore an issue")
	}
	for _, block := range blocks {
		if got := ruleIssues(t, rule, block.text); len(got) > 0 {
			t.Errorf("what the page says is ignored is not:\n%s%s", block.text, report(got))
		}
		if !reason.MatchString(block.text) {
			t.Errorf("no reason is given for ignoring an issue in\n%s", block.text)
		}
		bare := strings.ReplaceAll(block.text, "tflint-ignore", "ignore")
		if bare == block.text || len(ruleIssues(t, rule, bare)) == 0 {
			t.Errorf("there is nothing to ignore in\n%s", block.text)
		}
	}
}

func ruleIssues(t *testing.T, rule *lint.Rule, text string) []issue {
	t.Helper()
	dir := write(t, map[string]string{"main.tf": text, ".tflint.hcl": linttest.Configure("")})
	return issues(t, dir, "--only="+rule.Name)
}

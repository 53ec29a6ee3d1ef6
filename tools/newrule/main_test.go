package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestCreate makes a rule in a copy of the repository and runs the tests that a newcomer will see: it compiles, its
// cases are run, and nothing fails but what is left to write.
func TestCreate(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles the rules")
	}
	const name = "aws_iam_access_key_from_the_scaffold"
	root := copyOf(t, filepath.Join("..", ".."))
	files, err := create(root, name)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 5 {
		t.Errorf("made: %q", files)
	}
	if out, err := run(root, "gofmt", "-l", "rules"); err != nil || out != "" {
		t.Errorf("not formatted: %s %v", out, err)
	}
	out, err := run(root, "go", "test", "./rules", "-run", "^(TestCases|TestComplete|TestList|TestMessages)$")
	if err == nil {
		t.Error("the tests pass, although nothing was written yet")
	}
	for _, want := range []string{
		"rules/" + name + `.go:`,
		"rules/testdata/" + name + "/reported.txtar:1: TODO: say in a sentence what this case shows.",
		"rules/testdata/" + name + "/silent.txtar:1: TODO:",
		"docs/rules/" + name + ".md:3: TODO: say what it forbids",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the tests do not say %q:\n%s", want, out)
		}
	}
	for line := range strings.Lines(out) {
		if strings.Contains(line, "--- FAIL") && !strings.Contains(line, "TestComplete") {
			t.Errorf("something else fails:\n%s", out)
		}
	}
	if _, err := create(root, name); err == nil {
		t.Error("the same rule is made twice")
	}
}

func TestRefusedNames(t *testing.T) {
	for _, name := range []string{"", "iam_access_key", "aws", "aws_", "aws_IAM", "aws_a__b", "../aws_a"} {
		if files, err := create(t.TempDir(), name); err == nil {
			t.Errorf("%q makes %q", name, files)
		}
	}
}

func TestVariable(t *testing.T) {
	for name, want := range map[string]string{
		"aws_iam_access_key_example": "iamAccessKeyExample",
		"aws_user_missing_mfa":       "userMissingMFA",
	} {
		if got := variable(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

// TestRegister puts rules at the beginning, in the middle and at the end of the list.
func TestRegister(t *testing.T) {
	rules := filepath.Join("..", "..", "rules")
	names, err := ruleNames(rules)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"aws_a", "aws_iam_b", "aws_z"} {
		text, err := register(rules, rule{Name: name, Variable: "added"})
		if err != nil {
			t.Fatal(err)
		}
		var order []string
		for line := range strings.Lines(string(text)) {
			word := strings.TrimSuffix(strings.TrimSpace(line), ",")
			if word == "added" {
				order = append(order, name)
			} else if known, ok := names[word]; ok {
				order = append(order, known)
			}
		}
		if len(order) != len(names)+1 || !slices.IsSorted(order) || !slices.Contains(order, name) {
			t.Errorf("%s: %q", name, order)
		}
	}
	if _, err := register(rules, rule{Name: "aws_a", Variable: "userMissingMFA"}); err == nil {
		t.Error("a variable is used twice")
	}
}

// copyOf copies what git knows of the repository, and what is new in it.
func copyOf(t *testing.T, from string) string {
	t.Helper()
	list, err := run(from, "git", "ls-files", "--cached", "--others", "--exclude-standard")
	if err != nil {
		t.Fatal(err, list)
	}
	root := t.TempDir()
	for _, name := range strings.Fields(list) {
		text, err := os.ReadFile(filepath.Join(from, filepath.FromSlash(name)))
		if err != nil {
			continue // it was removed
		}
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func run(dir, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

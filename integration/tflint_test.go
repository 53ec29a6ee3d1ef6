package integration

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// result is one run of tflint.
type result struct {
	code   int // 0: nothing found, 2: issues found, 1: the run failed
	stdout string
	stderr string
}

// runTFLint runs tflint in dir with the freshly built plugin.
func runTFLint(t *testing.T, dir string, args ...string) result {
	t.Helper()
	return runTFLintEnv(t, dir, nil, args...)
}

func runTFLintEnv(t *testing.T, dir string, env []string, args ...string) result {
	t.Helper()
	cmd := exec.Command(tflint, args...)
	cmd.Dir = dir
	// A home of its own keeps the developer's configuration and plugins out.
	cmd.Env = append(os.Environ(), "TFLINT_PLUGIN_DIR="+pluginDir, "HOME="+dir, "TFLINT_LOG=", "TFLINT_CONFIG_FILE=")
	cmd.Env = append(cmd.Env, env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// issue is what tflint's JSON says of one issue.
type issue struct {
	Rule struct {
		Name     string `json:"name"`
		Severity string `json:"severity"`
		Link     string `json:"link"`
	} `json:"rule"`
	Message string `json:"message"`
	Range   struct {
		Filename string `json:"filename"`
		Start    struct {
			Line   int `json:"line"`
			Column int `json:"column"`
		} `json:"start"`
	} `json:"range"`
	Fixable bool `json:"fixable"`
}

// String is the issue as the cases write it. tflint's JSON calls a NOTICE "info".
func (i issue) String() string {
	severity := strings.ToUpper(i.Rule.Severity)
	if severity == "INFO" {
		severity = "NOTICE"
	}
	return fmt.Sprintf("%s:%d:%d: %s: %s (%s)", filepath.ToSlash(i.Range.Filename), i.Range.Start.Line, i.Range.Start.Column,
		severity, i.Message, i.Rule.Name)
}

// issues runs tflint and returns the issues that it found, in its order. A run that fails fails the test.
func issues(t *testing.T, dir string, args ...string) []issue {
	t.Helper()
	got := runTFLint(t, dir, append([]string{"--format=json"}, args...)...)
	var out struct {
		Issues []issue `json:"issues"`
		Errors []struct {
			Summary string `json:"summary"`
			Message string `json:"message"`
		} `json:"errors"`
	}
	if err := json.Unmarshal([]byte(got.stdout), &out); err != nil {
		t.Fatalf("%s in %q; stderr: %s", err, got.stdout, got.stderr)
	}
	for _, e := range out.Errors {
		t.Errorf("tflint: %s %s", e.Summary, e.Message)
	}
	want := 0
	if len(out.Issues) > 0 {
		want = 2
	}
	if got.code != want {
		t.Errorf("tflint exits with %d, want %d; stderr: %s", got.code, want, got.stderr)
	}
	return out.Issues
}

// report is the issues as a case's "want".
func report(issues []issue) string {
	var b strings.Builder
	for _, i := range issues {
		b.WriteString(i.String() + "\n")
	}
	return b.String()
}

// write puts files, given by their slash-separated paths, into a new directory.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

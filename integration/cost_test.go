package integration

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/trace"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/rules"
)

// traced runs tflint on a module that calls another and has a variable, and returns its log and the plugin's trace.
func traced(t *testing.T) (log string, lines []trace.Line) {
	t.Helper()
	dir := configured(t, map[string]string{
		"main.tf":          "variable \"user\" {}\n\nmodule \"ci\" {\n  source = \"./modules/ci\"\n  user   = var.user\n}\n",
		"modules/ci/ci.tf": "variable \"user\" {}\n\nresource \"aws_iam_access_key\" \"ci\" {\n  user = var.user\n}\n",
	})
	file := filepath.Join(dir, "trace.jsonl")
	cmd := exec.Command(tflint, "--format=compact")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TFLINT_PLUGIN_DIR="+pluginDir, "TFLINT_LOG=debug", "TF_VAR_user=the-ci-user", trace.Variable+"="+file)
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != 2 {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	if !strings.Contains(stdout.String(), "the-ci-user") || strings.Contains(stdout.String(), "milliseconds") {
		t.Errorf("the issues are:\n%s", stdout.String())
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for text := range strings.Lines(string(text)) {
		var line trace.Line
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	return stderr.String(), lines
}

// With this version of the SDK, the host is asked for files and variables without parsing the files; see lint/sdk.go.
func TestAskedWithoutSDK(t *testing.T) {
	t.Parallel()
	log, lines := traced(t)
	if !strings.Contains(log, "model built") {
		t.Fatal("the log is not the plugin's")
	}
	for line := range strings.Lines(log) {
		if strings.Contains(line, "asking through the SDK") {
			t.Error(line)
		}
	}
	if len(lines) != len(rules.All) {
		t.Fatalf("the trace has %d lines for %d rules", len(lines), len(rules.All))
	}
	for i, line := range lines {
		if line.Rule != rules.All[i].Name || len(line.Milliseconds) == 0 {
			t.Errorf("line %d is %+v", i, line)
		}
	}
	if read := lines[0].Milliseconds["read"]; read == 0 {
		t.Error("the first rule that runs is the one that reads")
	}
}

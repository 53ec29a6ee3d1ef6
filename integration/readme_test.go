package integration

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/linttest"
)

const (
	demoBegin = "<!-- The beginning of make demo, written by make golden. -->\n"
	demoEnd   = "<!-- The end of the beginning. -->\n"
)

// TestReadmeDemo holds what README.md and its translation show of make demo against what it prints: all that it finds in
// the first file.
func TestReadmeDemo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("README.md shows the file names of other systems")
	}
	want := "```console\n$ make demo\n" + demo(t) + "```\n"
	for _, name := range []string{"README.md", translation} {
		readme := filepath.Join("..", name)
		text, err := os.ReadFile(readme)
		if err != nil {
			t.Fatal(err)
		}
		before, rest, begins := strings.Cut(string(text), demoBegin)
		got, after, ends := strings.Cut(rest, demoEnd)
		if !begins || !ends {
			t.Fatalf("%s has no place for the demo: the lines\n%s%s", readme, demoBegin, demoEnd)
		}
		if *update {
			if err := os.WriteFile(readme, []byte(before+demoBegin+want+demoEnd+after), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("what %s shows of make demo (-want +got):\n%s", name, diff)
		}
	}
}

// demo runs the demo and returns what it prints until it comes to the second file.
func demo(t *testing.T) string {
	t.Helper()
	cmd := exec.Command("sh", "demo.sh", tflint)
	cmd.Dir = filepath.Join("..", "examples")
	cmd.Env = append(os.Environ(), "TFLINT_PLUGIN_DIR="+pluginDir, "HOME="+t.TempDir(), "TFLINT_LOG=", "TFLINT_CONFIG_FILE=")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s\n%s", err, out)
	}
	issue := regexp.MustCompile(`(?m)^(?:Error|Warning|Notice): .*\n\n  on (\S+) line`)
	text, first := string(out), ""
	for _, at := range issue.FindAllStringSubmatchIndex(text, -1) {
		file := text[at[2]:at[3]]
		if first == "" {
			first = file
		}
		if file != first {
			return strings.TrimRight(text[:at[0]], "\n") + "\n"
		}
	}
	t.Fatalf("the demo finds nothing in a second file:\n%s", text)
	return ""
}

// enabled is the least configuration that runs the plugin.
const enabled = "plugin \"aws-access-key\" {\n  enabled = true\n}\n"

var (
	isConfiguration = regexp.MustCompile(`(?m)^(plugin|rule|config) `)
	release         = regexp.MustCompile(`(?m)^  (version|source) .*\n`)
)

// TestConfigurationBlocks runs the HCL of the pages: a configuration is accepted, and whatever else it is has nothing to
// report, because its annotation works.
func TestConfigurationBlocks(t *testing.T) {
	for name, text := range executed(t) {
		for _, block := range (section{text: text}).blocks("hcl") {
			code, config := block.text, enabled
			if isConfiguration.MatchString(block.text) {
				code, config = "", release.ReplaceAllString(block.text, "")
			}
			dir := write(t, map[string]string{"main.tf": code, ".tflint.hcl": linttest.Configure(config)})
			if got := report(issues(t, dir)); got != "" {
				t.Errorf("%s shows\n%s\nwhich has findings:\n%s", name, block.text, got)
			}
		}
	}
}

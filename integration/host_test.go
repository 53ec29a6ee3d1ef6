package integration

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/linttest"
)

const (
	keyRule = "aws_iam_access_key_disallowed"
	oneKey  = "resource \"aws_iam_access_key\" \"ci\" {\n  user = \"ci\"\n}\n"
)

// places runs the rule about keys and returns where its issues stand: "main.tf:1".
func places(t *testing.T, dir string, args ...string) []string {
	t.Helper()
	var places []string
	for _, i := range issues(t, dir, append(args, "--only="+keyRule)...) {
		places = append(places, fmt.Sprintf("%s:%d", filepath.ToSlash(i.Range.Filename), i.Range.Start.Line))
	}
	return places
}

// configured writes files with a configuration that enables every rule.
func configured(t *testing.T, files map[string]string) string {
	t.Helper()
	files[".tflint.hcl"] = linttest.Configure(files[".tflint.hcl"])
	return write(t, files)
}

// The host's names of files are relative to where it was started, and so are the ones in messages.
func TestChdir(t *testing.T) {
	t.Parallel()
	dir := configured(t, map[string]string{
		"live/main.tf":       oneKey + "module \"ci\" {\n  source = \"../modules/ci\"\n}\n",
		"modules/ci/main.tf": oneKey,
	})
	config := filepath.Join(dir, ".tflint.hcl")
	want := []string{"live/main.tf:1", "live/main.tf:4"}
	if diff := cmp.Diff(want, places(t, dir, "--chdir=live", "--config="+config)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	found := report(issues(t, dir, "--chdir=live", "--config="+config, "--only="+keyRule))
	if inside := "(at modules/ci/main.tf:1)"; !strings.Contains(found, inside) {
		t.Errorf("%q is not in:\n%s", inside, found)
	}
}

// Each directory is checked on its own, and a module that is called is so once more.
func TestRecursive(t *testing.T) {
	t.Parallel()
	dir := configured(t, map[string]string{
		"live/main.tf":       "module \"ci\" {\n  source = \"../modules/ci\"\n}\n",
		"modules/ci/main.tf": oneKey,
		"other/main.tf":      oneKey,
	})
	want := []string{"live/main.tf:1", "modules/ci/main.tf:1", "other/main.tf:1"}
	got := places(t, dir, "--recursive", "--config="+filepath.Join(dir, ".tflint.hcl"))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// An annotation at the module block ignores what lies inside; the host does not read annotations in a module's own files.
func TestIgnoreInModule(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"main.tf":            "# tflint-ignore: " + keyRule + " # it has no other way\nmodule \"ci\" {\n  source = \"./modules/ci\"\n}\n",
		"modules/ci/main.tf": oneKey,
	}
	if got := places(t, configured(t, files)); len(got) > 0 {
		t.Errorf("reported at %q", got)
	}
	files["main.tf"] = strings.ReplaceAll(files["main.tf"], "tflint-ignore", "ignore")
	if diff := cmp.Diff([]string{"main.tf:2"}, places(t, configured(t, files))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is inside called modules is the user's choice.
func TestModulesOption(t *testing.T) {
	t.Parallel()
	for modules, want := range map[string][]string{"all": {"main.tf:1"}, "local": {"main.tf:1"}, "none": nil} {
		dir := configured(t, map[string]string{
			"main.tf":            "module \"ci\" {\n  source = \"./modules/ci\"\n}\n",
			"modules/ci/main.tf": oneKey,
			".tflint.hcl":        "plugin \"aws-access-key\" {\n  enabled = true\n  modules = \"" + modules + "\"\n}\n",
		})
		if diff := cmp.Diff(want, places(t, dir)); diff != "" {
			t.Errorf("modules = %q (-want +got):\n%s", modules, diff)
		}
	}
}

// Two runs print the same bytes in each format: users compare reports.
func TestDeterministic(t *testing.T) {
	t.Parallel()
	leaky := filepath.Join("..", "examples", "leaky")
	for _, format := range []string{"default", "json", "compact", "sarif"} {
		first := runTFLint(t, leaky, "--format="+format)
		for range 2 {
			if diff := cmp.Diff(first.stdout, runTFLint(t, leaky, "--format="+format).stdout); diff != "" {
				t.Errorf("%s (-first +later):\n%s", format, diff)
			}
		}
		if first.code != 2 || first.stderr != "" {
			t.Errorf("%s: tflint exits with %d and says %q", format, first.code, first.stderr)
		}
	}
}

// A configuration that cannot be meant ends the run, and says what could have been meant.
func TestWrongConfiguration(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ config, want string }{
		"preset": {
			"plugin \"aws-access-key\" {\n  enabled = true\n  preset = \"strict\"\n}\n",
			`preset = "strict" is not valid; it is one of "recommended" and "all"`,
		},
		"modules": {
			"plugin \"aws-access-key\" {\n  enabled = true\n  modules = \"remote\"\n}\n",
			`modules = "remote" is not valid; it is one of "all", "local" and "none"`,
		},
		"argument of a rule": {
			"rule \"" + keyRule + "\" {\n  enabled = true\n  allow = [\"ci\"]\n}\n",
			`An argument named "allow" is not expected here`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := runTFLint(t, configured(t, map[string]string{"main.tf": "", ".tflint.hcl": tt.config}))
			if got.code != 1 || !strings.Contains(got.stderr, tt.want) {
				t.Errorf("tflint exits with %d and says %q, want %q", got.code, got.stderr, tt.want)
			}
		})
	}
}

// The checks of called modules run in parallel, in one process and with the same rules.
func TestRace(t *testing.T) {
	if cgo, err := exec.Command("go", "env", "CGO_ENABLED").Output(); err != nil || strings.TrimSpace(string(cgo)) != "1" {
		t.Skip("the race detector needs a C compiler")
	}
	t.Parallel()
	dir := t.TempDir()
	if err := build(dir, "-race"); err != nil {
		t.Fatal(err)
	}
	main := oneKey
	files := map[string]string{}
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		main += "module \"" + name + "\" {\n  source = \"./modules/" + name + "\"\n  for_each = toset([\"x\", \"y\"])\n  name = each.key\n}\n"
		files["modules/"+name+"/main.tf"] = "variable \"name\" {}\n" + strings.ReplaceAll(oneKey, `"ci"`+"\n}", "var.name\n}")
	}
	files["main.tf"] = main
	got := runTFLintEnv(t, configured(t, files), []string{"TFLINT_PLUGIN_DIR=" + dir, "TFLINT_LOG=debug"})
	if got.code != 2 {
		t.Errorf("tflint exits with %d", got.code)
	}
	if i := strings.Index(got.stderr, "DATA RACE"); i >= 0 {
		t.Errorf("%s", got.stderr[i:min(i+4000, len(got.stderr))])
	}
	if !strings.Contains(got.stderr, "rule done") {
		t.Error("the plugin's log is not in the output: a race would not be seen")
	}
}

package integration

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/linttest"
)

// TestFormats shows what a user gets in each of tflint's formats: those that tflint itself names. The tests of tools
// hold the SARIF against its schema.
func TestFormats(t *testing.T) {
	const golden = "testdata/formats.txtar"
	archive, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	files, want := map[string]string{".tflint.hcl": linttest.Configure("")}, map[string]string{}
	for _, f := range archive.Files {
		if strings.HasSuffix(f.Name, ".tf") {
			files[f.Name] = string(f.Data)
		} else {
			want[f.Name] = string(f.Data)
		}
	}
	dir, version := write(t, files), tflintVersion(t)
	if pinned := pinnedVersion(t); version != pinned {
		t.Skipf("the formats are those of tflint %s, and this is %s", pinned, version)
	}
	got := map[string]string{}
	for _, format := range formats(t) {
		out := runTFLint(t, dir, "--format="+format, "--no-color", "--only=aws_provider_hardcoded_credentials",
			"--only=aws_iam_access_key_disallowed", "--only=aws_iam_user_multiple_access_keys")
		if out.code != 2 || out.stderr != "" {
			t.Errorf("%s: tflint exits with %d and says %q", format, out.code, out.stderr)
		}
		got[format] = readable(out.stdout, version)
	}
	if *update {
		archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return !strings.HasSuffix(f.Name, ".tf") })
		for _, format := range formats(t) {
			archive.Files = append(archive.Files, txtar.File{Name: format, Data: []byte(got[format])})
		}
		if err := os.WriteFile(golden, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("formats (-want +got):\n%s", diff)
	}
}

// readable is what tflint prints, without its version and with JSON indented.
func readable(text, version string) string {
	var indented bytes.Buffer
	if json.Indent(&indented, []byte(text), "", "  ") == nil {
		text = indented.String()
	}
	return strings.Trim(strings.ReplaceAll(text, `"`+version+`"`, `"VERSION"`), "\n") + "\n"
}

// formats are the values of --format, as tflint's help names them.
func formats(t *testing.T) []string {
	t.Helper()
	help := runTFLint(t, t.TempDir(), "--help")
	choices := regexp.MustCompile(`--format=\[([a-z|]+)\]`).FindStringSubmatch(help.stdout + help.stderr)
	if choices == nil {
		t.Fatalf("tflint's help names no formats:\n%s%s", help.stdout, help.stderr)
	}
	return strings.Split(choices[1], "|")
}

// tflintVersion is the version of the tflint under test: "0.64.0".
func tflintVersion(t *testing.T) string {
	t.Helper()
	version := regexp.MustCompile(`^TFLint version (\S+)`).FindStringSubmatch(runTFLint(t, t.TempDir(), "--version").stdout)
	if version == nil {
		t.Fatal("tflint does not say its version")
	}
	return version[1]
}

// pinnedVersion is the version that tools/go.mod asks for.
func pinnedVersion(t *testing.T) string {
	t.Helper()
	cmd := exec.Command("go", "list", "-m", "-f", "{{.Version}}", "github.com/terraform-linters/tflint")
	cmd.Dir = filepath.Join("..", "tools")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(strings.TrimSpace(string(out)), "v")
}

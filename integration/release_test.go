package integration

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

const binary = "tflint-ruleset-" + project.Name

// TestInstalled puts the plugin where tflint --init puts a release, and names source and version as a user does.
func TestInstalled(t *testing.T) {
	dir := t.TempDir()
	path := installPath(dir)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(filepath.Join(pluginDir, executable(binary)), path); err != nil {
		t.Fatal(err)
	}
	checkInstalled(t, dir)
}

// TestReproducible builds the plugin as a release is built, in two directories, and compares the bytes.
func TestReproducible(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	copied := copyRepository(t)
	for from, to := range map[string]string{"..": first, copied: second} {
		args := append([]string{"build", "-o", filepath.Join(to, binary)}, releaseFlags(t)...)
		cmd := exec.Command("go", append(args, ".")...)
		cmd.Dir = from
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s\n%s", err, out)
		}
	}
	if sum(t, filepath.Join(first, binary)) != sum(t, filepath.Join(second, binary)) {
		t.Error("the same code in another directory gives another binary")
	}
}

// installPath is where tflint looks for a plugin that a configuration names with source and version:
// https://github.com/terraform-linters/tflint/blob/master/docs/user-guide/plugins.md
func installPath(dir string) string {
	return filepath.Join(dir, filepath.FromSlash(project.Repository), project.Version, executable(binary))
}

// checkInstalled runs tflint with the plugin that was installed below dir.
func checkInstalled(t *testing.T, dir string) {
	t.Helper()
	work := write(t, map[string]string{
		".tflint.hcl": fmt.Sprintf("plugin %q {\n  enabled = true\n  version = %q\n  source  = %q\n}\n",
			project.Name, project.Version, project.Repository),
		"main.tf": "resource \"aws_iam_access_key\" \"ci\" {\n  user = \"ci\"\n}\n",
	})
	env := []string{"TFLINT_PLUGIN_DIR=" + dir}
	if got := runTFLintEnv(t, work, env, "--only=aws_iam_access_key_disallowed", "--format=compact"); got.code != 2 ||
		!strings.Contains(got.stdout, "main.tf:1:1: Warning - aws_iam_access_key.ci creates a long-term access key") {
		t.Errorf("the installed plugin does not find a key: %+v", got)
	}
	want := fmt.Sprintf("+ ruleset.%s (%s)\n", project.Name, project.Version)
	if got := runTFLintEnv(t, work, env, "--version"); !strings.Contains(got.stdout, want) {
		t.Errorf("tflint --version does not say %q: %s%s", want, got.stdout, got.stderr)
	}
}

// sum is a file's SHA-256, in hexadecimal.
func sum(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	hash := sha256.Sum256(data)
	return hex.EncodeToString(hash[:])
}

// releaseFlags are what a release is built with, for go build.
func releaseFlags(t *testing.T) []string {
	t.Helper()
	return append(releaseList(t, "flags"), "-ldflags="+strings.Join(releaseList(t, "ldflags"), " "))
}

// releaseList is a list of the build in .goreleaser.yml.
func releaseList(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", ".goreleaser.yml"))
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`(?m)^    ` + name + `:\n((?:      - .*\n)+)`).FindSubmatch(text)
	if list == nil {
		t.Fatalf(".goreleaser.yml has no %s", name)
	}
	var items []string
	for line := range strings.Lines(string(list[1])) {
		items = append(items, strings.TrimPrefix(strings.TrimSpace(line), "- "))
	}
	return items
}

// copyRepository copies what the plugin is built from into another directory.
func copyRepository(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"main.go", "go.mod", "go.sum"} {
		data, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"internal", "project", "rules"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join("..", name))); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

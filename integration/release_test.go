package integration

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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

// TestDist looks at what make release-snapshot and make release have built, as tflint --init will.
func TestDist(t *testing.T) {
	dist := os.Getenv("DIST")
	if dist == "" {
		t.Skip("DIST names no directory; make release-snapshot makes one and runs this test")
	}
	want := map[string]string{}
	for _, target := range releaseTargets(t) {
		name := binary + "_" + target + ".zip"
		want[name] = sum(t, filepath.Join(dist, name))
		checkZip(t, filepath.Join(dist, name), target)
	}
	zips, err := filepath.Glob(filepath.Join(dist, "*.zip"))
	if err != nil || len(zips) != len(want) {
		t.Errorf("there are %d zips, want %d: %q %v", len(zips), len(want), zips, err)
	}
	checksums, err := os.ReadFile(filepath.Join(dist, "checksums.txt"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for line := range strings.Lines(string(checksums)) {
		fields := strings.Fields(line)
		if len(fields) != 2 {
			t.Fatalf("tflint does not read this line of checksums.txt: %q", line)
		}
		got[fields[1]] = fields[0]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("checksums.txt (-want +got):\n%s", diff)
	}
	dir := t.TempDir()
	host := filepath.Join(dist, fmt.Sprintf("%s_%s_%s.zip", binary, runtime.GOOS, runtime.GOARCH))
	path := installPath(dir)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, unzip(t, host)[0].data, 0o755); err != nil {
		t.Fatal(err)
	}
	checkInstalled(t, dir)
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

// checkZip demands that a zip holds the plugin for a target, such as linux_amd64, and nothing else.
func checkZip(t *testing.T, path, target string) {
	t.Helper()
	files := unzip(t, path)
	system, architecture, _ := strings.Cut(target, "_")
	name := binary
	if system == "windows" {
		name += ".exe"
	}
	if len(files) != 1 || files[0].Name != name || files[0].Mode()&0o111 == 0 {
		t.Errorf("%s does not hold %s alone, as a program", path, name)
		return
	}
	info, err := buildinfo.Read(bytes.NewReader(files[0].data))
	if err != nil {
		t.Errorf("%s: %s", path, err)
		return
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	for key, want := range map[string]string{"GOOS": system, "GOARCH": architecture, "CGO_ENABLED": "0", "-trimpath": "true"} {
		if settings[key] != want {
			t.Errorf("%s was built with %s=%s, want %s", path, key, settings[key], want)
		}
	}
}

type zipped struct {
	*zip.File
	data []byte
}

func unzip(t *testing.T, path string) []zipped {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var files []zipped
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, zipped{f, data})
	}
	return files
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

// releaseTargets are the platforms that a release is built for: "linux_amd64".
func releaseTargets(t *testing.T) []string {
	t.Helper()
	targets := releaseList(t, "targets")
	if !slices.Contains(targets, "linux_amd64") {
		t.Fatalf(".goreleaser.yml builds for %q", targets)
	}
	return targets
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

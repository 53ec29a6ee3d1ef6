package integration

import (
	"archive/zip"
	"bytes"
	"debug/buildinfo"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

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

// releaseTargets are the platforms that a release is built for: "linux_amd64".
func releaseTargets(t *testing.T) []string {
	t.Helper()
	targets := releaseList(t, "targets")
	if !slices.Contains(targets, "linux_amd64") {
		t.Fatalf(".goreleaser.yml builds for %q", targets)
	}
	return targets
}

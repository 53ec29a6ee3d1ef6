package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// packOf makes a package of files, as npm packs them.
func packOf(t *testing.T, files map[string]string) pack {
	t.Helper()
	var data bytes.Buffer
	zipped := gzip.NewWriter(&data)
	archive := tar.NewWriter(zipped)
	for name, text := range files {
		if err := archive.WriteHeader(&tar.Header{Name: "package/" + name, Mode: 0o644, Size: int64(len(text))}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(archive, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	return pack{pin{Name: "facts", Version: "1.0.0"}, data.Bytes()}
}

func TestReadActions(t *testing.T) {
	actions, types, date, err := readActions(packOf(t, map[string]string{
		"package.json":                `{"updatedAt": "2026-09-26T04:46:59.905Z"}`,
		"data/services.json":          `["iam", "sts"]`,
		"data/actions/sts.json":       `{"assumerole": {"name": "AssumeRole", "accessLevel": "Write", "resourceTypes": [{"name": "Role", "required": true}, {"name": "x y", "required": false}]}}`,
		"data/actions/iam.json":       `{"taguser": {"name": "TagUser", "accessLevel": "Tagging, Write", "resourceTypes": []}, "getuser": {"name": "GetUser", "accessLevel": "Read"}}`,
		"data/resourceTypes/sts.json": `{"role": {"key": "role", "arn": "arn:${Partition}:iam::${Account}:role/${Name}"}, "x y": {"key": "x y", "arn": "arn:${Partition}:sts:::x"}}`,
	}))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(formatActions(actions)), "R iam:GetUser\nT iam:TagUser\nW sts:AssumeRole role*,x y\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got, want := string(formatResourceTypes(types)), "sts\trole\tarn:${Partition}:iam::${Account}:role/${Name}\nsts\tx y\tarn:${Partition}:sts:::x\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if date != "2026-09-26" {
		t.Errorf("date %s", date)
	}
}

func TestReadActionsRefusesWhatItDoesNotKnow(t *testing.T) {
	for name, text := range map[string]string{
		"data/actions/iam.json":       `{"x": {"name": "X", "accessLevel": "Unheard of"}}`,
		"data/resourceTypes/iam.json": `{"x": {"key": "a,b", "arn": "arn:x"}}`,
	} {
		if _, _, _, err := readActions(packOf(t, map[string]string{name: text})); err == nil {
			t.Errorf("%s: %s is taken", name, text)
		}
	}
}

const policyJSON = `{
  "Config": {"arn": "arn:aws:iam::aws:policy/service-role/Config", "latestVersionId": "v2", "lastUpdatedDate": "2026-01-02T03:04:05Z",
    "versions": {"v1": {"document": {"old": true}}, "v2": {"document": {"Statement": [ ]}}}},
  "Admin": {"arn": "arn:aws:iam::aws:policy/Admin", "latestVersionId": "v1", "lastUpdatedDate": "2015-01-02T03:04:05Z",
    "versions": {"v1": {"document": {}}}}
}`

func TestPolicies(t *testing.T) {
	policies, date, err := readPolicies(packOf(t, map[string]string{"dist/managedPolicies.json": policyJSON}))
	if err != nil {
		t.Fatal(err)
	}
	if date != "2026-01-02" {
		t.Errorf("date %s", date)
	}
	err = addRetired(policies, []byte(`{"deprecated": ["Config"], "policies": {
		"Admin": {"version": "v0", "document": {"never": "taken"}},
		"Gone": {"version": "v7", "deprecated": true, "document": {"a": 1}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	data, err := archivePolicies(policies)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := archivePolicies(policies); !bytes.Equal(data, again) {
		t.Error("two archives of the same policies differ")
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, file.Name+" "+file.Comment+" "+string(text))
	}
	want := []string{"Admin v1 {}", `service-role/Config v2 deprecated {"Statement":[]}`, `Gone v7 deprecated pathless {"a":1}`}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestPoliciesThatAreNotAsExpected(t *testing.T) {
	for _, text := range []string{
		`{}`,
		`[]`,
		`{"A": {"arn": "arn:aws:iam::123456789012:policy/A", "latestVersionId": "v1", "versions": {"v1": {"document": {}}}}}`,
		`{"A": {"arn": "arn:aws:iam::aws:policy/A", "latestVersionId": "v2", "versions": {"v1": {"document": {}}}}}`,
	} {
		if _, _, err := readPolicies(packOf(t, map[string]string{"dist/managedPolicies.json": text})); err == nil {
			t.Errorf("%s is taken", text)
		}
	}
	if err := addRetired(map[string]managedPolicy{}, []byte(`{"deprecated": ["Nowhere"]}`)); err == nil {
		t.Error("a deprecated policy that no source has is taken")
	}
}

// A package whose bytes have changed under the same version is refused.
func TestManifestCheck(t *testing.T) {
	p := packOf(t, map[string]string{"a": "b"})
	file := filepath.Join(t.TempDir(), "manifest.json")
	if m, err := readManifest(file); err != nil || m.check(p) != nil {
		t.Errorf("without a manifest: %v, %v", err, m.check(p))
	}
	if err := writeJSON(file, manifest{Packages: []packageSum{p.sum("2026-01-01")}}); err != nil {
		t.Fatal(err)
	}
	m, err := readManifest(file)
	if err != nil || m.check(p) != nil {
		t.Errorf("the same package: %v, %v", err, m.check(p))
	}
	changed := p
	changed.tarball = append(slices.Clone(p.tarball), 0)
	if err := m.check(changed); err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("a changed package: %v", err)
	}
	changed.Version = "1.0.1"
	if err := m.check(changed); err != nil {
		t.Errorf("another version: %v", err)
	}
}

// What is kept by hand can be read.
func TestRetiredFile(t *testing.T) {
	data, err := os.ReadFile("retired.json")
	if err != nil {
		t.Fatal(err)
	}
	var retired struct {
		Source     string
		Deprecated []string
		Policies   map[string]managedPolicy
	}
	if err := json.Unmarshal(data, &retired); err != nil {
		t.Fatal(err)
	}
	if retired.Source == "" || len(retired.Policies) == 0 || !slices.IsSorted(retired.Deprecated) {
		t.Errorf("source %q, %d policies, deprecated %q", retired.Source, len(retired.Policies), retired.Deprecated)
	}
	for name, p := range retired.Policies {
		if p.Version == "" || !json.Valid(p.Document) || p.Path != "" && !strings.HasSuffix(p.Path, "/") {
			t.Errorf("%s: path %q, version %q", name, p.Path, p.Version)
		}
	}
}

package awsdata_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
)

// manifest is what tools/awsdata notes about the data it wrote.
type manifest struct {
	Packages []struct{ Name, Version, Date, SHA256 string }
	Retired  string `json:"retired_sha256"`
	Files    []struct{ Name, SHA256 string }
	Counts   struct {
		Policies   int `json:"managed_policies"`
		Retired    int `json:"managed_policies_from_retired"`
		Deprecated int `json:"managed_policies_deprecated"`
		Services   int `json:"services"`
		Actions    int `json:"actions"`
		Types      int `json:"resource_types"`
	}
}

// The data is what the generator wrote: no byte was changed by hand, and nothing was left behind by a half-made update.
func TestManifest(t *testing.T) {
	var m manifest
	data, err := os.ReadFile("data/manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}

	const generator = "../../tools/awsdata"
	if got := checksum(t, filepath.Join(generator, "retired.json")); got != m.Retired {
		t.Errorf("retired.json has the checksum %s, the manifest says %s: run the generator", got, m.Retired)
	}
	noted := map[string]bool{"manifest.json": true, ".gitattributes": true}
	for _, file := range m.Files {
		noted[file.Name] = true
		if got := checksum(t, filepath.Join("data", file.Name)); got != file.SHA256 {
			t.Errorf("%s has the checksum %s, the manifest says %s", file.Name, got, file.SHA256)
		}
	}
	entries, err := os.ReadDir("data")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !noted[entry.Name()] {
			t.Errorf("%s is not in the manifest", entry.Name())
		}
	}

	var pins map[string]struct{ Name, Version string }
	pinned, err := os.ReadFile(filepath.Join(generator, "packages.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(pinned, &pins); err != nil {
		t.Fatal(err)
	}
	versions := map[string]string{}
	for _, p := range m.Packages {
		versions[p.Name] = p.Version
	}
	for _, pin := range pins {
		if versions[pin.Name] != pin.Version {
			t.Errorf("%s is pinned to %s, the data is from %q: run the generator", pin.Name, pin.Version, versions[pin.Name])
		}
	}

	names := awsdata.ManagedPolicyNames()
	deprecated := 0
	for _, name := range names {
		if p, _ := awsdata.ManagedPolicy(name); p.Deprecated {
			deprecated++
		}
	}
	services := map[string]bool{}
	for _, a := range awsdata.Actions() {
		prefix, _, _ := strings.Cut(a.Lower, ":")
		services[prefix] = true
	}
	for _, count := range []struct {
		what      string
		got, want int
	}{
		{"managed policies", len(names), m.Counts.Policies},
		{"deprecated managed policies", deprecated, m.Counts.Deprecated},
		{"services", len(services), m.Counts.Services},
		{"actions", len(awsdata.Actions()), m.Counts.Actions},
		{"resource types", lines(t, "data/resource_types.txt"), m.Counts.Types},
	} {
		if count.got != count.want {
			t.Errorf("%d %s, the manifest says %d", count.got, count.what, count.want)
		}
	}

	// Nothing is ever lost wholesale: a package that has shrunk by a tenth was not read rightly.
	if m.Counts.Policies < 1480 || m.Counts.Actions < 19800 || m.Counts.Services < 410 {
		t.Errorf("the data has shrunk: %+v", m.Counts)
	}
}

func checksum(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func lines(t *testing.T, file string) int {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(data), "\n")
}

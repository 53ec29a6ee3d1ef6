package project_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

var tag = flag.String("tag", "", "the tag that is to be released")

// changelogSection is the head of a section of CHANGELOG.md: a released version has its date.
var changelogSection = regexp.MustCompile(`(?m)^## \[(.+)\](?: - (\d{4}-\d{2}-\d{2}))?$`)

// TestTag refuses a tag that is not this version's, and a version that the changelog says nothing of. The release
// workflow runs it with the tag.
func TestTag(t *testing.T) {
	sections := changelogSection.FindAllStringSubmatch(read(t, "../CHANGELOG.md"), -1)
	if len(sections) == 0 {
		t.Fatal("CHANGELOG.md has no sections")
	}
	version := slices.IndexFunc(sections, func(s []string) bool { return s[1] == project.Version })
	if version >= 0 && sections[version][2] == "" {
		t.Errorf("CHANGELOG.md says of %s not when it was released", project.Version)
	}
	if *tag == "" {
		if first := sections[0][1]; first != "Unreleased" && first != project.Version {
			t.Errorf("CHANGELOG.md begins with %s, and the version is %s", first, project.Version)
		}
		return
	}
	if *tag != "v"+project.Version {
		t.Errorf("the tag is %s, and the version in project.go %s", *tag, project.Version)
	}
	if version < 0 {
		t.Errorf("CHANGELOG.md has no section ## [%s] - year-month-day", project.Version)
	}
}

// TestVersionInPages finds every place in the documentation that names a version of this plugin: what a user copies
// must exist.
func TestVersionInPages(t *testing.T) {
	places := []*regexp.Regexp{
		regexp.MustCompile(regexp.QuoteMeta(project.Repository) + `/(?:blob|tree)/v([^/"\s]+)`),
		regexp.MustCompile(regexp.QuoteMeta(project.Repository) + `/releases/(?:download|tag)/v([^/"\s)]+)`),
		regexp.MustCompile(regexp.QuoteMeta(project.Name) + `"? +\{[^}]*version += "([^"]+)"`),
		regexp.MustCompile(`ruleset\.` + regexp.QuoteMeta(project.Name) + ` \(([^)]+)\)`),
	}
	found := 0
	for _, page := range append(pages(t), "../.tflint.hcl.example") {
		text := read(t, page)
		for _, place := range places {
			for _, version := range place.FindAllStringSubmatch(text, -1) {
				found++
				if version[1] != project.Version {
					t.Errorf("%s has %q, and the version is %s", page, version[0], project.Version)
				}
			}
		}
	}
	if found == 0 {
		t.Error("no page names a version")
	}
}

// TestMinimumTFLint holds what the pages and the workflow say of the oldest TFLint against the one place that decides it.
func TestMinimumTFLint(t *testing.T) {
	short := strings.TrimSuffix(project.MinimumTFLint, ".0")
	if text := "TFLint v" + short; !strings.Contains(read(t, "../README.md"), text) {
		t.Errorf("README.md does not say that it takes %s", text)
	}
	if text := "tflint: [v" + project.MinimumTFLint + ", latest]"; !strings.Contains(read(t, "../.github/workflows/test.yml"), text) {
		t.Errorf("the workflow does not test with %s", text)
	}
}

// TestArtifacts holds the names in the release's configuration against the plugin's, which tflint --init looks for.
func TestArtifacts(t *testing.T) {
	config := read(t, "../.goreleaser.yml")
	name := "tflint-ruleset-" + project.Name
	for _, text := range []string{
		"\nproject_name: " + name + "\n",
		"    binary: " + name + "\n",
		`name_template: "{{ .ProjectName }}_{{ .Os }}_{{ .Arch }}"`,
		"name_template: checksums.txt",
		"algorithm: sha256",
	} {
		if !strings.Contains(config, text) {
			t.Errorf(".goreleaser.yml lacks %q", text)
		}
	}
}

// TestPinnedActions demands that every action is pinned by its commit, with the version in a comment, and that every
// workflow says what it may do.
func TestPinnedActions(t *testing.T) {
	workflows, err := filepath.Glob("../.github/workflows/*.yml")
	if err != nil || len(workflows) == 0 {
		t.Fatal(workflows, err)
	}
	pinned := regexp.MustCompile(`^[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
	for _, workflow := range workflows {
		text := read(t, workflow)
		for _, uses := range regexp.MustCompile(`(?m)\buses: (.*)$`).FindAllStringSubmatch(text, -1) {
			if !strings.HasPrefix(uses[1], "./") && !pinned.MatchString(uses[1]) {
				t.Errorf("%s: %s is not pinned by its commit, with its version in a comment", workflow, uses[1])
			}
		}
		if !regexp.MustCompile(`(?m)^permissions:`).MatchString(text) {
			t.Errorf("%s has the permissions that GitHub gives by default", workflow)
		}
	}
}

// pages are the documentation.
func pages(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"../*.md", "../docs/*.md", "../docs/rules/*.md"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, paths...)
	}
	return all
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

package hosttest

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/terraform-linters/tflint-plugin-sdk/terraform/addrs"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/host"
)

// Host is tflint with one configuration loaded.
type Host struct {
	// Issues are what the checks have reported and no annotation ignores, sorted by place.
	Issues []Issue
	// Calls counts what the plugin asked, by the name of tflint.Runner's method.
	Calls map[string]int

	t     testing.TB
	dir   string
	files host.Files
	fix   bool
}

// Issue is one line of tflint's report.
type Issue struct {
	Rule     string
	Severity tflint.Severity
	Message  string
	Range    hcl.Range
	Fixable  bool
}

// String is the line: "main.tf:3:1: WARNING: message (rule)".
func (i Issue) String() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s (%s)", i.Range.Filename, i.Range.Start.Line, i.Range.Start.Column,
		strings.ToUpper(i.Severity.String()), i.Message, i.Rule)
}

// New writes the files, given by their slash-separated paths, into a directory and loads its root module as tflint
// would. Among them .tflint.hcl is the user's configuration.
func New(t testing.TB, files map[string]string) *Host {
	t.Helper()
	h := Open(t, t.TempDir(), files)
	for name, text := range files {
		file := filepath.Join(h.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// Open loads the files as the texts of a root module in an existing directory, as an editor does that has not saved them.
// What else is in the directory and around it is on disk, and never written to.
func Open(t testing.TB, dir string, files map[string]string) *Host {
	return &Host{Calls: map[string]int{}, t: t, dir: dir, files: maps.Clone(files)}
}

// Runner is what tflint gives the root module's check.
func (h *Host) Runner() tflint.Runner {
	return &runner{Host: h}
}

// ModuleRunner is what tflint gives the check of a called module.
func (h *Host) ModuleRunner(path ...string) tflint.Runner {
	return &runner{Host: h, path: addrs.Module(path)}
}

// File is the present text of a file, after fixes.
func (h *Host) File(name string) string {
	return h.files[name]
}

// TotalCalls is how often the plugin has asked anything.
func (h *Host) TotalCalls() int {
	total := 0
	for _, n := range h.Calls {
		total += n
	}
	return total
}

func (h *Host) report(i Issue) bool {
	if ignored(h.files[i.Range.Filename], i) {
		return false
	}
	h.Issues = append(h.Issues, i)
	slices.SortStableFunc(h.Issues, func(a, b Issue) int {
		return cmp.Or(
			cmp.Compare(a.Range.Filename, b.Range.Filename),
			cmp.Compare(a.Range.Start.Line, b.Range.Start.Line),
			cmp.Compare(a.Range.Start.Column, b.Range.Start.Column),
			cmp.Compare(b.Range.End.Line, a.Range.End.Line),
			cmp.Compare(b.Range.End.Column, a.Range.End.Column),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return true
}

// ignored reports whether an annotation in the file speaks of the issue: on its line, on the line above, or for the
// whole file.
func ignored(text string, i Issue) bool {
	lines := strings.Split(text, "\n")
	names := func(line int, annotation string) bool {
		if line < 1 || line > len(lines) {
			return false
		}
		_, rules, found := strings.Cut(lines[line-1], annotation)
		if end := strings.IndexAny(rules, "*/#\""); end >= 0 {
			rules = rules[:end]
		}
		for rule := range strings.SplitSeq(rules, ",") {
			if rule = strings.TrimSpace(rule); found && (rule == i.Rule || rule == "all") {
				return true
			}
		}
		return false
	}
	if names(1, "tflint-ignore-file: ") {
		return true
	}
	if strings.HasSuffix(i.Range.Filename, ".json") {
		return false
	}
	line := i.Range.Start.Line
	return names(line, "tflint-ignore: ") || names(line-1, "tflint-ignore: ")
}

package project_test

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

// testPackages are those of the layout that only tests use, which the diagram leaves out.
var testPackages = []string{"internal/hosttest", "internal/linttest", "integration", "integration/bench"}

// The lines that the diagram consists of. They are a small part of Mermaid's language, so that what passes here is drawn.
var (
	nodeLine = regexp.MustCompile(`^  (\w+)(?:\["([\w/]+)"\]|\(\["([\w ]+)"\]\))$`)
	edgeLine = regexp.MustCompile(`^  (\w+) -->\|"[\w ,]+"\| (\w+)$`)
)

// beside are the packages that the data does not go through.
var beside = []string{".", "project", "internal/trace"}

// TestDiagram holds the diagram in docs/architecture.md against the code: each package is in it, and an arrow is only
// between packages of which one imports the other.
func TestDiagram(t *testing.T) {
	text, err := os.ReadFile("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begins := strings.Cut(string(text), "```mermaid\nflowchart LR\n")
	diagram, _, ends := strings.Cut(rest, "```\n")
	if !begins || !ends {
		t.Fatal("there is no flowchart in docs/architecture.md")
	}
	packages, drawn := map[string]string{}, map[string]bool{}
	imports := importsOf(t)
	for line := range strings.Lines(diagram) {
		line = strings.TrimRight(line, "\n")
		if m := nodeLine.FindStringSubmatch(line); m != nil {
			packages[m[1]] = m[2] // empty for what is outside of this project
			drawn[m[2]] = true
			continue
		}
		m := edgeLine.FindStringSubmatch(line)
		if m == nil {
			if line != "" {
				t.Errorf("neither a node nor an arrow: %s", line)
			}
			continue
		}
		from, knownFrom := packages[m[1]]
		to, knownTo := packages[m[2]]
		switch {
		case !knownFrom || !knownTo:
			t.Errorf("an arrow from or to nowhere: %s", line)
		case from == "" || to == "": // what comes from outside, or goes there
			if from+to == "" {
				t.Errorf("an arrow past this project: %s", line)
			}
		case !imports[from][to] && !imports[to][from]:
			t.Errorf("neither of %s and %s imports the other: %s", from, to, line)
		}
	}
	for _, p := range layout {
		if !slices.Contains(beside, p) && !slices.Contains(testPackages, p) && !drawn[p] {
			t.Errorf("%s is not in the diagram", p)
		}
	}
	for p := range drawn {
		if p != "" && !slices.Contains(layout, p) {
			t.Errorf("there is no package %s", p)
		}
	}
}

// TestTable demands that docs/architecture.md says of each package what it is for, in the reverse order of the layout.
func TestTable(t *testing.T) {
	text, err := os.ReadFile("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	place := len(text)
	for _, p := range layout {
		if slices.Contains(testPackages, p) {
			continue
		}
		if p == "." {
			p = "main.go"
		}
		switch row := strings.Index(string(text), "\n| `"+p+"` | "); {
		case row < 0:
			t.Errorf("docs/architecture.md does not say what %s is for", p)
		case row > place:
			t.Errorf("docs/architecture.md has %s below what it is not imported by", p)
		default:
			place = row
		}
	}
}

// importsOf returns, for each package, the packages of this project that it imports.
func importsOf(t *testing.T) map[string]map[string]bool {
	t.Helper()
	all := map[string]map[string]bool{}
	for _, f := range sources(t) {
		if all[f.dir] == nil {
			all[f.dir] = map[string]bool{}
		}
		for _, spec := range f.tree.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if own, ok := strings.CutPrefix(name, project.Repository+"/"); ok {
				all[f.dir][own] = true
			}
		}
	}
	return all
}

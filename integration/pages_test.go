package integration

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

const (
	index       = "docs/README.md"
	translation = "README.ja.md" // TestTranslation sees to it that its blocks are README.md's
)

// executed are the pages whose blocks are run here. The rules' pages have a test of their own.
func executed(t *testing.T) map[string]string {
	t.Helper()
	all := pages(t)
	maps.DeleteFunc(all, func(name, _ string) bool { return name == translation || path.Dir(name) == "docs/rules" })
	return all
}

// pages reads every Markdown file of the repository, by its slash-separated path from the root.
func pages(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir("..", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel("..", file)
		if err != nil {
			return err
		}
		base := entry.Name()
		installed := base == "node_modules" || base == "dist" // by make graph-test and make release-snapshot
		if entry.IsDir() && name != "." && (strings.HasPrefix(base, ".") || base == "testdata" || installed) {
			return filepath.SkipDir
		}
		if filepath.Ext(file) == ".md" {
			text, err := os.ReadFile(file)
			all[filepath.ToSlash(name)] = string(text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var (
	fence  = regexp.MustCompile("(?ms)^ *```.*?^ *```$")
	inline = regexp.MustCompile("`[^`\n]+`")
	link   = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	header = regexp.MustCompile(`(?m)^#+ (.+)$`)
)

// TestLinks follows every link within the repository, to the file and to the heading.
func TestLinks(t *testing.T) {
	all := pages(t)
	for name, text := range all {
		for _, target := range links(text) {
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			file, anchor, _ := strings.Cut(target, "#")
			if file = path.Join(path.Dir(name), file); target[0] == '#' {
				file = name
			}
			if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(file))); err != nil || strings.HasPrefix(file, "..") {
				t.Errorf("%s links to %s, which is not there", name, target)
			} else if anchor != "" && !slices.Contains(anchors(all[file]), anchor) {
				t.Errorf("%s links to %s; %s has no such heading", name, target, file)
			}
		}
	}
}

// links returns where the links of a page lead, except those in code.
func links(text string) []string {
	var targets []string
	prose := inline.ReplaceAllString(fence.ReplaceAllString(text, ""), "code")
	for _, m := range link.FindAllStringSubmatch(prose, -1) {
		targets = append(targets, m[1])
	}
	return targets
}

// anchors returns what GitHub makes of a page's headings: lower case, hyphens for spaces, no punctuation, and a number
// from the second one of its kind on.
func anchors(text string) []string {
	var all []string
	count := map[string]int{}
	for _, m := range header.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		anchor := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r):
				return unicode.ToLower(r)
			}
			return -1
		}, m[1])
		if count[anchor]++; count[anchor] > 1 {
			anchor += "-" + strconv.Itoa(count[anchor]-1)
		}
		all = append(all, anchor)
	}
	return all
}

// TestIndex demands that a reader finds every page of docs from its index; the rules' pages from the README's table.
func TestIndex(t *testing.T) {
	all := pages(t)
	linked := map[string]bool{index: true}
	for _, target := range links(all[index]) {
		file, _, _ := strings.Cut(target, "#")
		linked[path.Join("docs", file)] = true
	}
	for name := range all {
		if path.Dir(name) == "docs" && !linked[name] {
			t.Errorf("%s has no link to %s", index, name)
		}
	}
}

// byLanguage says for each language of a block which test checks it. A language that is not here must stand in the
// index's table of what is not executed.
var byLanguage = map[string]string{
	"hcl":     "TestDocs, TestConfigurationBlocks",
	"console": "TestCommands, TestDocs",
	"sh":      "TestCommands",
	"jsonc":   "TestEditorTask",
	"mermaid": "TestDiagram in project, the tests of internal/graph",
	"yaml":    "TestSnippets in tools/snippets, TestToolCommands",
	"json":    "TestSnippets in tools/snippets",
	"lua":     "TestSnippets in tools/snippets",
}

// TestLanguages demands that every block is checked, or named in the index as one that is not.
func TestLanguages(t *testing.T) {
	all := pages(t)
	unchecked := notExecuted(t, all[index])
	for name, text := range all {
		for _, b := range (section{text: text}).all() {
			if byLanguage[b.language] == "" && !unchecked.take(name, b.language) {
				t.Errorf("%s has a block in %q that nothing checks:\n%s", name, b.language, b.text)
			}
		}
	}
}

// exceptions are the rows of the index's table of what is not executed: for each page the commands and languages, and
// whether a row was used.
type exceptions map[string]map[string]bool

func (e exceptions) take(page, what string) bool {
	if _, ok := e[page][what]; !ok {
		return false
	}
	e[page][what] = true
	return true
}

var row = regexp.MustCompile("(?m)^\\| (.+) \\| `(.+)` \\| (.+) \\|$")

func notExecuted(t *testing.T, text string) exceptions {
	t.Helper()
	all := exceptions{}
	for _, m := range row.FindAllStringSubmatch(text, -1) {
		for _, target := range links(m[1]) {
			page := path.Join("docs", target)
			if all[page] == nil {
				all[page] = map[string]bool{}
			}
			all[page][strings.ReplaceAll(m[2], `\|`, "|")] = false
		}
	}
	if len(all) == 0 {
		t.Fatalf("%s has no table of what is not executed", index)
	}
	return all
}

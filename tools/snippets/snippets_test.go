// Package snippets checks what the documentation shows of other tools' configurations, as far as it can be checked without
// these tools. What runs through tflint is in the main module's package integration, which also sees to it that no block
// is left out.
package snippets

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

const root = "../.."

// snippet is a fenced block of a page.
type snippet struct {
	page     string // from the repository's root
	language string
	file     string // the name in a comment on the first line, or ""
	text     string
}

// checks holds a function for each language that this package is responsible for. It returns why a snippet is wrong.
var checks = map[string]func(snippet) error{
	"yaml": checkYAML,
	"json": checkJSON,
	"lua":  checkLua,
}

func TestSnippets(t *testing.T) {
	seen := map[string]int{}
	for _, s := range snippets(t) {
		check, ours := checks[s.language]
		if !ours {
			continue
		}
		seen[s.language]++
		if err := check(s); err != nil {
			t.Errorf("%s shows\n%s\n%s", s.page, s.text, err)
		}
	}
	for language := range checks {
		if seen[language] == 0 {
			t.Errorf("no page has %s, so that nothing is checked", language)
		}
	}
}

// snippets reads the blocks of all pages.
func snippets(t *testing.T) []snippet {
	t.Helper()
	var all []snippet
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		installed := name == "node_modules" || name == "dist" // by make graph-test and make release-snapshot
		if entry.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata" || installed) {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".md" {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		page, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		all = append(all, blocks(filepath.ToSlash(page), source)...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// fileName matches the comment that names a block's file: "# .gitlab-ci.yml".
var fileName = regexp.MustCompile(`^(?:#|//|--) (\S+)\n`)

func blocks(page string, source []byte) []snippet {
	var all []snippet
	tree := goldmark.DefaultParser().Parse(text.NewReader(source))
	_ = ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the function returns no error
		if block, ok := n.(*ast.FencedCodeBlock); ok && entering {
			s := snippet{page: page, language: string(block.Language(source)), text: string(block.Lines().Value(source))}
			if m := fileName.FindStringSubmatch(s.text); m != nil {
				s.file = m[1]
			}
			all = append(all, s)
		}
		return ast.WalkContinue, nil
	})
	return all
}

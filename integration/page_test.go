package integration

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// page is a page of the documentation: what stands before its first section, and the sections.
type page struct {
	head     string
	sections []section
}

type section struct {
	title string
	text  string
}

// block is a fenced block.
type block struct {
	language string
	text     string
}

func parsePage(text string) page {
	head, rest, more := strings.Cut(text, "\n## ")
	p := page{head: head + "\n"}
	for more {
		var s string
		s, rest, more = strings.Cut(rest, "\n## ")
		title, text, _ := strings.Cut(s, "\n")
		p.sections = append(p.sections, section{title, text + "\n"})
	}
	return p
}

func (p page) titles() []string {
	var titles []string
	for _, s := range p.sections {
		titles = append(titles, s.title)
	}
	return titles
}

// section returns the section of that title, empty if there is none.
func (p page) section(title string) section {
	for _, s := range p.sections {
		if s.title == title {
			return s
		}
	}
	return section{}
}

// blocks returns the section's blocks in that language.
func (s section) blocks(language string) []block {
	return slices.DeleteFunc(s.all(), func(b block) bool { return b.language != language })
}

// all returns the section's blocks.
func (s section) all() []block {
	var all []block
	var open *block
	for line := range strings.Lines(s.text) {
		fence, isFence := strings.CutPrefix(strings.TrimSpace(line), "```")
		switch {
		case isFence && open == nil:
			open = &block{language: fence}
		case isFence:
			all = append(all, *open)
			open = nil
		case open != nil:
			open.text += line
		}
	}
	return all
}

// file is the name in a comment on the block's first line, "# modules/ci/main.tf", or else main.tf.
func (b block) file() string {
	first, _, _ := strings.Cut(b.text, "\n")
	name, ok := strings.CutPrefix(first, "# ")
	if ok && !strings.Contains(name, " ") && (strings.HasSuffix(name, ".tf") || strings.HasSuffix(name, ".tfvars")) {
		return name
	}
	return "main.tf"
}

// named is the name of the file that a block shows, in a comment on its first line, or "".
func (b block) named() string {
	m := namedFile.FindStringSubmatch(b.text)
	if m == nil {
		return ""
	}
	return filepath.FromSlash(m[1])
}

// namedFile matches "# .tflint.hcl" and "// .vscode/tasks.json", but not "# Comment".
var namedFile = regexp.MustCompile(`^(?:#|//) ([\w./-]*\.[\w-]+)\n`)

// replace writes another text into a block of the page's file.
func (p page) replace(t *testing.T, path string, old block, text string) {
	t.Helper()
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	fenced := func(text string) string { return "```" + old.language + "\n" + text + "```\n" }
	changed := strings.Replace(string(page), fenced(old.text), fenced(text), 1)
	if err := os.WriteFile(path, []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
}

package linttest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

// Case is one configuration and what tflint says about it.
type Case struct {
	Name  string            // "<rule>/<case>"
	Rule  string            // the rule that the case belongs to
	Only  []string          // the rules that run; empty for all of them
	Files map[string]string // the configuration, by slash-separated path
	Want  string            // the report, a line for each issue
	Fixed map[string]string // what --fix makes of some files; empty where nothing is to be fixed

	path    string
	archive *txtar.Archive
}

const (
	configFile = ".tflint.hcl"
	wantFile   = "want"
	fixedDir   = "fixed/"
)

// Configure completes a fragment of tflint's configuration: this plugin is enabled with every rule, and tflint's own is
// not, unless the fragment speaks of them.
func Configure(fragment string) string {
	this := fmt.Sprintf("plugin %q {\n", project.Name)
	if !strings.Contains(fragment, this) {
		fragment += this + "  enabled = true\n  preset  = \"all\"\n}\n"
	}
	if own := "plugin \"terraform\" {\n"; !strings.Contains(fragment, own) {
		fragment += own + "  enabled = false\n}\n"
	}
	return fragment
}

// Load reads the cases below dir, sorted by name.
func Load(dir string) ([]Case, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*", "*.txtar"))
	if err != nil {
		return nil, err
	}
	var cases []Case
	for _, path := range paths {
		c, err := load(path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		cases = append(cases, c)
	}
	return cases, nil
}

func load(path string) (Case, error) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		return Case{}, err
	}
	rule := filepath.Base(filepath.Dir(path))
	c := Case{
		Name:    rule + "/" + strings.TrimSuffix(filepath.Base(path), ".txtar"),
		Rule:    rule,
		Only:    []string{rule},
		Files:   map[string]string{},
		Fixed:   map[string]string{},
		path:    path,
		archive: archive,
	}
	for line := range strings.Lines(string(archive.Comment)) {
		if list, ok := strings.CutPrefix(strings.TrimSpace(line), "rules: "); ok {
			c.Only = strings.Split(list, ", ")
		}
	}
	if slices.Equal(c.Only, []string{"all"}) {
		c.Only = nil
	}
	for _, f := range archive.Files {
		fixed, isFixed := strings.CutPrefix(f.Name, fixedDir)
		switch {
		case f.Name == wantFile:
			c.Want = string(f.Data)
		case isFixed:
			c.Fixed[fixed] = string(f.Data)
		default:
			c.Files[f.Name] = string(f.Data)
		}
	}
	c.Files[configFile] = Configure(c.Files[configFile])
	if strings.TrimSpace(string(archive.Comment)) == "" {
		return c, fmt.Errorf("the comment does not say what the case shows")
	}
	if len(c.Files) < 2 {
		return c, fmt.Errorf("there is no configuration")
	}
	return c, nil
}

// Update writes what tflint said into the case's file.
func (c Case) Update(report string, fixed map[string]string) error {
	files := slices.DeleteFunc(slices.Clone(c.archive.Files), func(f txtar.File) bool { return f.Name == wantFile })
	for i, f := range files {
		if name, ok := strings.CutPrefix(f.Name, fixedDir); ok {
			files[i].Data = []byte(fixed[name])
		}
	}
	files = append(files, txtar.File{Name: wantFile, Data: []byte(report)})
	return os.WriteFile(c.path, txtar.Format(&txtar.Archive{Comment: c.archive.Comment, Files: files}), 0o644)
}

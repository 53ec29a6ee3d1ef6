package terraform

import (
	"path/filepath"

	"github.com/hashicorp/hcl/v2"
)

// ModuleOf returns the module whose file a range lies in: the one given if it is that one, or else the first instance
// that has the file; nil for a file of no module, a template for instance.
func (t *Tree) ModuleOf(r hcl.Range, likely *Module) *Module {
	dir := filepath.Dir(r.Filename)
	if likely != nil && t.shownDir(likely) == dir {
		return likely
	}
	for _, m := range t.Modules() {
		if t.shownDir(m) == dir {
			return m
		}
	}
	return nil
}

// shownDir is a module's directory as the host writes it in file names.
func (t *Tree) shownDir(m *Module) string { return filepath.Join(t.loader.prefix, m.source.path) }

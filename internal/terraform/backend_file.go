package terraform

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// isBackendFile reports whether a file's name is one that people give to arguments for a backend, which they pass to
// terraform init -backend-config: prod.s3.tfbackend as Terraform's documentation has it, backend.hcl, backend-prod.tfvars.
//
// https://developer.hashicorp.com/terraform/language/backend#file
func isBackendFile(path string) bool {
	name := strings.TrimSuffix(filepath.Base(path), ".json")
	switch filepath.Ext(name) {
	case ".tfbackend":
		return true
	case ".hcl", ".conf", ".config", ".tfvars":
		return strings.Contains(strings.ToLower(name), "backend")
	}
	return false
}

// backendFiles are the files of arguments for the root module's backend.
func (l *loader) backendFiles() []*valueFile {
	l.findValueFiles()
	return l.directories["."].backends
}

// BackendFiles returns a block for each file of arguments that the module's backend of a type can be given, in the order of
// the files' names; none for a module that has no such backend. A tfvars file that gives a variable its value is no such
// file, whatever its name.
func (m *Module) BackendFiles(backend string) []*Block {
	if !m.IsRoot() {
		return nil
	}
	at := slices.IndexFunc(m.Backends, func(b *Block) bool { return b.Labels[0] == backend })
	if at < 0 {
		return nil
	}
	b := m.Backends[at]
	var all []*Block
	for _, f := range m.tree.loader.backendFiles() {
		if f.parse(); f.body != nil && !(isValueFile(f.name) && m.declares(f.values)) {
			all = append(all, &Block{Type: b.Type, Labels: b.Labels, DefRange: b.DefRange, body: f.body, scope: m.scope})
		}
	}
	return all
}

// declares reports whether one of some names is a variable of the module.
func (m *Module) declares(names hcl.Attributes) bool {
	for name := range names {
		if m.variables[name] != nil {
			return true
		}
	}
	return false
}

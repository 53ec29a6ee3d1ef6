package terraform

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

const (
	// maxValueFile bounds the size of a tfvars file that is read, in bytes.
	maxValueFile = 8 << 20
	// maxValueFiles bounds how many are, maxValueEntries how many directory entries are looked at to find them.
	maxValueFiles   = 500
	maxValueEntries = 5000
	// maxValueDepth is how deep below the root module they are looked for: environments/prod/eu.tfvars.
	maxValueDepth = 3
)

// valueFile is a file that gives values to the root module's variables.
// https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files
type valueFile struct {
	name   string // as the host would write it
	source []byte
	ev     *evaluator

	parsed bool
	body   hcl.Body
	values hcl.Attributes
}

// valueFiles are the tfvars files of the root module, whether Terraform loads them by itself or is given them with
// -var-file.
func (l *loader) valueFiles() []*valueFile {
	l.findValueFiles()
	return l.directories["."].values
}

// findValueFiles looks for files of values in the root module's directory, and in directories below that are no modules,
// as environments often have their own.
func (l *loader) findValueFiles() {
	d := l.directories["."]
	if d.valuesRead || l.alone || len(d.files) == 0 { // without a file it is not known where the root module is
		return
	}
	d.valuesRead = true
	looked := 0
	for queue := []string{"."}; len(queue) > 0; queue = queue[1:] {
		dir := queue[0]
		entries, err := os.ReadDir(filepath.Join(l.root, dir)) // an unreadable directory has no files for us
		if err != nil || dir != "." && holdsConfig(entries) {
			continue
		}
		for _, entry := range entries {
			if looked++; looked > maxValueEntries || len(d.values)+len(d.backends) >= maxValueFiles {
				l.ev.problemf("only the first tfvars files are looked at")
				return
			}
			path := filepath.Join(dir, entry.Name())
			switch {
			case strings.HasPrefix(entry.Name(), "."):
			case entry.IsDir():
				if strings.Count(path, string(filepath.Separator)) < maxValueDepth {
					queue = append(queue, path)
				}
			case isValueFile(path), isBackendFile(path):
				file := l.valueFile(path)
				if file != nil && isValueFile(path) {
					d.values = append(d.values, file)
				}
				if file != nil && isBackendFile(path) {
					d.backends = append(d.backends, file)
				}
			}
		}
	}
}

func isValueFile(name string) bool {
	return strings.HasSuffix(name, ".tfvars") || strings.HasSuffix(name, ".tfvars.json")
}

func (l *loader) valueFile(path string) *valueFile {
	info, err := os.Stat(filepath.Join(l.root, path))
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	shown := filepath.Join(l.prefix, path)
	if info.Size() > maxValueFile {
		l.ev.problemf("%s is too large to be looked at", shown)
		return nil
	}
	source, err := os.ReadFile(filepath.Join(l.root, path))
	if err != nil {
		return nil
	}
	return &valueFile{name: shown, source: source, ev: l.ev}
}

// holdsConfig reports whether a directory is a module of its own.
func holdsConfig(entries []os.DirEntry) bool {
	return slices.ContainsFunc(entries, func(e os.DirEntry) bool { return !e.IsDir() && IsConfig(e.Name()) })
}

// parse reads the file's assignments. Of a file with a mistake in it, what can be read counts.
func (f *valueFile) parse() {
	if f.parsed {
		return
	}
	f.parsed = true
	rw := &rewriter{ev: f.ev, src: map[string][]byte{f.name: f.source}}
	file, diags := parse(f.source, f.name)
	if diags.HasErrors() {
		f.ev.problemf("%s: %s", f.name, diags[0].Summary)
	}
	if file == nil {
		return
	}
	if body, ok := file.Body.(*hclsyntax.Body); ok {
		rw.body(body)
		f.body = body
	} else {
		f.body = &jsonBody{Body: file.Body, rw: rw}
	}
	f.values, _ = f.body.JustAttributes()
}

// texts returns the texts of the file. addr says whose value a text is that is assigned to a name.
func (f *valueFile) texts(wanted func([]byte) bool, block string, addr func(name string) string) []*Text {
	f.parse()
	w := &textWalker{source: f.source, filename: f.name, kind: AssignedText}
	group := w.newGroup()
	for name, attr := range f.values {
		p := place{block: block, addr: addr(name), path: []string{name}, name: name, group: group}
		if e, ok := attr.Expr.(*jsonExpr); ok {
			w.jsonExpr(e.Expression, p)
		} else if native := nativeExpr(attr.Expr); native != nil {
			w.expr(native, p)
		}
	}
	return w.finish(wanted)
}

// assignments returns what the tfvars files give to a variable of the root module, in the order of the files' names.
func (m *Module) assignments(variable string) []assignment {
	if !m.IsRoot() || m.tree.loader.alone {
		return nil
	}
	var all []assignment
	for _, f := range m.tree.loader.valueFiles() {
		if f.parse(); f.values[variable] != nil {
			all = append(all, assignment{f.name, f.values[variable].Expr})
		}
	}
	return all
}

// ValueLines returns the line that a place begins on and the line above it, in a file of values for variables or for the
// backend; "" for any other file.
func (m *Module) ValueLines(at hcl.Range) (line, above string) {
	for _, f := range slices.Concat(m.tree.loader.valueFiles(), m.tree.loader.backendFiles()) {
		if f.name == at.Filename {
			return linesAt(f.source, at.Start.Byte)
		}
	}
	return "", ""
}

// assignment is a variable's value in a tfvars file.
type assignment struct {
	file string
	expr hcl.Expression
}

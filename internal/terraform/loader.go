package terraform

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/trace"
)

const (
	// maxDepth bounds how deep module calls nest.
	maxDepth = 16
	// maxModules bounds the number of module instances.
	maxModules = 2000
	// maxBytes bounds the code of all called modules.
	maxBytes = 64 << 20
)

// Options say how much of the configuration is read.
type Options struct {
	// Modules is "all" (local modules, installed ones if `terraform init` was run, and outlines of others), "local" or
	// "none".
	Modules string
	// Recursive says that each directory of the configuration is linted by itself too.
	Recursive bool
	// Outline gives the code that stands for the module that a block calls, where the module's own is not at hand; false
	// for a module that it doesn't know. It may be nil.
	Outline func(*Call) (Outline, bool)
	// Trace measures what is done; nil for nothing.
	Trace *trace.Trace
}

// Outline is code that stands for a published module: the resources and outputs that matter here, under the names that
// they have there.
type Outline struct {
	Name   string // tells it from other outlines
	Source []byte // in native syntax
}

// Host is what is asked of tflint, or of what stands in for it; see tflint.Runner for what the answers are.
type Host interface {
	GetOriginalwd() (string, error)
	GetFiles() (map[string]*hcl.File, error)
	GetFile(name string) (*hcl.File, error)
	EvaluateExpr(expr hcl.Expression, target any, option *tflint.EvaluateExprOption) error
}

// loader reads modules, through the host where it can: an editor's unsaved text is only there.
type loader struct {
	runner  Host
	options Options
	ev      *evaluator
	tree    *Tree
	root    string // the root module's directory, absolute
	prefix  string // the root module's directory as the host writes it in file names: "." or what --chdir says

	directories map[string]*directory
	installed   map[string]string // of .terraform/modules/modules.json: path of calls to directory
	instances   int
	bytes       int
	hostCalls   int
	hostValues  map[string]cty.Value // what the host said, by the variable's name
	alone       bool                 // a called module is read as a root module, whose variables the host doesn't know
	base        *Module              // that module
	open        bool                 // root variables that nobody gave a value are unknown, see Open
}

// Read reads and evaluates the root module that the host is checking, and the modules that it calls. Evaluation is lazy:
// most of the work is done when values are asked for. It returns an error only if the host can't be reached.
func Read(runner Host, options Options) (*Tree, error) {
	defer options.Trace.In(trace.Read)()
	wd, err := runner.GetOriginalwd()
	if err != nil {
		return nil, err
	}
	sources, err := allSources(runner)
	if err != nil {
		return nil, err
	}
	l := &loader{
		runner: runner, options: options, ev: newEvaluator(options.Trace), directories: map[string]*directory{}, prefix: ".",
		hostValues: map[string]cty.Value{},
	}
	for name := range sources {
		l.prefix = filepath.Dir(name)
		break
	}
	l.root = l.prefix
	if !filepath.IsAbs(l.root) {
		l.root = filepath.Join(wd, l.prefix)
	}
	l.ev.files = newFileReader(l.root)
	l.tree = &Tree{ev: l.ev, loader: l}
	d := newDirectory(l.ev, ".", sources)
	l.directories["."] = d
	l.tree.Root = l.build(d, nil, nil)
	return l.tree, nil
}

// Alone reads the module of an instance as a root module of its own, without what its caller passes: what is found in
// it then is found whoever calls it.
func (t *Tree) Alone(m *Module) *Tree {
	l := *t.loader
	l.alone, l.base = true, m
	l.tree = &Tree{ev: t.ev, loader: &l}
	l.tree.Root = l.build(m.source, nil, nil)
	return l.tree
}

// rel turns a directory of ours, which counts from the root module's, into what path.module says.
func (l *loader) rel(dir string) string {
	if l.base == nil {
		return dir
	}
	if rel, err := filepath.Rel(l.base.source.path, dir); err == nil {
		return filepath.ToSlash(rel)
	}
	return dir
}

// fromRoot turns a path that code names, which counts from where Terraform runs, into one that counts from the root
// module's directory.
func (l *loader) fromRoot(name string) string {
	if l.base == nil || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(l.base.source.path, name)
}

// HostVariables returns how many variables' values the host was asked for so far.
func (t *Tree) HostVariables() int { return t.loader.hostCalls }

// hostVariable asks the host for a root variable's value, which it knows from tfvars files, the environment and the
// command line. An expression is needed to ask; one in the smallest file costs least, as the file is sent each time.
func (l *loader) hostVariable(name string) (cty.Value, bool) {
	if l.alone {
		return cty.NilVal, false
	}
	if value, ok := l.hostValues[name]; ok {
		return value, value != cty.NilVal
	}
	at := l.directories["."].occurrence(name)
	if at == nil {
		return cty.NilVal, false
	}
	l.hostCalls++
	var value cty.Value
	if err := l.runner.EvaluateExpr(at, &value, nil); err != nil {
		l.ev.problemf("var.%s: %s", name, err)
		value = cty.NilVal
	}
	l.hostValues[name] = value
	return value, value != cty.NilVal
}

// called returns the code of the module that a block calls, or what stands for it; nil if neither is at hand.
func (l *loader) called(c *Call) *directory {
	path, ok := l.locate(c)
	if d := l.directory(path); ok && d != nil {
		return d
	}
	if d := l.outline(c); d != nil {
		l.ev.problemf("%s%s: judged by what is known of %s; \"terraform init\" brings its code", c.Module.Prefix(), c.Addr(), c.Source)
		return d
	}
	l.ev.problemf("%s%s: the module's code is not at hand (source %q)", c.Module.Prefix(), c.Addr(), c.Source)
	return nil
}

// directory reads the code in a directory, once; nil if there is none.
func (l *loader) directory(path string) *directory {
	if d, ok := l.directories[path]; ok || path == "" {
		return d
	}
	defer l.options.Trace.In(trace.Read)()
	var d *directory
	if sources := l.sources(path); len(sources) > 0 {
		d = newDirectory(l.ev, path, sources)
		l.ev.files.allow(filepath.Join(l.root, path))
	}
	l.directories[path] = d
	return d
}

// outline reads what stands for a published module; nil if nothing does.
func (l *loader) outline(c *Call) *directory {
	if l.options.Modules != "all" || l.options.Outline == nil || c.Source == "" || isLocal(c.Source) {
		return nil
	}
	outline, ok := l.options.Outline(c)
	if !ok {
		return nil
	}
	path := "outline:" + outline.Name // no path of a directory has a colon in its first name
	if d, ok := l.directories[path]; ok {
		return d
	}
	name := filepath.Join(l.prefix, path, "main.tf")
	d := newDirectory(l.ev, path, map[string][]byte{name: outline.Source})
	d.outline = true
	l.directories[path] = d
	return d
}

// locate returns a called module's directory, from the root module's.
func (l *loader) locate(c *Call) (string, bool) {
	if l.options.Modules == "none" || c.Source == "" {
		return "", false
	}
	if isLocal(c.Source) {
		return filepath.ToSlash(filepath.Join(c.Module.source.path, c.Source)), true
	}
	if l.options.Modules == "local" {
		return "", false
	}
	if l.installed == nil {
		l.installed = readManifest(l.root)
	}
	calls := append(c.Module.Path(), c.Name)
	if l.base != nil {
		calls = append(l.base.Path(), calls...)
	}
	dir, ok := l.installed[strings.Join(calls, ".")]
	return dir, ok
}

// isLocal tells a path from a registry or git address.
// https://developer.hashicorp.com/terraform/language/modules/sources#local-paths
func isLocal(source string) bool {
	return source == "." || source == ".." || strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../")
}

// sources reads the Terraform files of a directory.
func (l *loader) sources(path string) map[string][]byte {
	entries, err := readDir(filepath.Join(l.root, path))
	if err != nil {
		return nil
	}
	sources := map[string][]byte{}
	for _, entry := range entries {
		name := entry.Name()
		if entry.IsDir() || !IsConfig(name) {
			continue
		}
		info, err := os.Stat(filepath.Join(l.root, path, name))
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		if l.bytes += int(info.Size()); l.bytes > maxBytes {
			l.ev.problemf("%s: only the first files are looked at, there is too much code", path)
			break
		}
		shown := filepath.Join(l.prefix, path, name)
		if source, ok := l.source(shown, filepath.Join(l.root, path, name)); ok {
			sources[shown] = source
		}
	}
	return sources
}

// IsConfig tells Terraform's files from others, editors' backups among them.
func IsConfig(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") {
		return false
	}
	return strings.HasSuffix(name, ".tf") || strings.HasSuffix(name, ".tf.json")
}

// source returns the text of a file: the host's, or what is on disk where the host doesn't know it.
func (l *loader) source(shown, absolute string) ([]byte, bool) {
	if !strings.Contains(filepath.ToSlash(shown), ".terraform/") {
		if source, err := oneSource(l.runner, shown); err == nil {
			return source, true
		}
	}
	source, err := os.ReadFile(absolute)
	if err != nil {
		l.ev.problemf("%s: %s", shown, err)
		return nil, false
	}
	return source, true
}

// instance builds one instance of a called module; nil if the calls nest too deep or in a circle.
func (l *loader) instance(c *Call, d *directory, sc *scope, symbolic bool) *Module {
	depth := 0
	for m := c.Module; m != nil; m = m.Parent() {
		if depth++; depth > maxDepth || m.source == d {
			l.ev.problemf("%s%s: calls itself, or calls nest too deep", c.Module.Prefix(), c.Addr())
			return nil
		}
	}
	if l.instances++; l.instances > maxModules {
		l.ev.problemf("%s%s: too many module instances", c.Module.Prefix(), c.Addr())
		return nil
	}
	if !l.ev.spend(workPerBlock * len(d.blocks)) {
		return nil
	}
	m := l.build(d, c, sc)
	m.Symbolic = symbolic
	return m
}

// Parent returns the module that calls this one; nil for the root module.
func (m *Module) Parent() *Module {
	if m.call == nil {
		return nil
	}
	return m.call.Module
}

// build makes a module instance of its code.
func (l *loader) build(d *directory, c *Call, callScope *scope) *Module {
	m := &Module{
		tree: l.tree, call: c, callScope: callScope, source: d,
		resources: map[string]*Resource{}, calls: map[string]*Call{}, variables: map[string]*Variable{},
		locals: map[string]*Local{}, outputs: map[string]*Output{},
	}
	m.scope = &scope{module: m}
	if c != nil {
		if m.Call = c.Module.Call; m.Call == nil {
			m.Call = c
		}
	}
	for _, block := range d.blocks {
		m.add(block)
	}
	for _, attr := range d.locals {
		local := &Local{Name: attr.Name, Range: attr.Range, Expr: attr.Expr, Module: m}
		m.Locals = append(m.Locals, local)
		m.locals[attr.Name] = local
	}
	return m
}

func (m *Module) add(block *hcl.Block) {
	plain := &Block{Type: block.Type, Labels: block.Labels, DefRange: block.DefRange, body: block.Body, scope: m.scope}
	switch block.Type {
	case "terraform":
		content, _, _ := block.Body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
			{Type: "backend", LabelNames: []string{"type"}},
		}})
		if content != nil {
			for _, b := range content.Blocks {
				m.Backends = append(m.Backends, &Block{Type: b.Type, Labels: b.Labels, DefRange: b.DefRange, body: b.Body, scope: m.scope})
			}
		}
	case "provider":
		m.Providers = append(m.Providers, plain)
	case "variable":
		v := &Variable{Name: block.Labels[0], DefRange: block.DefRange, Module: m}
		if attr := plain.attribute("default"); attr != nil {
			v.Default = attr.Expr
		}
		if attr := plain.attribute("type"); attr != nil {
			v.typeExpr = attr.Expr
		}
		if attr := plain.attribute("nullable"); attr != nil {
			nullable, _ := plain.evaluate(attr).Text()
			v.notNull = nullable == "false"
		}
		m.Variables = append(m.Variables, v)
		m.variables[v.Name] = v
	case "output":
		out := &Output{Block: plain, Name: block.Labels[0]}
		m.Outputs = append(m.Outputs, out)
		m.outputs[out.Name] = out
	case "module":
		m.addCall(plain)
	case "resource", "data", "ephemeral":
		mode := map[string]Mode{"resource": Managed, "data": Data, "ephemeral": Ephemeral}[block.Type]
		r := &Resource{
			Mode: mode, Type: block.Labels[0], Name: block.Labels[1], DefRange: block.DefRange, Module: m, body: block.Body,
		}
		m.Resources = append(m.Resources, r)
		if m.resources[r.Addr()] == nil { // Terraform refuses a second one; a linter sees both
			m.resources[r.Addr()] = r
		}
	}
}

func (m *Module) addCall(block *Block) {
	inputs, _ := block.body.JustAttributes()
	c := &Call{Name: block.Labels[0], DefRange: block.DefRange, Module: m, body: block.body, inputs: inputs}
	for name, target := range map[string]*string{"source": &c.Source, "version": &c.Version} {
		if attr := inputs[name]; attr != nil {
			if texts := block.evaluate(attr).Strings(); len(texts) == 1 {
				*target = texts[0]
			}
		}
	}
	for _, meta := range []string{"source", "version", "count", "for_each", "providers", "depends_on"} {
		delete(inputs, meta)
	}
	m.Calls = append(m.Calls, c)
	if m.calls[c.Name] == nil {
		m.calls[c.Name] = c
	}
}

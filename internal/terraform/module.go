package terraform

import (
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// Tree is an evaluated configuration: the root module and the modules that it calls.
type Tree struct {
	Root *Module

	ev      *evaluator
	loader  *loader
	modules []*Module // all of them, once somebody has asked
	names   *graph    // likewise, by the names that the code holds
}

// Problems are what could not be read or resolved so far, in words for the debug log.
func (t *Tree) Problems() []string { return t.ev.problems }

// Refs returns the references in a text that came out of evaluation, in order.
func (t *Tree) Refs(s string) []*Ref { return t.ev.refs.in(s) }

// Ref returns the reference that a text wholly consists of; nil if it is anything else.
func (t *Tree) Ref(s string) *Ref { return t.ev.refs.of(cty.StringVal(s)) }

// Modules returns all module instances: the root, then the children in the order of their calls, depth first.
func (t *Tree) Modules() []*Module {
	if t.modules != nil {
		return t.modules
	}
	var visit func(*Module)
	visit = func(m *Module) {
		t.modules = append(t.modules, m)
		for _, call := range m.Calls {
			for _, child := range call.Modules() {
				visit(child)
			}
		}
	}
	visit(t.Root)
	return t.modules
}

// Module is one instance of a module: the root, or one instance of a module call.
type Module struct {
	// Call is the header of the root module's block that leads to this module, the anchor of everything found in it;
	// nil for the root module itself.
	Call *Call
	// Symbolic says that the call's count or for_each is unknown and that this instance stands for all there will be.
	Symbolic bool

	Resources []*Resource
	Calls     []*Call
	Providers []*Block
	Backends  []*Block
	Variables []*Variable
	Locals    []*Local
	Outputs   []*Output

	tree      *Tree
	call      *Call // that made this instance; nil for the root
	callScope *scope
	source    *directory
	resources map[string]*Resource
	calls     map[string]*Call
	variables map[string]*Variable
	locals    map[string]*Local
	outputs   map[string]*Output
	scope     *scope
}

// IsRoot reports whether this is the root module.
func (m *Module) IsRoot() bool { return m.call == nil }

// Path returns the names of the calls that lead here, outermost first.
func (m *Module) Path() []string {
	if m.call == nil {
		return nil
	}
	return append(m.call.Module.Path(), m.call.Name)
}

func (m *Module) addr() string {
	if m.call == nil {
		return ""
	}
	return "module." + strings.Join(m.Path(), ".module.")
}

// Prefix returns what precedes a resource's address in this module when it is named from the root: "module.ci.".
func (m *Module) Prefix() string {
	if m.call == nil {
		return ""
	}
	return m.addr() + "."
}

// Resource returns the block of a type and name; nil if there is none.
func (m *Module) Resource(mode Mode, resourceType, name string) *Resource {
	return m.resources[mode.prefix()+resourceType+"."+name]
}

// Variable is a variable block.
type Variable struct {
	Name     string
	DefRange hcl.Range
	Module   *Module
	Default  hcl.Expression // nil without a default

	typeExpr hcl.Expression
	notNull  bool // null stands for the default
}

// Local is one value of a locals block.
type Local struct {
	Name   string
	Range  hcl.Range // of the whole line
	Expr   hcl.Expression
	Module *Module
}

// Value evaluates the local.
func (l *Local) Value() Value {
	return Value{Alternatives: l.Module.tree.ev.alternatives(l.Expr, l.Module.scope), Range: l.Expr.Range(), Expr: l.Expr}
}

// Output is an output block.
type Output struct {
	*Block
	Name string
}

// lookup gives a reference its meaning in the present scope.
func (ev *evaluator) lookup(t hcl.Traversal, at hcl.Range) cty.Value {
	sc := ev.scope
	root := t.RootName()
	name := func(i int) string {
		if len(t) > i {
			if attr, ok := t[i].(hcl.TraverseAttr); ok {
				return attr.Name
			}
		}
		return ""
	}
	switch root {
	case "var":
		if v, ok := sc.module.variables[name(1)]; ok {
			return ev.follow(ev.variable(v), t[2:], at)
		}
		return ev.undeclared(t, 2, at)
	case "local":
		if l, ok := sc.module.locals[name(1)]; ok {
			return ev.follow(ev.once(l, at, func() cty.Value { return ev.value(l.Expr, l.Module.scope) }), t[2:], at)
		}
		return ev.undeclared(t, 2, at)
	case "module":
		if c, ok := sc.module.calls[name(1)]; ok {
			return ev.follow(c.reference(), t[2:], at)
		}
		return ev.undeclared(t, 2, at)
	case "path":
		switch name(1) {
		case "module":
			return cty.StringVal(sc.module.tree.loader.rel(sc.module.source.path))
		case "root":
			return cty.StringVal(".")
		case "cwd":
			return cty.StringVal(filepath.ToSlash(filepath.Join(sc.module.tree.loader.root, sc.module.tree.loader.fromRoot("."))))
		}
	case "count":
		if sc.countIndex != cty.NilVal {
			return sc.countIndex
		}
	case "each":
		switch {
		case name(1) == "key" && sc.eachKey != cty.NilVal:
			return ev.follow(sc.eachKey, t[2:], at)
		case name(1) == "value" && sc.eachValue != cty.NilVal:
			return ev.follow(sc.eachValue, t[2:], at)
		}
	case "terraform", "self":
		return ev.refs.opaque(root+"."+name(1), nil, false).value()
	case "data":
		return ev.resource(Data, name(1), name(2), t, 3, at)
	case "ephemeral":
		return ev.resource(Ephemeral, name(1), name(2), t, 3, at)
	case "resource":
		return ev.resource(Managed, name(1), name(2), t, 3, at)
	default:
		if len(t) > 1 {
			return ev.resource(Managed, root, name(1), t, 2, at)
		}
	}
	return ev.fail(at, "unknown name "+root+"."+name(1))
}

func (ev *evaluator) resource(mode Mode, resourceType, name string, t hcl.Traversal, taken int, at hcl.Range) cty.Value {
	r := ev.scope.module.Resource(mode, resourceType, name)
	if r == nil || len(t) < taken {
		return ev.undeclared(t, taken, at)
	}
	r.expand()
	if r.expanding {
		return ev.fail(at, r.Addr()+" refers to itself")
	}
	return ev.follow(r.reference(), t[taken:], at)
}

// undeclared is what a name of some steps refers to that the module doesn't have. It is an error, but the same one
// wherever it stands: the key and the policy of a user who is missing are still one user's.
func (ev *evaluator) undeclared(t hcl.Traversal, steps int, at hcl.Range) cty.Value {
	var names []string
	for _, step := range t[:min(steps, len(t))] {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			names = append(names, step.Name)
		case hcl.TraverseAttr:
			names = append(names, step.Name)
		}
	}
	name := strings.Join(names, ".")
	if len(names) < steps {
		return ev.fail(at, "no such name: "+name)
	}
	ev.problemf("%s: no such name: %s", at, name)
	ref := ev.refs.add("undeclared "+ev.refs.call(ev.scope.module).text+name, func() *Ref { return &Ref{Source: name, failed: true} })
	return ev.follow(ref.value(), t[steps:], at)
}

// variable is a variable's value: what the caller passes, what the host knows, or the default.
func (ev *evaluator) variable(v *Variable) cty.Value {
	return ev.once(v, v.DefRange, func() cty.Value {
		m := v.Module
		if m.tree.loader.open && v.absent() {
			return ev.refs.opaque(m.Prefix()+"var."+v.Name, nil, false).value()
		}
		if m.call == nil {
			if value, ok := m.tree.loader.hostVariable(v.Name); ok {
				return ev.settleVariable(v, value)
			}
		} else if attr := m.call.inputs[v.Name]; attr != nil {
			if value := ev.value(attr.Expr, m.callScope); !value.IsNull() || v.Default == nil || !v.notNull {
				return v.conform(value)
			}
		}
		if v.Default != nil {
			return v.conform(ev.value(v.Default, m.scope))
		}
		return ev.refs.opaque(m.Prefix()+"var."+v.Name, nil, false).value()
	})
}

// settleVariable makes what the host answered a value of ours.
func (ev *evaluator) settleVariable(v *Variable, value cty.Value) cty.Value {
	value, _ = value.UnmarkDeep()
	name := v.Module.Prefix() + "var." + v.Name
	settled, err := cty.Transform(value, func(path cty.Path, part cty.Value) (cty.Value, error) {
		if part.IsKnown() {
			return part, nil
		}
		return ev.refs.opaque(name, nil, false).value(), nil
	})
	if err != nil || !settled.IsWhollyKnown() {
		return ev.refs.opaque(name, nil, false).value()
	}
	return settled
}

// output is an output of a module instance.
func (ev *evaluator) output(m *Module, name string, at hcl.Range) cty.Value {
	out, ok := m.outputs[name]
	if !ok && m.source.outline { // which has those that matter
		return ev.refs.step(ev.refs.missing(m.call), name).value()
	}
	if !ok {
		return ev.fail(at, m.addr()+" has no output "+name)
	}
	attr := out.attribute("value")
	if attr == nil {
		return ev.fail(at, "an output without value")
	}
	return ev.once(out, at, func() cty.Value { return ev.value(attr.Expr, m.scope) })
}

// Dir returns the module's directory, with slashes, from the root module's: "." or "modules/ci".
func (m *Module) Dir() string { return m.source.path }

// Outlined reports whether the module is a published one whose code is not at hand, so that an Outline stands for it: the
// places of what is in it are nowhere in the user's files.
func (m *Module) Outlined() bool { return m.source != nil && m.source.outline }

// OutlinedBy returns the call in the user's files that leads to an outlined module; nil for any other module.
func (m *Module) OutlinedBy() *Call {
	var call *Call
	for ; m.Outlined(); m = m.call.Module {
		call = m.call
	}
	return call
}

// IsLocal reports whether the module is part of the configuration's own code: the root, or called by a path from a
// module that is.
func (m *Module) IsLocal() bool {
	return m.call == nil || isLocal(m.call.Source) && m.call.Module.IsLocal()
}

// LintedItself reports whether tflint lints the module in a run of its own besides this one, as --recursive does with
// every directory of the configuration.
func (m *Module) LintedItself() bool {
	return !m.IsRoot() && m.IsLocal() && m.tree.loader.options.Recursive
}

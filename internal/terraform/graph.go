package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Dependents are the resources, outputs and calls whose code refers to something, directly or through locals, variables,
// outputs and other resources. Nothing is evaluated to find them: a rule asks for them first, so that it evaluates only
// what can matter.
type Dependents struct {
	of map[any]bool
}

// Has reports whether a *Resource, *Output or *Call is among them. What is referred to is among them itself.
func (d *Dependents) Has(node any) bool { return d.of[node] }

// Dependents finds what depends on some resources, or on outputs of modules whose code is not at hand. The name of an
// output is "" where the code takes the module as a whole.
func (t *Tree) Dependents(resource func(*Resource) bool, output func(c *Call, name string) bool) *Dependents {
	var from []any
	for _, m := range t.Modules() {
		for _, r := range m.Resources {
			if resource(r) {
				from = append(from, r)
			}
		}
	}
	// What names appear in the code can be told without parsing it. Of what can be reached by names, which is little as a
	// rule, the references are then read exactly.
	if t.names == nil {
		t.names = newGraph(t, nil)
	}
	rough := slices.Clone(from)
	for _, use := range t.names.uses {
		rough = append(rough, use.node)
	}
	exact := newGraph(t, t.names.reach(rough))
	for _, use := range exact.uses {
		if output(use.call, use.output) {
			from = append(from, use.node)
		}
	}
	return &Dependents{of: exact.reach(from)}
}

// graph leads from what has a name in a module to what refers to it.
type graph struct {
	among      map[any]bool // the nodes that are looked at exactly; nil for all of them, by the names in their code
	dependents map[any][]any
	uses       []use
}

func newGraph(t *Tree, among map[any]bool) *graph {
	g := &graph{among: among, dependents: map[any][]any{}}
	for _, m := range t.Modules() {
		g.add(m)
	}
	return g
}

// reach finds the nodes that some nodes lead to, with these.
func (g *graph) reach(from []any) map[any]bool {
	found := map[any]bool{}
	for next := from; len(next) > 0; {
		node := next[len(next)-1]
		next = next[:len(next)-1]
		if !found[node] {
			found[node] = true
			next = append(next, g.dependents[node]...)
		}
	}
	return found
}

// use is what refers to an output of a module whose code is not at hand.
type use struct {
	call   *Call
	output string
	node   any
}

// mention is a reference as it is written: local.name, module.name.output, aws_iam_user.name.
type mention struct {
	root, name string
	output     string // of a module
}

func (g *graph) add(m *Module) {
	for _, l := range m.Locals {
		if g.looksAt(l) {
			g.connect(m, m.source.inExpr(l.Expr), l)
		}
	}
	for _, r := range m.Resources {
		if g.looksAt(r) {
			g.connect(m, g.inBody(m, r.body), r)
		}
	}
	for _, out := range m.Outputs {
		if g.looksAt(out) {
			g.connect(m, g.inBody(m, out.body), out)
		}
	}
	for _, c := range m.Calls {
		if c.Missing() {
			if g.looksAt(c) {
				g.connect(m, g.inBody(m, c.body), c)
			}
			continue
		}
		repeated := g.inRepetition(m, c.body)
		for _, child := range c.Modules() {
			for _, v := range child.Variables {
				if input := c.inputs[v.Name]; input != nil && g.looksAt(v) {
					g.connect(m, m.source.inExpr(input.Expr), v)
					g.connect(m, repeated, v)
				}
			}
			for _, out := range child.Outputs {
				g.dependents[out] = append(g.dependents[out], c)
			}
		}
	}
}

func (g *graph) looksAt(node any) bool { return g.among == nil || g.among[node] }

// connect notes that a node of a module refers to what is mentioned.
func (g *graph) connect(m *Module, mentions []mention, node any) {
	for _, to := range mentions {
		var target any
		switch to.root {
		case "var":
			if v, ok := m.variables[to.name]; ok {
				target = v
			}
		case "local":
			if l, ok := m.locals[to.name]; ok {
				target = l
			}
		case "module":
			c, ok := m.calls[to.name]
			if ok && c.Missing() {
				g.uses = append(g.uses, use{c, to.output, node})
				continue
			}
			if ok {
				target = c
			}
		default:
			if r, ok := m.resources[to.root+"."+to.name]; ok {
				target = r
			}
		}
		if target != nil && target != node {
			g.dependents[target] = append(g.dependents[target], node)
		}
	}
}

func (g *graph) inBody(m *Module, body hcl.Body) []mention {
	if over, ok := body.(*overridden); ok {
		return append(slices.Clip(g.inBody(m, over.base)), g.inBody(m, over.override)...)
	}
	if lazy, ok := body.(*lazyBody); ok && g.among == nil {
		return m.source.named(lazy)
	}
	return m.source.inBody(body)
}

// inRepetition are the mentions in count and for_each, on which each.value depends.
func (g *graph) inRepetition(m *Module, body hcl.Body) []mention {
	var found []mention
	count, forEach := repetition(body)
	for _, attr := range []*hcl.Attribute{count, forEach} {
		if attr != nil {
			found = append(found, m.source.inExpr(attr.Expr)...)
		}
	}
	return found
}

// inBody are the references in a block. The instances of a module share what was found.
func (d *directory) inBody(body hcl.Body) []mention {
	if found, ok := d.mentions[body]; ok {
		return found
	}
	var found []mention
	for _, a := range argumentsOf(body, nil) {
		found = append(found, mentionsIn(a.expr)...)
	}
	d.mentions[body] = found
	return found
}

func (d *directory) inExpr(e hcl.Expression) []mention {
	if found, ok := d.mentions[e]; ok {
		return found
	}
	var found []mention
	if native := nativeExpr(e); native != nil {
		found = mentionsIn(native)
	}
	d.mentions[e] = found
	return found
}

func mentionsIn(node hclsyntax.Node) []mention {
	var found []mention
	_ = hclsyntax.VisitAll(node, func(node hclsyntax.Node) hcl.Diagnostics {
		if e, ok := node.(*iterable); ok { // a visit goes to the parts of what it wraps
			node = e.Expression
		}
		if e, ok := node.(*scopeTraversal); ok {
			if to, ok := mentioned(e.Traversal); ok {
				found = append(found, to)
			}
		}
		return nil
	})
	return found
}

func mentioned(t hcl.Traversal) (mention, bool) {
	var names []string
	for _, step := range t[1:] {
		if attr, ok := step.(hcl.TraverseAttr); ok {
			names = append(names, attr.Name)
		}
	}
	root := t.RootName()
	switch root {
	case "data", "ephemeral":
		if len(names) > 0 {
			root, names = root+"."+names[0], names[1:]
		}
	case "resource":
		if len(names) > 0 {
			root, names = names[0], names[1:]
		}
	}
	if len(names) == 0 {
		return mention{}, false
	}
	to := mention{root: root, name: names[0]}
	if root == "module" && len(names) > 1 {
		to.output = names[1]
	}
	return to, true
}

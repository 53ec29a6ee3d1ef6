package terraform

import (
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
	g := t.references()
	found := &Dependents{of: map[any]bool{}}
	var next []any
	for _, m := range t.Modules() {
		for _, r := range m.Resources {
			if resource(r) {
				next = append(next, r)
			}
		}
	}
	for _, use := range g.uses {
		if output(use.call, use.output) {
			next = append(next, use.node)
		}
	}
	for len(next) > 0 {
		node := next[len(next)-1]
		next = next[:len(next)-1]
		if !found.of[node] {
			found.of[node] = true
			next = append(next, g.dependents[node]...)
		}
	}
	return found
}

// references is the graph of all references, made once.
func (t *Tree) references() *graph {
	if t.graph == nil {
		t.graph = &graph{dependents: map[any][]any{}, mentions: map[any][]mention{}, native: t.ev.mentions}
		for _, m := range t.Modules() {
			t.graph.add(m)
		}
	}
	return t.graph
}

// graph leads from what has a name in a module to what refers to it.
type graph struct {
	dependents map[any][]any
	mentions   map[any][]mention // by body or expression, which the instances of a module share
	native     map[*hclsyntax.Body][]mention
	uses       []use
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
		g.connect(m, g.inExpr(l.Expr), l)
	}
	for _, r := range m.Resources {
		g.connect(m, g.inBody(r.body), r)
	}
	for _, out := range m.Outputs {
		g.connect(m, g.inBody(out.body), out)
	}
	for _, c := range m.Calls {
		if c.Missing() {
			g.connect(m, g.inBody(c.body), c)
			continue
		}
		repeated := g.inRepetition(c.body)
		for _, child := range c.Modules() {
			for _, v := range child.Variables {
				if input := c.inputs[v.Name]; input != nil {
					g.connect(m, g.inExpr(input.Expr), v)
					g.connect(m, repeated, v)
				}
			}
			for _, out := range child.Outputs {
				g.dependents[out] = append(g.dependents[out], c)
			}
		}
	}
}

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

func (g *graph) inBody(body hcl.Body) []mention {
	if native, ok := body.(*hclsyntax.Body); ok {
		return g.native[native]
	}
	if found, ok := g.mentions[body]; ok {
		return found
	}
	var found []mention
	switch body := body.(type) {
	case *overridden:
		found = append(append(found, g.inBody(body.base)...), g.inBody(body.override)...)
	default: // JSON syntax, in which nested blocks are arguments too
		attrs, _ := body.JustAttributes()
		for _, attr := range attrs {
			found = append(found, g.inExpr(attr.Expr)...)
		}
	}
	g.mentions[body] = found
	return found
}

func (g *graph) inExpr(e hcl.Expression) []mention {
	if found, ok := g.mentions[e]; ok {
		return found
	}
	var found []mention
	if native := nativeExpr(e); native != nil {
		found = mentionsIn(native)
	}
	g.mentions[e] = found
	return found
}

// inRepetition are the mentions in count and for_each, on which each.value depends.
func (g *graph) inRepetition(body hcl.Body) []mention {
	var found []mention
	count, forEach := repetition(body)
	for _, attr := range []*hcl.Attribute{count, forEach} {
		if attr != nil {
			found = append(found, g.inExpr(attr.Expr)...)
		}
	}
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

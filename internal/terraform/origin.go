package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// Origin is a place in the code where a text was written that an argument takes its value from.
type Origin struct {
	Module *Module
	Range  hcl.Range
	Text   string
	// Variable is the variable whose default or tfvars value holds the text; nil for a text written anywhere else.
	Variable *Variable
	// Assigned says that the text stands in a tfvars file, as the value of Variable.
	Assigned bool
	// Local is the local that holds the text; nil for a text written anywhere else.
	Local *Local
}

// maxOrigins bounds the search through locals, variables and module arguments.
const maxOrigins = 200

// Origins finds where the non-empty texts that an argument can hold are written: in the argument itself, in a local, in
// a variable's default or its value in a tfvars file, or in the argument of a module call. path leads into the argument's
// value, when that is an object. A default counts even if a tfvars file overrides it: it stands in the code all the same.
func (b *Block) Origins(attr string, path ...string) []Origin {
	a := b.attribute(attr)
	if a == nil {
		return nil
	}
	search := &originSearch{seen: map[originKey]bool{}}
	search.expr(a.Expr, b.scope, path, Origin{Module: b.Module()})
	return search.found
}

type originSearch struct {
	found []Origin
	seen  map[originKey]bool
}

type originKey struct {
	at     hcl.Range
	module *Module
}

// expr searches one expression. from says where it stands.
func (s *originSearch) expr(e hcl.Expression, sc *scope, path []string, from Origin) {
	key := originKey{e.Range(), sc.module}
	if s.seen[key] || len(s.seen) > maxOrigins {
		return
	}
	s.seen[key] = true
	from.Module = sc.module
	native := nativeExpr(e)
	switch e := native.(type) {
	case nil:
		return
	case *scopeTraversal:
		s.reference(e.Traversal, sc, path, from)
		return
	case *object:
		if len(path) > 0 {
			for _, item := range e.Items {
				for _, k := range sc.module.tree.ev.alternatives(item.KeyExpr, sc) {
					if key, ok := text(k); ok && key == path[0] {
						s.expr(item.ValueExpr, sc, path[1:], from)
					}
				}
			}
			return
		}
	case *hclsyntax.ParenthesesExpr:
		s.expr(e.Expression, sc, path, from)
		return
	case *hclsyntax.TemplateWrapExpr:
		s.expr(e.Wrapped, sc, path, from)
		return
	case *template:
		if e.IsStringLiteral() {
			s.text(sc.module.tree.ev.alternatives(e, sc), e.Range(), path, from)
			return
		}
	case *hclsyntax.LiteralValueExpr:
		s.text([]cty.Value{e.Val}, e.Range(), path, from)
		return
	}
	s.parts(native, sc, path, from)
}

// nativeExpr is an expression in native syntax; nil if it has none.
func nativeExpr(e hcl.Expression) hclsyntax.Expression {
	switch e := e.(type) {
	case *jsonExpr:
		return e.native()
	case hclsyntax.Expression:
		return e
	case interface{ UnwrapExpression() hcl.Expression }: // in a dynamic block
		return nativeExpr(e.UnwrapExpression())
	}
	return nil
}

// parts searches an expression that computes its value, such as coalesce(var.key, "literal"): every text that the value
// can be, and every reference that can have it.
func (s *originSearch) parts(e hclsyntax.Expression, sc *scope, path []string, from Origin) {
	ev := sc.module.tree.ev
	wanted := map[string]bool{}
	for _, v := range ev.alternatives(e, sc) {
		if text, ok := text(at(v, path)); ok && text != "" && !token.In(text) {
			wanted[text] = true
		}
	}
	before := len(s.found)
	_ = hclsyntax.VisitAll(e, func(node hclsyntax.Node) hcl.Diagnostics {
		switch node := node.(type) {
		case *scopeTraversal:
			s.reference(node.Traversal, sc, nil, from)
		case *template:
			if node.IsStringLiteral() {
				s.text(ev.alternatives(node, sc), node.Range(), nil, from)
			}
		}
		return nil
	})
	kept := s.found[:before]
	for _, o := range s.found[before:] {
		if wanted[o.Text] {
			kept = append(kept, o)
		}
	}
	if s.found = kept; len(s.found) == before {
		// Put together from pieces: the whole expression is where it is written.
		for text := range wanted {
			s.text([]cty.Value{cty.StringVal(text)}, e.Range(), nil, from)
			break
		}
	}
}

// reference follows var.x and local.x.
func (s *originSearch) reference(t hcl.Traversal, sc *scope, path []string, from Origin) {
	if len(t) < 2 {
		return
	}
	name, ok := t[1].(hcl.TraverseAttr)
	if !ok {
		return
	}
	deeper := append(steps(t[2:]), path...)
	m := sc.module
	switch t.RootName() {
	case "local":
		if l, ok := m.locals[name.Name]; ok {
			s.expr(l.Expr, m.scope, deeper, Origin{Local: l})
		}
	case "var":
		v, ok := m.variables[name.Name]
		if !ok {
			return
		}
		if m.call != nil {
			if attr := m.call.inputs[v.Name]; attr != nil {
				s.expr(attr.Expr, m.callScope, deeper, Origin{})
				return
			}
		}
		if v.Default != nil {
			s.expr(v.Default, m.scope, deeper, Origin{Variable: v})
		}
		for _, a := range m.assignments(v.Name) {
			s.expr(a.expr, m.scope, deeper, Origin{Variable: v, Assigned: true})
		}
	}
}

func steps(t hcl.Traversal) []string {
	var names []string
	for _, step := range t {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			names = append(names, step.Name)
		case hcl.TraverseIndex:
			if s, ok := text(step.Key); ok {
				names = append(names, s)
			}
		}
	}
	return names
}

func (s *originSearch) text(alternatives []cty.Value, where hcl.Range, path []string, from Origin) {
	for _, v := range alternatives {
		text, ok := text(at(v, path))
		if ok && text != "" && !token.In(text) {
			from.Range, from.Text = where, text
			s.found = append(s.found, from)
		}
	}
}

// at is the part of a value that a path leads to; null if there is none.
func at(v cty.Value, path []string) cty.Value {
	for _, name := range path {
		if v.IsNull() || !v.CanIterateElements() {
			return cty.NullVal(cty.DynamicPseudoType)
		}
		next := cty.NullVal(cty.DynamicPseudoType)
		for it := v.ElementIterator(); it.Next(); {
			k, element := it.Element()
			if s, _ := text(k); s == name {
				next = element
			}
		}
		v = next
	}
	return v
}

package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// maxUsedInstances is how many instances of a block are evaluated for UsedTexts: they say the same, as a rule.
const maxUsedInstances = 3

// UsedTexts evaluates the arguments of the resources, calls and outputs that refer to one of some locals and variables
// ("local.script", "var.key"), directly or through other locals, or that are named themselves. It shows what a text that
// says nothing by itself is used for: a local's value as the value of an environment variable.
func (m *Module) UsedTexts(addrs map[string]bool) []*Text {
	reached := m.reachedFrom(addrs)
	var all []*Text
	for _, r := range m.Resources {
		if !reached[r.Addr()] && !mentions(r.body, reached) {
			continue
		}
		for i, instance := range r.Instances() {
			if i == maxUsedInstances {
				break
			}
			all = append(all, usedTexts(instance.Arguments(), place{block: "resource", addr: r.Addr(), name: r.Name})...)
		}
	}
	for _, c := range m.Calls {
		if reached[c.Addr()] || mentions(c.body, reached) {
			all = append(all, usedTexts(c.Arguments(), place{block: "module", addr: c.Addr(), name: c.Name})...)
		}
	}
	for _, out := range m.Outputs {
		if addr := "output." + out.Name; reached[addr] || mentions(out.body, reached) {
			all = append(all, usedTexts(out.Arguments(), place{block: "output", addr: addr, name: out.Name})...)
		}
	}
	return all
}

// reachedFrom adds to some names the locals that are made of them.
func (m *Module) reachedFrom(addrs map[string]bool) map[string]bool {
	reached := map[string]bool{}
	for addr := range addrs {
		reached[addr] = true
	}
	for more := true; more; {
		more = false
		for _, l := range m.Locals {
			addr := "local." + l.Name
			native := nativeExpr(l.Expr)
			if !reached[addr] && native != nil && mentionedIn(native, reached) {
				reached[addr], more = true, true
			}
		}
	}
	return reached
}

func mentions(body hcl.Body, addrs map[string]bool) bool {
	for _, a := range argumentsOf(body, nil) {
		if mentionedIn(a.expr, addrs) {
			return true
		}
	}
	return false
}

func mentionedIn(e hclsyntax.Expression, addrs map[string]bool) bool {
	return slices.ContainsFunc(references(e), func(t hcl.Traversal) bool {
		if len(t) < 2 {
			return false
		}
		attr, ok := t[1].(hcl.TraverseAttr)
		return ok && addrs[t.RootName()+"."+attr.Name]
	})
}

// usedTexts takes the strings out of evaluated arguments.
func usedTexts(arguments []Argument, p place) []*Text {
	w := &textWalker{kind: UsedText}
	named := map[string]string{} // by the path of a block, what an argument in it says that it is called
	for _, a := range arguments {
		path := strings.Join(a.Path, ".")
		inner := p
		inner.path = append(append([]string(nil), a.Path...), a.Name)
		inner.name = a.Name
		if s, ok := a.Text(); ok && isNameKey(a.Name) {
			named[path] = s
		}
		if isValueKey(a.Name) {
			if inner.name = named[path]; inner.name == "" {
				inner.name = p.name
			}
		}
		for _, v := range a.Alternatives {
			inner.group = w.newGroup()
			budget := maxNodes
			w.value(v, a.Range, inner, &budget)
		}
	}
	return w.texts
}

// value walks a value, as object and tuple constructors are walked.
func (w *textWalker) value(v cty.Value, at hcl.Range, p place, budget *int) {
	if *budget--; *budget < 0 || v.IsNull() || !v.IsKnown() {
		return
	}
	if isString(v) {
		w.add(v.AsString(), at, p)
		return
	}
	if !v.CanIterateElements() {
		return
	}
	if isSequence(v) {
		for it := v.ElementIterator(); it.Next(); {
			_, element := it.Element()
			w.value(element, at, p, budget)
		}
		return
	}
	var keys []string
	named := p.name
	for it := v.ElementIterator(); it.Next(); {
		k, element := it.Element()
		key, _ := text(k)
		keys = append(keys, key)
		if name, ok := text(element); ok && isNameKey(key) {
			named = name
		}
	}
	if !isPair(keys) {
		p.group = w.newGroup()
	}
	for it := v.ElementIterator(); it.Next(); {
		k, element := it.Element()
		key, _ := text(k)
		inner := p.at(key)
		if isValueKey(key) {
			inner.name = named
		}
		w.value(element, at, inner, budget)
	}
}

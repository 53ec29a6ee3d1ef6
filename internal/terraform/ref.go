package terraform

import (
	"fmt"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// Ref is what a token stands for: an attribute of a resource instance, or an expression whose value is known only after
// apply.
type Ref struct {
	// Instance is the resource instance that is referred to; nil for anything else.
	Instance *Instance
	// Call is the module call that is referred to, where the module's code is not at hand; nil for anything else.
	Call *Call
	// Path leads from the instance or the call to the value: ["name"]; empty for the whole object.
	Path []string
	// From are the references that the value was computed from.
	From []*Ref
	// Source is the expression as written, for the log only.
	Source string

	module  *Module // an instance of a module call as a whole
	failed  bool    // not unknown but an error: try() passes on
	reveals bool    // the value holds what From stand for
	text    string  // the token
}

// Attr returns the reference's path as one name: "name", "policy", "tags.Owner".
func (r *Ref) Attr() string { return strings.Join(r.Path, ".") }

// refs holds what each token of an evaluation stands for. Equal references are one token, so that equal text means
// equal value.
type refs struct {
	table    []*Ref
	byKey    map[string]*Ref
	byObject map[any]*Ref
}

func (t *refs) add(key string, make func() *Ref) *Ref {
	if r, ok := t.byKey[key]; ok {
		return r
	}
	if t.byKey == nil {
		t.byKey = map[string]*Ref{}
	}
	r := t.enter(make())
	t.byKey[key] = r
	return r
}

// whole is the token of an *Instance, *Module or *Call.
func (t *refs) whole(object any, make func() *Ref) *Ref {
	if r, ok := t.byObject[object]; ok {
		return r
	}
	if t.byObject == nil {
		t.byObject = map[any]*Ref{}
	}
	r := t.enter(make())
	t.byObject[object] = r
	return r
}

func (t *refs) enter(r *Ref) *Ref {
	r.text = token.Text(len(t.table))
	t.table = append(t.table, r)
	return r
}

// in returns the references that stand in a text, in order.
func (t *refs) in(s string) []*Ref {
	if !token.In(s) {
		return nil
	}
	var found []*Ref
	for _, part := range token.Split(s) {
		if part.Token && part.ID >= 0 && part.ID < len(t.table) {
			found = append(found, t.table[part.ID])
		}
	}
	return found
}

// inValue returns the references that stand anywhere in a value, without repetition.
func (t *refs) inValue(v cty.Value) []*Ref {
	var found []*Ref
	seen := map[*Ref]bool{}
	walk(v, func(leaf cty.Value) bool {
		if isString(leaf) {
			for _, r := range t.in(leaf.AsString()) {
				if !seen[r] {
					seen[r] = true
					found = append(found, r)
				}
			}
		}
		return true
	})
	return found
}

// of returns the reference that a value wholly consists of.
func (t *refs) of(v cty.Value) *Ref {
	if id, ok := tokenOf(v); ok && id < len(t.table) {
		return t.table[id]
	}
	return nil
}

func (r *Ref) value() cty.Value { return cty.StringVal(r.text) }

// instance is the token of a whole resource instance.
func (t *refs) instance(i *Instance) *Ref {
	return t.whole(i, func() *Ref { return &Ref{Instance: i, Source: i.Resource.Addr()} })
}

// call is the token of a whole module instance.
func (t *refs) call(m *Module) *Ref {
	return t.whole(m, func() *Ref { return &Ref{module: m, Source: m.addr()} })
}

// missing is the token of a call of a module whose code is not at hand.
func (t *refs) missing(c *Call) *Ref {
	return t.whole(c, func() *Ref { return &Ref{Call: c, Source: c.Module.Prefix() + c.Addr()} })
}

// step is the token of an attribute or element of what another token stands for.
func (t *refs) step(r *Ref, name string) *Ref {
	return t.add(r.text+"."+name, func() *Ref {
		next := &Ref{
			Instance: r.Instance, Call: r.Call, From: t.stepFrom(r, name), Source: r.Source + "." + name,
			failed: r.failed, reveals: r.reveals,
		}
		if r.Instance != nil || r.Call != nil {
			next.Path = append(append([]string(nil), r.Path...), name)
		}
		return next
	})
}

// opaque is the token of an expression whose value depends on from.
func (t *refs) opaque(source string, from []*Ref, failed bool) *Ref {
	var key strings.Builder
	fmt.Fprintf(&key, "o%t %s", failed, source)
	for _, r := range from {
		key.WriteString(r.text)
	}
	return t.add(key.String(), func() *Ref {
		return &Ref{Source: source, From: from, failed: failed}
	})
}

// failed reports whether part of a value is an error rather than unknown.
func (t *refs) failed(v cty.Value) bool {
	for _, r := range t.inValue(v) {
		if r.failed {
			return true
		}
	}
	return false
}

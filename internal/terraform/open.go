package terraform

import "github.com/zclconf/go-cty/cty"

// Open is the same configuration as somebody would use it who gives every root variable a value: those whose value is
// null or empty here, because that is their default, are unknown in it. A variable that says which projects get a key
// has no other meaning. A flag that is off stays off.
func (t *Tree) Open() *Tree {
	l := *t.loader
	l.open = true
	l.tree = &Tree{ev: t.ev, loader: &l}
	l.tree.Root = l.build(t.Root.source, nil, nil)
	return l.tree
}

// absent reports whether a root variable has an empty value by default, and no other from the host.
func (v *Variable) absent() bool {
	m := v.Module
	if m.call != nil || v.Default == nil || !isEmpty(m.tree.ev.value(v.Default, m.scope)) {
		return false
	}
	value, ok := m.tree.loader.hostVariable(v.Name)
	if !ok {
		return true
	}
	value, _ = value.UnmarkDeep()
	return isEmpty(value)
}

func isEmpty(v cty.Value) bool {
	switch {
	case v.IsNull():
		return true
	case !v.IsKnown():
		return false
	case v.Type() == cty.String:
		return v.AsString() == ""
	}
	return v.CanIterateElements() && v.LengthInt() == 0
}

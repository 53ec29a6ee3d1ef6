package terraform

import "github.com/zclconf/go-cty/cty"

// MayHold reports whether a text that accept knows can be part of any value: it stands in the code or in the value of a
// root variable, or the code reads files, of which this is not known. Text that is put together from pieces, or decoded,
// is not seen.
func (t *Tree) MayHold(accept func(text []byte) bool) bool {
	t.Modules() // all code is read then
	for _, d := range t.loader.directories {
		if d == nil {
			continue
		}
		for _, file := range d.files {
			if callsFile(file.source) || accept(file.source) {
				return true
			}
		}
	}
	for _, v := range t.Root.Variables {
		if mayHold(t.ev.variable(v), accept) {
			return true
		}
	}
	return false
}

// mayHold looks at the strings in a value and at the keys of its maps.
func mayHold(v cty.Value, accept func([]byte) bool) bool {
	if s, ok := text(v); ok {
		return accept([]byte(s))
	}
	if v.IsNull() || !v.IsKnown() || !v.CanIterateElements() {
		return false
	}
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if mayHold(element, accept) || mayHold(key, accept) {
			return true
		}
	}
	return false
}

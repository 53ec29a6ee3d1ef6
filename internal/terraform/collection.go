package terraform

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Tokens stand for values of any type, so that what is a list, set or map in Terraform may have elements of several types
// here. It is a tuple or an object then. Where the types are alike it is what it is in Terraform, because == tells a list
// from a tuple.

// listOf makes a list of elements.
func listOf(elements []cty.Value) cty.Value {
	if len(elements) == 0 {
		return cty.ListValEmpty(cty.DynamicPseudoType)
	}
	if converted, ok := unified(elements); ok {
		return cty.ListVal(converted)
	}
	return cty.TupleVal(elements)
}

// setOf makes a set of elements.
func setOf(elements []cty.Value) cty.Value {
	if len(elements) == 0 {
		return cty.SetValEmpty(cty.DynamicPseudoType)
	}
	kept := unique(elements)
	if converted, ok := unified(kept); ok {
		return cty.SetVal(converted)
	}
	return cty.TupleVal(kept)
}

// mapOf makes a map of elements.
func mapOf(elements map[string]cty.Value) cty.Value {
	if len(elements) == 0 {
		return cty.MapValEmpty(cty.DynamicPseudoType)
	}
	keys := make([]string, 0, len(elements))
	values := make([]cty.Value, 0, len(elements))
	for key, value := range elements {
		keys, values = append(keys, key), append(values, value)
	}
	converted, ok := unified(values)
	if !ok {
		return cty.ObjectVal(elements)
	}
	fields := make(map[string]cty.Value, len(keys))
	for i, key := range keys {
		fields[key] = converted[i]
	}
	return cty.MapVal(fields)
}

// unified converts values to one type, if there is one for all of them.
func unified(values []cty.Value) ([]cty.Value, bool) {
	types := make([]cty.Type, len(values))
	for i, v := range values {
		types[i] = v.Type()
	}
	ty, _ := convert.UnifyUnsafe(types)
	if ty == cty.NilType || ty.HasDynamicTypes() {
		return nil, false
	}
	converted := make([]cty.Value, len(values))
	for i, v := range values {
		var err error
		if converted[i], err = convert.Convert(v, ty); err != nil {
			return nil, false
		}
	}
	return converted, true
}

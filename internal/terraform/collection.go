package terraform

import (
	"slices"

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
	types, ok := distinctTypes(values)
	if !ok {
		return nil, false
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

// maxTypes bounds how many types are unified: the work for it grows with their square.
const maxTypes = 50

// distinctTypes are the types of values, each once; false if there are too many.
func distinctTypes(values []cty.Value) ([]cty.Type, bool) {
	var types []cty.Type
	for _, v := range values {
		if !slices.ContainsFunc(types, v.Type().Equals) {
			types = append(types, v.Type())
		}
		if len(types) > maxTypes {
			return nil, false
		}
	}
	return types, true
}

// convertible makes a list of a long tuple whose types are alike, which is more than cty does in reasonable time. It
// returns false for a value that is too much for cty.
func convertible(v cty.Value, ty cty.Type) (cty.Value, bool) {
	if !v.Type().IsTupleType() || v.IsNull() || !v.IsKnown() || v.LengthInt() <= maxTypes || !ty.IsListType() && !ty.IsSetType() {
		return v, true
	}
	if converted, ok := unified(v.AsValueSlice()); ok {
		return cty.ListVal(converted), true
	}
	return v, v.LengthInt() < 20*maxTypes
}

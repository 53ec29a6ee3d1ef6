package terraform

import (
	"sort"
	"strconv"

	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// conform gives a value the variable's type as far as it goes: optional attributes get their defaults, primitives are
// converted, sets lose duplicates. Tokens stay as they are, whatever type they stand for.
// https://developer.hashicorp.com/terraform/language/expressions/type-constraints#optional-object-type-attributes
func (v *Variable) conform(value cty.Value) cty.Value {
	if v.typeExpr == nil {
		return value
	}
	ty, defaults, diags := typeexpr.TypeConstraintWithDefaults(v.typeExpr)
	if diags.HasErrors() {
		return value
	}
	return conform(value, ty, defaults)
}

func conform(value cty.Value, ty cty.Type, defaults *typeexpr.Defaults) cty.Value {
	if value.IsNull() || isString(value) && unknown(value) {
		return value
	}
	child := func(name string) *typeexpr.Defaults {
		if defaults == nil {
			return nil
		}
		return defaults.Children[name]
	}
	switch {
	case ty.IsObjectType() && (value.Type().IsObjectType() || value.Type().IsMapType()):
		given := value.AsValueMap()
		fields := map[string]cty.Value{}
		for name, fieldType := range ty.AttributeTypes() {
			field, ok := given[name]
			if (!ok || field.IsNull()) && defaults != nil {
				if fallback, has := defaults.DefaultValues[name]; has {
					field, ok = fallback, true
				}
			}
			if !ok {
				field = cty.NullVal(cty.DynamicPseudoType)
			}
			fields[name] = conform(field, fieldType, child(name))
		}
		return cty.ObjectVal(fields)
	case ty.IsMapType() && (value.Type().IsObjectType() || value.Type().IsMapType()):
		fields := map[string]cty.Value{}
		for name, field := range value.AsValueMap() {
			fields[name] = conform(field, ty.ElementType(), child(""))
		}
		return cty.ObjectVal(fields)
	case (ty.IsListType() || ty.IsSetType()) && isSequence(value):
		elements, _ := elementsOf(value)
		for i, element := range elements {
			elements[i] = conform(element, ty.ElementType(), child(""))
		}
		if ty.IsSetType() {
			elements = unique(elements)
			sort.SliceStable(elements, func(i, j int) bool { // a set of texts has their order
				return isString(elements[i]) && isString(elements[j]) && elements[i].AsString() < elements[j].AsString()
			})
		}
		return cty.TupleVal(elements)
	case ty.IsTupleType() && isSequence(value):
		elements, _ := elementsOf(value)
		for i, elementType := range ty.TupleElementTypes() {
			if i < len(elements) {
				elements[i] = conform(elements[i], elementType, child(strconv.Itoa(i)))
			}
		}
		return cty.TupleVal(elements)
	case ty.IsPrimitiveType():
		if converted, err := convert.Convert(value, ty); err == nil {
			return converted
		}
	}
	return value
}

package terraform

import (
	"errors"
	"math/big"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// The collection functions that Terraform has beside go-cty's, and those that must accept collections of mixed types,
// because a token is a string whatever it stands for.

var errNotACollection = errors.New("not a collection")

// errUnknown makes a call's result unknown where its arguments are.
var errUnknown = errors.New("known only after apply")

var allTrueFunc = quantifier(true)
var anyTrueFunc = quantifier(false)

func quantifier(all bool) function.Function {
	return dynamic(func(args []cty.Value) (cty.Value, error) {
		elements, ok := onlyCollection(args)
		if !ok {
			return cty.NilVal, errNotACollection
		}
		result := all
		for _, element := range elements {
			b, err := convert.Convert(element, cty.Bool)
			if err != nil {
				return cty.NilVal, err
			}
			if is := !b.IsNull() && b.True(); is != all {
				result = !all
			}
		}
		return cty.BoolVal(result), nil
	})
}

func onlyCollection(args []cty.Value) ([]cty.Value, bool) {
	if len(args) != 1 {
		return nil, false
	}
	return elementsOf(args[0])
}

var coalesceFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	for _, arg := range args {
		if s, isText := text(arg); !arg.IsNull() && (!isText || s != "") {
			return alike(arg, args), nil
		}
	}
	return cty.NilVal, errors.New("no value")
})

// alike converts a value to a string if it is a number or bool among values of other primitive types.
func alike(v cty.Value, among []cty.Value) cty.Value {
	s, isText := text(v)
	for _, other := range among {
		if !isText || !other.Type().IsPrimitiveType() {
			return v
		}
		if other.Type() != v.Type() {
			return cty.StringVal(s)
		}
	}
	return v
}

var compactFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	elements, ok := onlyCollection(args)
	if !ok {
		return cty.NilVal, errNotACollection
	}
	var kept []cty.Value
	for _, element := range elements {
		s, isText := text(element)
		if !isText && !element.IsNull() {
			return cty.NilVal, errors.New("not a string")
		}
		if s != "" {
			kept = append(kept, cty.StringVal(s))
		}
	}
	return listOf(kept), nil
})

var distinctFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	elements, ok := onlyCollection(args)
	if !ok {
		return cty.NilVal, errNotACollection
	}
	alike, _ := elementsOf(listOf(elements))
	return listOf(unique(alike)), nil
})

// unique leaves out what is there already: numbers and bools count as the strings that they convert to.
func unique(elements []cty.Value) []cty.Value {
	var kept []cty.Value
	seen := map[string]bool{}
	for _, element := range elements {
		key := identity(element)
		if key != "" && seen[key] {
			continue
		}
		seen[key] = true
		kept = append(kept, element)
	}
	return kept
}

// identity is equal for equal values; "" for one that can't be written down.
func identity(v cty.Value) string {
	if s, ok := text(v); ok {
		return "t" + s
	}
	encoded, err := stdlib.JSONEncode(v)
	if err != nil || !encoded.IsKnown() {
		return ""
	}
	return "j" + encoded.AsString()
}

// flattenFunc keeps a token that stands for a list as one element.
var flattenFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	if len(args) != 1 || args[0].IsNull() || !isSequence(args[0]) {
		return cty.NilVal, errNotACollection
	}
	var flat []cty.Value
	var collect func(cty.Value) bool
	collect = func(v cty.Value) bool {
		if !v.IsNull() && isSequence(v) {
			for it := v.ElementIterator(); it.Next(); {
				if _, element := it.Element(); !collect(element) {
					return false
				}
			}
			return true
		}
		flat = append(flat, v)
		return len(flat) <= maxNodes
	}
	if !collect(args[0]) {
		return cty.NilVal, errors.New("too many elements")
	}
	return cty.TupleVal(flat), nil
})

func isSequence(v cty.Value) bool {
	return v.Type().IsListType() || v.Type().IsTupleType() || v.Type().IsSetType()
}

var indexFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	if len(args) != 2 {
		return cty.NilVal, errNotACollection
	}
	elements, _ := elementsOf(args[0])
	for i, element := range elements {
		if equal, err := stdlib.Equal(element, args[1]); err == nil && equal.IsKnown() && equal.True() {
			return cty.NumberIntVal(int64(i)), nil
		}
	}
	return cty.NilVal, errors.New("not found")
})

// lengthFunc counts the elements of a collection even if some are unknown; the length of an unknown one is unknown.
var lengthFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	if len(args) != 1 || args[0].IsNull() {
		return cty.NilVal, errNotACollection
	}
	if isString(args[0]) {
		if unknown(args[0]) {
			return cty.NilVal, errUnknown
		}
		return stdlib.Strlen(args[0])
	}
	elements, ok := elementsOf(args[0])
	if !ok {
		return cty.NilVal, errNotACollection
	}
	// One element may stand for a collection of unknown size.
	if len(elements) == 1 && unknown(args[0]) && (isSequence(args[0]) || unknown(keysOf(args[0]))) {
		return cty.NilVal, errUnknown
	}
	return cty.NumberIntVal(int64(len(elements))), nil
})

func keysOf(v cty.Value) cty.Value {
	var keys []cty.Value
	for it := v.ElementIterator(); it.Next(); {
		k, _ := it.Element()
		keys = append(keys, k)
	}
	return cty.TupleVal(keys)
}

var lookupFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	if len(args) < 2 || len(args) > 3 {
		return cty.NilVal, errNotACollection
	}
	key, ok := text(args[1])
	if !ok || unknown(args[1]) || isString(args[0]) {
		return cty.NilVal, errUnknown
	}
	for it := args[0].ElementIterator(); it.Next(); {
		k, v := it.Element()
		if s, _ := text(k); s == key {
			return v, nil
		}
		if unknown(k) {
			return cty.NilVal, errUnknown
		}
	}
	if len(args) == 3 {
		if args[0].Type().IsMapType() {
			if converted, err := convert.Convert(args[2], args[0].Type().ElementType()); err == nil {
				return converted, nil
			}
		}
		return args[2], nil
	}
	return cty.NilVal, errors.New("no such key")
})

var matchkeysFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	if len(args) != 3 {
		return cty.NilVal, errNotACollection
	}
	values, ok := elementsOf(args[0])
	keys, ok2 := elementsOf(args[1])
	wanted, ok3 := elementsOf(args[2])
	if !ok || !ok2 || !ok3 || len(values) != len(keys) {
		return cty.NilVal, errNotACollection
	}
	want := map[string]bool{}
	for _, w := range wanted {
		s, _ := text(w)
		want[s] = true
	}
	var kept []cty.Value
	for i, k := range keys {
		if s, _ := text(k); want[s] {
			kept = append(kept, values[i])
		}
	}
	return listOf(kept), nil
})

// mergeFunc leaves out maps that are unknown: what the others hold is still seen.
var mergeFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	merged := map[string]cty.Value{}
	for _, arg := range args {
		if arg.IsNull() {
			continue
		}
		if isString(arg) && unknown(arg) {
			merged[arg.AsString()] = arg
			continue
		}
		if !arg.Type().IsMapType() && !arg.Type().IsObjectType() {
			return cty.NilVal, errNotACollection
		}
		for it := arg.ElementIterator(); it.Next(); {
			k, v := it.Element()
			merged[k.AsString()] = v
		}
	}
	return cty.ObjectVal(merged), nil
})

var oneFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	elements, ok := onlyCollection(args)
	switch {
	case !ok || len(elements) > 1:
		return cty.NilVal, errNotACollection
	case len(elements) == 0:
		return cty.NullVal(cty.DynamicPseudoType), nil
	}
	return elements[0], nil
})

var setProductFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	if len(args) < 2 {
		return cty.NilVal, errors.New("at least two arguments are needed")
	}
	product := [][]cty.Value{nil}
	for _, arg := range args {
		elements, ok := elementsOf(arg)
		if !ok {
			return cty.NilVal, errNotACollection
		}
		if len(product)*len(elements) > maxNodes/10 {
			return cty.NilVal, errors.New("too many elements")
		}
		var next [][]cty.Value
		for _, prefix := range product {
			for _, element := range elements {
				next = append(next, append(prefix[:len(prefix):len(prefix)], element))
			}
		}
		product = next
	}
	tuples := make([]cty.Value, len(product))
	for i, tuple := range product {
		tuples[i] = cty.TupleVal(tuple)
	}
	return cty.TupleVal(tuples), nil
})

var sumFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	elements, ok := onlyCollection(args)
	if !ok || len(elements) == 0 {
		return cty.NilVal, errNotACollection
	}
	total := new(big.Float)
	for _, element := range elements {
		number, err := convert.Convert(element, cty.Number)
		if err != nil || number.IsNull() || outsized(number) {
			return cty.NilVal, errors.New("not a number")
		}
		total.Add(total, number.AsBigFloat())
	}
	return cty.NumberVal(total), nil
})

var toListFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	if len(args) == 1 && args[0].IsNull() {
		return args[0], nil
	}
	elements, ok := onlyCollection(args)
	if !ok {
		return cty.NilVal, errNotACollection
	}
	return listOf(elements), nil
})

var toSetFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	if len(args) == 1 && args[0].IsNull() {
		return args[0], nil
	}
	elements, ok := onlyCollection(args)
	if !ok {
		return cty.NilVal, errNotACollection
	}
	return setOf(elements), nil
})

var toMapFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	if len(args) == 1 && args[0].IsNull() {
		return args[0], nil
	}
	if len(args) != 1 || !args[0].Type().IsMapType() && !args[0].Type().IsObjectType() {
		return cty.NilVal, errNotACollection
	}
	return mapOf(args[0].AsValueMap()), nil
})

var transposeFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	if len(args) != 1 || args[0].IsNull() || !args[0].CanIterateElements() {
		return cty.NilVal, errNotACollection
	}
	groups := map[string][]cty.Value{}
	for it := args[0].ElementIterator(); it.Next(); {
		k, list := it.Element()
		for _, s := range Strings(list) {
			groups[s] = append(groups[s], k)
		}
	}
	fields := map[string]cty.Value{}
	for s, keys := range groups {
		fields[s] = listOf(keys)
	}
	return cty.ObjectVal(fields), nil
})

var zipmapFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	if len(args) != 2 {
		return cty.NilVal, errNotACollection
	}
	keys, ok := elementsOf(args[0])
	values, ok2 := elementsOf(args[1])
	if !ok || !ok2 || len(keys) != len(values) {
		return cty.NilVal, errNotACollection
	}
	fields := map[string]cty.Value{}
	for i, k := range keys {
		s, ok := text(k)
		if !ok {
			return cty.NilVal, errors.New("not a key")
		}
		fields[s] = values[i]
	}
	return cty.ObjectVal(fields), nil
})

var tupleFunc = dynamic(func(args []cty.Value) (cty.Value, error) { return listOf(args), nil })

var pairsFunc = dynamic(func(args []cty.Value) (cty.Value, error) {
	fields := map[string]cty.Value{}
	for i := 0; i+1 < len(args); i += 2 {
		s, ok := text(args[i])
		if !ok {
			return cty.NilVal, errors.New("not a key")
		}
		fields[s] = args[i+1]
	}
	return cty.ObjectVal(fields), nil
})

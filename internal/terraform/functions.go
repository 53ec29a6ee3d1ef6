package terraform

import (
	"maps"
	"sync"

	ctyyaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// functions are Terraform's pure functions, by name. A function that is missing here evaluates to unknown.
// https://developer.hashicorp.com/terraform/language/functions
var functions = sync.OnceValue(func() map[string]function.Function {
	table := map[string]function.Function{
		"abs":              stdlib.AbsoluteFunc,
		"alltrue":          allTrueFunc,
		"anytrue":          anyTrueFunc,
		"ceil":             stdlib.CeilFunc,
		"chomp":            stdlib.ChompFunc,
		"chunklist":        stdlib.ChunklistFunc,
		"coalesce":         coalesceFunc,
		"coalescelist":     stdlib.CoalesceListFunc,
		"compact":          compactFunc,
		"concat":           stdlib.ConcatFunc,
		"contains":         stdlib.ContainsFunc,
		"csvdecode":        stdlib.CSVDecodeFunc,
		"distinct":         distinctFunc,
		"element":          stdlib.ElementFunc,
		"ephemeralasnull":  identityFunc,
		"flatten":          flattenFunc,
		"floor":            stdlib.FloorFunc,
		"format":           stdlib.FormatFunc,
		"formatdate":       stdlib.FormatDateFunc,
		"formatlist":       stdlib.FormatListFunc,
		"indent":           stdlib.IndentFunc,
		"index":            indexFunc,
		"join":             stdlib.JoinFunc,
		"jsondecode":       stdlib.JSONDecodeFunc,
		"jsonencode":       stdlib.JSONEncodeFunc,
		"keys":             stdlib.KeysFunc,
		"length":           lengthFunc,
		"log":              stdlib.LogFunc,
		"lookup":           lookupFunc,
		"lower":            stdlib.LowerFunc,
		"matchkeys":        matchkeysFunc,
		"max":              stdlib.MaxFunc,
		"merge":            mergeFunc,
		"min":              stdlib.MinFunc,
		"nonsensitive":     identityFunc,
		"one":              oneFunc,
		"parseint":         stdlib.ParseIntFunc,
		"pow":              stdlib.PowFunc,
		"range":            stdlib.RangeFunc,
		"regex":            stdlib.RegexFunc,
		"regexall":         stdlib.RegexAllFunc,
		"replace":          replaceFunc,
		"reverse":          stdlib.ReverseListFunc,
		"sensitive":        identityFunc,
		"setintersection":  stdlib.SetIntersectionFunc,
		"setproduct":       setProductFunc,
		"setsubtract":      stdlib.SetSubtractFunc,
		"setsymmetricdiff": stdlib.SetSymmetricDifferenceFunc,
		"setunion":         stdlib.SetUnionFunc,
		"signum":           stdlib.SignumFunc,
		"slice":            stdlib.SliceFunc,
		"sort":             stdlib.SortFunc,
		"split":            stdlib.SplitFunc,
		"strrev":           stdlib.ReverseFunc,
		"substr":           stdlib.SubstrFunc,
		"sum":              sumFunc,
		"timeadd":          stdlib.TimeAddFunc,
		"title":            stdlib.TitleFunc,
		"tobool":           stdlib.MakeToFunc(cty.Bool),
		"tolist":           toListFunc,
		"tomap":            toMapFunc,
		"tonumber":         stdlib.MakeToFunc(cty.Number),
		"toset":            toSetFunc,
		"tostring":         stdlib.MakeToFunc(cty.String),
		"transpose":        transposeFunc,
		"trim":             stdlib.TrimFunc,
		"trimprefix":       stdlib.TrimPrefixFunc,
		"trimspace":        stdlib.TrimSpaceFunc,
		"trimsuffix":       stdlib.TrimSuffixFunc,
		"upper":            stdlib.UpperFunc,
		"values":           stdlib.ValuesFunc,
		"yamldecode":       ctyyaml.YAMLDecodeFunc,
		"yamlencode":       ctyyaml.YAMLEncodeFunc,
		"zipmap":           zipmapFunc,
		"list":             tupleFunc, // removed in Terraform 0.15, still found in old modules
		"map":              pairsFunc,
	}
	maps.Copy(table, textFunctions)
	maps.Copy(table, encodingFunctions)
	maps.Copy(table, hashFunctions)
	maps.Copy(table, networkFunctions)
	return table
})

// transparent are the functions that keep a token whole, whatever else it stands beside. The result of any other
// function of a token is itself unknown: length("<token>") would be the length of the token.
var transparent = map[string]bool{
	"base64encode": true, "chomp": true, "chunklist": true, "coalesce": true, "coalescelist": true, "compact": true,
	"concat": true, "distinct": true, "element": true, "ephemeralasnull": true, "flatten": true, "format": true,
	"formatlist": true, "indent": true, "join": true, "jsondecode": true, "jsonencode": true, "keys": true,
	"list": true, "lookup": true, "lower": true, "map": true, "merge": true, "nonsensitive": true, "one": true,
	"replace": true, "reverse": true, "sensitive": true, "setproduct": true, "setunion": true, "slice": true,
	"sort": true, "split": true, "title": true, "tolist": true, "tomap": true, "toset": true, "tostring": true,
	"trim": true, "trimprefix": true, "trimspace": true, "trimsuffix": true, "upper": true, "values": true,
	"yamldecode": true, "yamlencode": true, "zipmap": true, "length": true, "base64decode": true,
}

// identityFunc stands for functions that change only how Terraform treats a value, not what it is.
var identityFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowNull: true}},
	Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
	Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return args[0], nil },
})

// dynamic makes a function whose result type depends on the values; its arguments may be anything.
func dynamic(impl func(args []cty.Value) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "values", Type: cty.DynamicPseudoType, AllowNull: true, AllowDynamicType: true},
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return impl(args) },
	})
}

// elementsOf returns the elements of a list, set, tuple, map or object.
func elementsOf(v cty.Value) ([]cty.Value, bool) {
	if v.IsNull() || !v.CanIterateElements() {
		return nil, false
	}
	var all []cty.Value
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		all = append(all, element)
	}
	return all, true
}

package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// Value is what an argument can be. It has one alternative, or several where a conditional depends on something that is
// known only after apply; no alternative means that the argument is not set. Alternatives are wholly known: unknown
// parts are tokens.
type Value struct {
	Alternatives []cty.Value
	Range        hcl.Range // the argument's expression
	Expr         hcl.Expression
}

// Set reports whether the argument is written at all and can be other than null.
func (v Value) Set() bool {
	for _, alternative := range v.Alternatives {
		if !alternative.IsNull() {
			return true
		}
	}
	return false
}

// Strings returns every string that the argument can be, or that stands in it when it is a collection, in order and
// without repetition.
func (v Value) Strings() []string {
	var all []string
	seen := map[string]bool{}
	for _, alternative := range v.Alternatives {
		for _, s := range Strings(alternative) {
			if !seen[s] {
				seen[s] = true
				all = append(all, s)
			}
		}
	}
	return all
}

// Text returns the argument as a string if it has exactly one alternative that is or converts to one.
func (v Value) Text() (string, bool) {
	if len(v.Alternatives) != 1 {
		return "", false
	}
	return text(v.Alternatives[0])
}

// Strings returns the strings that stand in a value, in order; the values of maps and objects, not their keys.
func Strings(v cty.Value) []string {
	var all []string
	walk(v, func(leaf cty.Value) bool {
		if s, ok := text(leaf); ok {
			all = append(all, s)
		}
		return true
	})
	return all
}

// maxNodes bounds how large a value may grow. Terraform's own limits are far lower in practice; a value of this size is
// a mistake or an attack (a local that doubles itself over and over).
const maxNodes = 50_000

// walk visits the leaves of a value until visit returns false; it reports whether it visited all of them.
func walk(v cty.Value, visit func(cty.Value) bool) bool {
	budget := maxNodes
	return walkBudget(v, visit, &budget)
}

func walkBudget(v cty.Value, visit func(cty.Value) bool, budget *int) bool {
	if *budget--; *budget < 0 {
		return false
	}
	if v.IsNull() || !v.IsKnown() || !v.CanIterateElements() {
		return visit(v)
	}
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		if !walkBudget(element, visit, budget) {
			return false
		}
	}
	return true
}

// tooLarge reports whether a value exceeds the bounds on its nodes or on the text in it, its keys included.
func tooLarge(v cty.Value) bool {
	nodes, size := maxNodes, 0
	return !measure(v, &nodes, &size)
}

func measure(v cty.Value, nodes, size *int) bool {
	if *nodes--; *nodes < 0 {
		return false
	}
	if isString(v) {
		*size += len(v.AsString())
		return *size <= maxText
	}
	if v.IsNull() || !v.IsKnown() || !v.CanIterateElements() {
		return true
	}
	for it := v.ElementIterator(); it.Next(); {
		k, element := it.Element()
		if isString(k) && !isSequence(v) {
			*size += len(k.AsString())
		}
		if !measure(element, nodes, size) {
			return false
		}
	}
	return *size <= maxText
}

// text returns a primitive value as Terraform would write it into a string.
func text(v cty.Value) (string, bool) {
	if v.IsNull() || !v.IsKnown() {
		return "", false
	}
	switch v.Type() {
	case cty.String:
		return v.AsString(), true
	case cty.Bool:
		if v.True() {
			return "true", true
		}
		return "false", true
	case cty.Number:
		return v.AsBigFloat().Text('f', -1), true
	}
	return "", false
}

// unknown reports whether some part of a value is a token.
func unknown(v cty.Value) bool {
	found := false
	walk(v, func(leaf cty.Value) bool {
		found = !leaf.IsKnown() || isString(leaf) && token.In(leaf.AsString())
		return !found
	})
	if !found && !v.IsNull() && v.IsKnown() && (v.Type().IsMapType() || v.Type().IsObjectType()) {
		for it := v.ElementIterator(); it.Next() && !found; {
			key, _ := it.Element()
			found = token.In(key.AsString())
		}
	}
	return found
}

// tokenOf returns the number of the token that a value wholly consists of.
func tokenOf(v cty.Value) (int, bool) {
	if !isString(v) {
		return 0, false
	}
	return token.ID(v.AsString())
}

func isString(v cty.Value) bool {
	return v.Type() == cty.String && v.IsKnown() && !v.IsNull()
}

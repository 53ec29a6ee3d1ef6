package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// forExpr is [for x in xs : y] and {for x in xs : k => v}. An unknown collection is iterated over once.
type forExpr struct {
	*hclsyntax.ForExpr
	ev *evaluator
}

func (e *forExpr) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	collection, diags := e.CollExpr.Value(ctx)
	if diags.HasErrors() {
		return e.ev.fail(e.Range(), diags[0].Summary), nil
	}
	if !collection.IsKnown() {
		return cty.DynamicVal, nil
	}
	collection = e.ev.elements(collection)
	if collection.IsNull() || !collection.CanIterateElements() {
		return e.ev.fail(e.Range(), "not iterable"), nil
	}
	var items []cty.Value
	fields, groups := map[string]cty.Value{}, map[string][]cty.Value{}
	for it := collection.ElementIterator(); it.Next(); {
		if len(items)+len(fields)+len(groups) > maxNodes || !e.ev.spend(1) {
			return e.ev.fail(e.Range(), "too many elements"), nil
		}
		k, v := it.Element()
		child := ctx.NewChild()
		child.Variables = map[string]cty.Value{e.ValVar: v}
		if e.KeyVar != "" {
			child.Variables[e.KeyVar] = k
		}
		if e.CondExpr != nil {
			include, diags := e.CondExpr.Value(child)
			if diags.HasErrors() || !include.IsKnown() {
				return cty.DynamicVal, nil
			}
			if !e.ev.decide(include, e.CondExpr.Range().String()) {
				continue
			}
		}
		value, diags := e.ValExpr.Value(child)
		if diags.HasErrors() {
			value = e.ev.fail(e.ValExpr.Range(), diags[0].Summary)
		}
		value = e.ev.affordable(value, e.ValExpr.Range())
		if e.KeyExpr == nil {
			items = append(items, value)
			continue
		}
		keyValue, diags := e.KeyExpr.Value(child)
		key, ok := text(keyValue)
		if diags.HasErrors() || !ok {
			return e.ev.fail(e.KeyExpr.Range(), "not a key"), nil
		}
		if e.Group {
			groups[key] = append(groups[key], value)
		} else {
			fields[key] = value
		}
	}
	if e.KeyExpr == nil {
		return cty.TupleVal(items), nil
	}
	for key, group := range groups {
		fields[key] = cty.TupleVal(group)
	}
	return cty.ObjectVal(fields), nil
}

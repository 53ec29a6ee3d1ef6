package terraform

import (
	"errors"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

// call is a function call.
type call struct {
	*hclsyntax.FunctionCallExpr
	ev *evaluator
	rw *rewriter
}

func (e *call) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	name := strings.TrimPrefix(e.Name, "core::")
	args, ok := e.args(ctx)
	if !ok {
		return e.ev.fail(e.Range(), "arguments can't be expanded"), nil
	}
	if !e.ev.spend(weights(args)) {
		return e.ev.fail(e.Range(), "it takes too much work"), nil
	}
	for _, arg := range args {
		if !arg.IsWhollyKnown() {
			return cty.DynamicVal, nil
		}
	}
	if special, ok := specials[name]; ok {
		return special(e, args), nil
	}
	f, ok := functions()[name]
	if !ok {
		return e.unknown(args, false), nil
	}
	if !transparent[name] && anyUnknown(args) {
		return e.unknown(args, false), nil
	}
	v, err := apply(name, f, args)
	switch {
	case err == nil && !e.ev.spend(weight(v)):
		return e.ev.fail(e.Range(), "it takes too much work"), nil
	case err == nil && v.IsWhollyKnown():
		return v, nil
	case err == nil || anyUnknown(args) || errors.Is(err, errUnknown):
		return e.unknown(args, false), nil
	}
	return e.ev.fail(e.Range(), "error in function "+name), nil
}

// args evaluates the arguments; the last one may stand for several (f(list...)).
func (e *call) args(ctx *hcl.EvalContext) ([]cty.Value, bool) {
	args := make([]cty.Value, 0, len(e.Args))
	for i, arg := range e.Args {
		v, diags := arg.Value(ctx)
		if diags.HasErrors() {
			v = e.ev.fail(arg.Range(), diags[0].Summary)
		}
		if !e.ExpandFinal || i < len(e.Args)-1 {
			args = append(args, v)
			continue
		}
		v = e.ev.elements(v)
		if v.IsNull() || !v.IsKnown() || !v.CanIterateElements() {
			return nil, false
		}
		for it := v.ElementIterator(); it.Next(); {
			_, element := it.Element()
			args = append(args, element)
		}
	}
	return args, true
}

// unknown is the result of a call that can't be carried out now.
func (e *call) unknown(args []cty.Value, failed bool) cty.Value {
	var from []*Ref
	for _, arg := range args {
		from = append(from, e.ev.refs.inValue(arg)...)
		failed = failed || e.ev.refs.failed(arg)
	}
	result := e.ev.refs.opaque(e.rw.source(e.Range()), from, failed)
	result.reveals = reveals(strings.TrimPrefix(e.Name, "core::"))
	return result.value()
}

// apply calls a function as HCL does: each argument is converted to its parameter's type first. What is out of bounds is
// an error.
func apply(name string, f function.Function, args []cty.Value) (v cty.Value, err error) {
	converted := make([]cty.Value, len(args))
	params, variadic := f.Params(), f.VarParam()
	for i, arg := range args {
		param := variadic
		if i < len(params) {
			param = &params[i]
		}
		if param == nil {
			return cty.NilVal, function.NewArgErrorf(i, "too many arguments")
		}
		if param.Type == cty.Number && unreadable(arg) {
			return cty.NilVal, errTooLarge
		}
		arg, ok := convertible(arg, param.Type)
		if !ok {
			return cty.NilVal, errTooLarge
		}
		if converted[i], err = convert.Convert(arg, param.Type); err != nil {
			return cty.NilVal, err
		}
		if outsized(converted[i]) {
			return cty.NilVal, errTooLarge
		}
	}
	if exceeds(name, converted) {
		return cty.NilVal, errTooLarge
	}
	if v, err = f.Call(converted); err == nil && (anyOutsized(v) || isString(v) && len(v.AsString()) > maxText) {
		return cty.NilVal, errTooLarge
	}
	return v, err
}

func anyUnknown(args []cty.Value) bool {
	for _, arg := range args {
		if unknown(arg) {
			return true
		}
	}
	return false
}

package terraform

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// The expressions below never return diagnostics: what can't be evaluated is a token, so that one bad part does not hide
// what surrounds it. An unknown cty value is seen only where HCL itself probes an expression for its type.

// scopeTraversal is var.x, local.x, aws_iam_user.ci.name, and the variables of for-expressions and templates.
type scopeTraversal struct {
	*hclsyntax.ScopeTraversalExpr
	ev *evaluator
}

func (e *scopeTraversal) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	name := e.Traversal.RootName()
	for c := ctx; c != nil; c = c.Parent() {
		if v, ok := c.Variables[name]; ok {
			return e.ev.follow(v, e.Traversal[1:], e.Range()), nil
		}
	}
	return e.ev.lookup(e.Traversal, e.Range()), nil
}

// relativeTraversal is an attribute of an expression: one(x).name.
type relativeTraversal struct {
	*hclsyntax.RelativeTraversalExpr
	ev *evaluator
}

func (e *relativeTraversal) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v, diags := e.Source.Value(ctx)
	if diags.HasErrors() {
		return e.ev.fail(e.Range(), diags[0].Summary), nil
	}
	return e.ev.follow(v, e.Traversal, e.Range()), nil
}

// index is an element of an expression: aws_iam_user.all[each.key].
type index struct {
	*hclsyntax.IndexExpr
	ev *evaluator
}

func (e *index) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	collection, diags := e.Collection.Value(ctx)
	key, more := e.Key.Value(ctx)
	if diags = append(diags, more...); diags.HasErrors() {
		return e.ev.fail(e.Range(), diags[0].Summary), nil
	}
	return e.ev.follow(collection, hcl.Traversal{hcl.TraverseIndex{Key: key, SrcRange: e.Range()}}, e.Range()), nil
}

// follow takes the steps of a traversal from a value on.
func (ev *evaluator) follow(v cty.Value, steps hcl.Traversal, at hcl.Range) cty.Value {
	for _, step := range steps {
		v = ev.step(v, step, at)
	}
	return v
}

func (ev *evaluator) step(v cty.Value, step hcl.Traverser, at hcl.Range) cty.Value {
	if !v.IsKnown() {
		return cty.DynamicVal
	}
	if ref := ev.refs.of(v); ref != nil {
		return ev.stepRef(ref, step, at)
	}
	key := cty.NilVal
	var next cty.Value
	var diags hcl.Diagnostics
	switch step := step.(type) {
	case hcl.TraverseAttr:
		next, diags = step.TraversalStep(v)
	case hcl.TraverseIndex:
		if key = step.Key; !key.IsKnown() {
			return cty.DynamicVal
		}
		next, diags = hcl.Index(v, key, &step.SrcRange)
	default:
		return ev.fail(at, "unsupported reference")
	}
	if !diags.HasErrors() {
		return next
	}
	// aws_iam_user.x.name with a count of one is how code for old versions of Terraform may be written.
	if only, ok := soleElement(v); ok && key == cty.NilVal && v.Type().IsTupleType() {
		if ref := ev.refs.of(only); ref != nil && ref.Instance != nil && len(ref.Path) == 0 {
			return ev.stepRef(ref, step, at)
		}
	}
	// One element that stands for all that an unknown for_each or count will give answers to any key, and where there is
	// one element only, an unknown key can name no other.
	unknownKey := key != cty.NilVal && unknown(key)
	if only, ok := soleElement(v); ok && (unknownKey || ev.symbolic(v, only, key)) {
		return only
	}
	if unknownKey {
		return revealed(ev.refs.opaque(at.String(), append(ev.refs.inValue(v), ev.refs.inValue(key)...), false)).value()
	}
	return ev.fail(at, diags[0].Summary)
}

// symbolic reports whether a collection with a sole element stands for one of unknown size.
func (ev *evaluator) symbolic(collection, only, key cty.Value) bool {
	if key == cty.NilVal {
		return false
	}
	if ref := ev.refs.of(only); ref != nil && len(ref.Path) == 0 {
		if ref.Instance != nil {
			return ref.Instance.Symbolic
		}
		if ref.module != nil {
			return ref.module.Symbolic
		}
	}
	if collection.Type().IsObjectType() || collection.Type().IsMapType() {
		for it := collection.ElementIterator(); it.Next(); {
			k, _ := it.Element()
			return unknown(k)
		}
	}
	return false
}

func soleElement(v cty.Value) (cty.Value, bool) {
	if v.IsNull() || !v.CanIterateElements() || v.LengthInt() != 1 {
		return cty.NilVal, false
	}
	it := v.ElementIterator()
	it.Next()
	_, only := it.Element()
	return only, true
}

// stepRef goes on from a token: to an output of a module, to an attribute of a resource, or deeper into the unknown.
func (ev *evaluator) stepRef(ref *Ref, step hcl.Traverser, at hcl.Range) cty.Value {
	name := ""
	switch step := step.(type) {
	case hcl.TraverseAttr:
		name = step.Name
		if ref.module != nil {
			return ev.output(ref.module, name, at)
		}
	case hcl.TraverseIndex:
		// aws_iam_user.x[0] without count is how code for old versions of Terraform may be written.
		if (ref.Instance != nil || ref.module != nil || ref.Call != nil) && len(ref.Path) == 0 {
			return ref.value()
		}
		if s, ok := text(step.Key); ok {
			name = s
		}
	}
	if name == "" || strings.ContainsRune(name, '.') {
		name = strconv.Quote(name)
	}
	return ev.refs.step(ref, name).value()
}

// conditional is condition ? a : b. Only the branch that is taken is evaluated; on an unknown condition, one after the
// other.
type conditional struct {
	*hclsyntax.ConditionalExpr
	ev     *evaluator
	source string
}

func (e *conditional) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	condition, diags := e.Condition.Value(ctx)
	if diags.HasErrors() {
		return e.ev.fail(e.Condition.Range(), diags[0].Summary), nil
	}
	if !condition.IsKnown() {
		return cty.DynamicVal, nil
	}
	if e.ev.decide(condition, e.source) {
		return e.TrueResult.Value(ctx)
	}
	return e.FalseResult.Value(ctx)
}

// decide turns a condition into a Go bool; one that is unknown is decided by the present run.
func (ev *evaluator) decide(condition cty.Value, source string) bool {
	if b, err := convert.Convert(condition, cty.Bool); err == nil && !b.IsNull() {
		return b.True()
	}
	key := source
	if s, ok := text(condition); ok {
		key = s
	}
	return ev.run.choose(key)
}

// binaryOp is a == b, a && b, a + b.
type binaryOp struct {
	*hclsyntax.BinaryOpExpr
	ev     *evaluator
	source string
}

func (e *binaryOp) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	lhs, diags := e.LHS.Value(ctx)
	if diags.HasErrors() {
		return e.ev.fail(e.LHS.Range(), diags[0].Summary), nil
	}
	// A decided side settles a logical operation whatever the other side is.
	if settles := e.settledBy(); settles != cty.NilVal && lhs.RawEquals(settles) {
		return lhs, nil
	}
	rhs, diags := e.RHS.Value(ctx)
	if diags.HasErrors() {
		return e.ev.fail(e.RHS.Range(), diags[0].Summary), nil
	}
	if settles := e.settledBy(); settles != cty.NilVal && rhs.RawEquals(settles) {
		return rhs, nil
	}
	if !lhs.IsWhollyKnown() || !rhs.IsWhollyKnown() {
		return cty.DynamicVal, nil
	}
	if unknown(lhs) || unknown(rhs) {
		if v, ok := e.ev.compareRef(e.Op, lhs, rhs); ok {
			return v, nil
		}
		from := append(e.ev.refs.inValue(lhs), e.ev.refs.inValue(rhs)...)
		return e.ev.refs.opaque(e.source, from, e.ev.refs.failed(lhs) || e.ev.refs.failed(rhs)).value(), nil
	}
	if unreadable(lhs) || unreadable(rhs) || !e.ev.spend(weight(lhs)+weight(rhs)) {
		return e.ev.fail(e.Range(), "it is too large"), nil
	}
	known := &hclsyntax.BinaryOpExpr{
		LHS: literal(lhs, e.LHS.Range()), Op: e.Op, RHS: literal(rhs, e.RHS.Range()), SrcRange: e.SrcRange,
	}
	v, diags := known.Value(ctx)
	if diags.HasErrors() || outsized(v) {
		return e.ev.fail(e.Range(), "it can't be calculated"), nil
	}
	return v, nil
}

// settledBy is the operand that decides && or ||.
func (e *binaryOp) settledBy() cty.Value {
	switch e.Op {
	case hclsyntax.OpLogicalAnd:
		return cty.False
	case hclsyntax.OpLogicalOr:
		return cty.True
	}
	return cty.NilVal
}

// compareRef compares an attribute of a resource with null or "". Such an attribute will have a value: modules ask
// `policy_arn != null` of what a caller made from a resource of its own.
func (ev *evaluator) compareRef(op *hclsyntax.Operation, lhs, rhs cty.Value) (cty.Value, bool) {
	if op != hclsyntax.OpEqual && op != hclsyntax.OpNotEqual {
		return cty.NilVal, false
	}
	isRef := func(v cty.Value) bool {
		if !isString(v) {
			return false
		}
		refs := ev.refs.in(v.AsString())
		return len(refs) > 0 && refs[0].Instance != nil && !refs[0].failed
	}
	isNothing := func(v cty.Value) bool { return v.IsNull() || isString(v) && v.AsString() == "" }
	if isRef(lhs) && isNothing(rhs) || isRef(rhs) && isNothing(lhs) {
		return cty.BoolVal(op == hclsyntax.OpNotEqual), true
	}
	return cty.NilVal, false
}

// unaryOp is !a and -a.
type unaryOp struct {
	*hclsyntax.UnaryOpExpr
	ev     *evaluator
	source string
}

func (e *unaryOp) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v, diags := e.Val.Value(ctx)
	switch {
	case diags.HasErrors():
		return e.ev.fail(e.Range(), diags[0].Summary), nil
	case !v.IsWhollyKnown():
		return cty.DynamicVal, nil
	case unknown(v):
		return e.ev.refs.opaque(e.source, e.ev.refs.inValue(v), e.ev.refs.failed(v)).value(), nil
	}
	if unreadable(v) {
		return e.ev.fail(e.Range(), "it is too large"), nil
	}
	known := &hclsyntax.UnaryOpExpr{Op: e.Op, Val: literal(v, e.Val.Range()), SrcRange: e.SrcRange}
	result, diags := known.Value(ctx)
	if diags.HasErrors() {
		return e.ev.fail(e.Range(), diags[0].Summary), nil
	}
	return result, nil
}

func literal(v cty.Value, at hcl.Range) hclsyntax.Expression {
	return &hclsyntax.LiteralValueExpr{Val: v, SrcRange: at}
}

// template is "a ${b} c". A part that can't be written into a string leaves the others readable.
type template struct {
	*hclsyntax.TemplateExpr
	ev *evaluator
}

func (e *template) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	w := e.ev.newTextWriter(e.Range())
	for _, part := range e.Parts {
		v, diags := part.Value(ctx)
		if diags.HasErrors() {
			v = e.ev.fail(part.Range(), diags[0].Summary)
		}
		if !w.write(v, part.Range()) {
			break
		}
	}
	return w.value(), nil
}

// templateJoin is %{ for x in xs }a ${x} c%{ endfor }, whose tuple is a for-expression.
type templateJoin struct {
	*hclsyntax.TemplateJoinExpr
	ev *evaluator
}

func (e *templateJoin) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	tuple := e.ev.tolerate(e.Tuple, ctx)
	if !tuple.IsKnown() {
		return cty.UnknownVal(cty.String), nil
	}
	if tuple.IsNull() || !tuple.Type().IsTupleType() {
		return tuple, nil // the for-expression has failed
	}
	w := e.ev.newTextWriter(e.Range())
	for it := tuple.ElementIterator(); it.Next(); {
		if _, v := it.Element(); !w.write(v, e.Range()) {
			break
		}
	}
	return w.value(), nil
}

// textWriter puts the parts of a template together.
type textWriter struct {
	ev      *evaluator
	at      hcl.Range
	text    strings.Builder
	instead cty.Value // the result where there is no text
}

func (ev *evaluator) newTextWriter(at hcl.Range) *textWriter {
	return &textWriter{ev: ev, at: at, instead: cty.NilVal}
}

// write adds a part that stands at some place. It returns false when no more can be added.
func (w *textWriter) write(v cty.Value, at hcl.Range) bool {
	if !v.IsWhollyKnown() {
		w.instead = cty.UnknownVal(cty.String)
		return false
	}
	s, ok := text(v)
	if !ok {
		if refs := w.ev.refs.inValue(v); len(refs) > 0 {
			s = w.ev.refs.opaque(at.String(), refs, false).text
		} else {
			s, _ = text(w.ev.fail(at, "not a string"))
		}
	}
	if w.text.Len()+len(s) > maxText || !w.ev.spend(1+len(s)/64) {
		w.instead = w.ev.fail(w.at, "the text is too long")
		return false
	}
	w.text.WriteString(s)
	return true
}

func (w *textWriter) value() cty.Value {
	if w.instead != cty.NilVal {
		return w.instead
	}
	return cty.StringVal(w.text.String())
}

// object is { key = value }.
type object struct {
	*hclsyntax.ObjectConsExpr
	ev *evaluator
}

func (e *object) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	return e.ev.affordable(e.ev.tolerate(e.ObjectConsExpr, ctx), e.Range()), nil
}

// tuple is [a, b].
type tuple struct {
	*hclsyntax.TupleConsExpr
	ev *evaluator
}

func (e *tuple) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	return e.ev.affordable(e.ev.tolerate(e.TupleConsExpr, ctx), e.Range()), nil
}

// affordable is a value that was made of others: each reference in it to a large one costs as much as the value has
// parts.
func (ev *evaluator) affordable(v cty.Value, at hcl.Range) cty.Value {
	if !ev.spend(weight(v)) {
		return ev.fail(at, "it takes too much work")
	}
	return v
}

// tolerate evaluates an expression of HCL's own; an error is a failed value.
func (ev *evaluator) tolerate(e hcl.Expression, ctx *hcl.EvalContext) cty.Value {
	v, diags := e.Value(ctx)
	if diags.HasErrors() {
		return ev.fail(e.Range(), diags[0].Summary)
	}
	return v
}

// lenient is any other expression that can fail.
type lenient struct {
	hclsyntax.Expression
	ev *evaluator
}

func (e *lenient) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	return e.ev.tolerate(e.Expression, ctx), nil
}

// iterable is the for_each of a dynamic block.
type iterable struct {
	hclsyntax.Expression
	ev *evaluator
}

func (e *iterable) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v := e.ev.tolerate(e.Expression, ctx)
	if v.IsNull() {
		return cty.EmptyTupleVal, nil
	}
	return e.ev.elements(v), nil
}

// elements is a collection to iterate over: the value itself, or one element that stands for all if it is unknown.
func (ev *evaluator) elements(v cty.Value) cty.Value {
	if isString(v) && unknown(v) {
		return cty.ObjectVal(map[string]cty.Value{v.AsString(): v})
	}
	return v
}

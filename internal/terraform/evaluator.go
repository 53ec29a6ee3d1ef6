package terraform

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/trace"
)

const (
	// maxText bounds the text that one value may hold, in bytes.
	maxText = 4 << 20
	// maxProblems bounds what is said about unresolved code.
	maxProblems = 500
)

// evaluator evaluates the expressions of one module tree. It belongs to one Check and is not safe for concurrent use.
type evaluator struct {
	refs     refs
	files    fileReader
	scope    *scope // of the expression that is being evaluated
	run      *run
	memo     map[any]cty.Value
	busy     map[any]bool // what is being evaluated, to find cycles
	work     int          // done so far, see minTotalWork
	code     int          // that was read, in bytes
	nesting  int          // of the named values that are being evaluated
	problems []string
	trace    *trace.Trace // may be nil
	said     map[string]bool
}

func newEvaluator(t *trace.Trace) *evaluator {
	return &evaluator{
		trace: t,
		memo:  map[any]cty.Value{}, busy: map[any]bool{}, said: map[string]bool{},
	}
}

// scope is where an expression stands: it gives meaning to var, local, path, each, count, self and to resources.
type scope struct {
	module     *Module
	countIndex cty.Value
	eachKey    cty.Value
	eachValue  cty.Value
}

// empty is the context given to HCL: names are looked up in the scope, by the expressions themselves.
var empty = &hcl.EvalContext{}

// alternatives evaluates an expression in a scope to each value that it can have.
func (ev *evaluator) alternatives(expr hcl.Expression, sc *scope) []cty.Value {
	if ev.trace != nil {
		defer ev.trace.In(trace.Evaluate)()
	}
	outer := ev.run
	defer func() { ev.run = outer }()
	ev.run = newRun()
	var all []cty.Value
	for {
		v := ev.value(expr, sc)
		known := false
		for _, other := range all {
			known = known || other.RawEquals(v)
		}
		if !known {
			all = append(all, v)
		}
		if !ev.run.next() {
			return all
		}
		if len(all) == maxAlternatives {
			ev.problemf("%s: only the first alternatives are looked at, it depends on too many unknown conditions", expr.Range())
			return all
		}
	}
}

// value evaluates an expression in a scope under the decisions of the present run. The result is wholly known.
func (ev *evaluator) value(expr hcl.Expression, sc *scope) cty.Value {
	outer := ev.scope
	defer func() { ev.scope = outer }()
	ev.scope = sc
	v, diags := expr.Value(empty)
	return ev.settle(expr, v, diags)
}

// fromRoot makes a path that code in the present scope names one from the root module's directory.
func (ev *evaluator) fromRoot(name string) string {
	if ev.scope == nil {
		return name
	}
	return ev.scope.module.tree.loader.fromRoot(name)
}

// settle turns what HCL made of an expression into a value without unknowns, marks or excess.
func (ev *evaluator) settle(expr hcl.Expression, v cty.Value, diags hcl.Diagnostics) cty.Value {
	if diags.HasErrors() {
		return ev.fail(expr.Range(), diags[0].Summary)
	}
	if tooLarge(v) || !ev.spend(weight(v)) {
		return ev.fail(expr.Range(), "the value is too large")
	}
	v, _ = v.UnmarkDeep()
	if !v.IsWhollyKnown() {
		return ev.refs.opaque(expr.Range().String(), nil, false).value()
	}
	return v
}

// fail is the value of an expression that can't be evaluated.
func (ev *evaluator) fail(at hcl.Range, why string) cty.Value {
	ev.problemf("%s: %s", at, why)
	return ev.refs.opaque(at.String(), nil, true).value()
}

// once evaluates something that has a name (a local, a variable, an output) and remembers it; a cycle is a failure.
func (ev *evaluator) once(key any, at hcl.Range, evaluate func() cty.Value) cty.Value {
	if v, ok := ev.memo[key]; ok {
		return v
	}
	if ev.run != nil {
		if v, ok := ev.run.memo[key]; ok {
			ev.run.uses++
			return v
		}
	}
	if ev.busy[key] {
		return ev.fail(at, "refers to itself")
	}
	if ev.nesting >= maxNesting {
		return ev.fail(at, "what it refers to nests too deep")
	}
	ev.busy[key] = true
	ev.nesting++
	defer func() {
		delete(ev.busy, key)
		ev.nesting--
	}()
	uses := 0
	if ev.run != nil {
		uses = ev.run.uses
	}
	v := evaluate()
	if ev.run != nil && ev.run.uses > uses {
		ev.run.memo[key] = v
	} else {
		ev.memo[key] = v
	}
	return v
}

func (ev *evaluator) problemf(format string, args ...any) {
	problem := fmt.Sprintf(format, args...)
	if !ev.said[problem] && len(ev.problems) < maxProblems {
		ev.said[problem] = true
		ev.problems = append(ev.problems, problem)
	}
}

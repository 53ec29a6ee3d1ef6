package terraform

import "github.com/zclconf/go-cty/cty"

// maxAlternatives bounds how many values one argument is evaluated to: three independent unknown conditions.
const maxAlternatives = 8

// run is one evaluation of one argument: it decides each unknown condition one way and can then try the other.
// A condition that is met twice is decided alike both times.
type run struct {
	decisions []decision
	index     map[string]int
	// memo keeps what was evaluated under the present decisions and depends on them.
	memo map[any]cty.Value
	// uses counts the decisions that were asked for, so that a caller can tell whether a value depends on one.
	uses int
	// work is what was done so far, see maxWork.
	work int
}

type decision struct {
	condition string
	value     bool
}

func newRun() *run {
	return &run{index: map[string]int{}, memo: map[any]cty.Value{}}
}

// choose decides a condition that can't be known: true first.
func (r *run) choose(condition string) bool {
	r.uses++
	i, ok := r.index[condition]
	if !ok {
		i = len(r.decisions)
		r.index[condition] = i
		r.decisions = append(r.decisions, decision{condition, true})
	}
	return r.decisions[i].value
}

// next turns to the decisions not tried yet; it returns false when all were.
func (r *run) next() bool {
	for last := len(r.decisions) - 1; last >= 0; last-- {
		if r.decisions[last].value {
			for _, d := range r.decisions[last+1:] {
				delete(r.index, d.condition)
			}
			r.decisions = r.decisions[:last+1]
			r.decisions[last].value = false
			clear(r.memo)
			return true
		}
	}
	return false
}

package policy

import (
	"iter"
	"math/bits"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
)

// ActionSet is a set of the actions that AWS documents (package awsdata), one bit for each, in the order of
// awsdata.Actions. The zero value is the empty set. A set is a value: no method changes it.
type ActionSet struct {
	bits []uint64 // shared and never written after the set is made; missing words are zero
}

const wordSize = 64

// SetOf returns the set of the actions with the given names: "iam:CreateUser", in any case. Names that AWS doesn't
// document are left out; wildcards have no meaning here, see Expand.
func SetOf(names ...string) ActionSet {
	b := newBuilder()
	for _, name := range names {
		if i, ok := awsdata.ActionIndex(strings.ToLower(name)); ok {
			b.add(i)
		}
	}
	return b.set()
}

// Union returns the actions that are in s or in t.
func (s ActionSet) Union(t ActionSet) ActionSet {
	if len(s.bits) < len(t.bits) {
		s, t = t, s
	}
	if t.Empty() {
		return s
	}
	union := append(make([]uint64, 0, len(s.bits)), s.bits...)
	for i, w := range t.bits {
		union[i] |= w
	}
	return ActionSet{union}
}

// Intersect returns the actions that are in both s and t.
func (s ActionSet) Intersect(t ActionSet) ActionSet {
	if len(s.bits) > len(t.bits) {
		s, t = t, s
	}
	if s.Empty() {
		return ActionSet{}
	}
	both := make([]uint64, len(s.bits))
	for i, w := range s.bits {
		both[i] = w & t.bits[i]
	}
	return ActionSet{both}
}

// Minus returns the actions of s that are not in t.
func (s ActionSet) Minus(t ActionSet) ActionSet {
	if !s.Meets(t) {
		return s
	}
	rest := append(make([]uint64, 0, len(s.bits)), s.bits...)
	for i := range min(len(rest), len(t.bits)) {
		rest[i] &^= t.bits[i]
	}
	return ActionSet{rest}
}

// Complement returns every documented action that is not in s.
func (s ActionSet) Complement() ActionSet {
	return allActions().Minus(s)
}

// Contains reports whether every action of t is in s.
func (s ActionSet) Contains(t ActionSet) bool {
	for i, w := range t.bits {
		if i < len(s.bits) {
			w &^= s.bits[i]
		}
		if w != 0 {
			return false
		}
	}
	return true
}

// Meets reports whether some action is in both s and t.
func (s ActionSet) Meets(t ActionSet) bool {
	for i := range min(len(s.bits), len(t.bits)) {
		if s.bits[i]&t.bits[i] != 0 {
			return true
		}
	}
	return false
}

// Equal reports whether s and t have the same actions.
func (s ActionSet) Equal(t ActionSet) bool {
	return s.Contains(t) && t.Contains(s)
}

// Empty reports whether no action is in s.
func (s ActionSet) Empty() bool {
	for _, w := range s.bits {
		if w != 0 {
			return false
		}
	}
	return true
}

// Len returns the number of actions in s.
func (s ActionSet) Len() int {
	n := 0
	for _, w := range s.bits {
		n += bits.OnesCount64(w)
	}
	return n
}

// Has reports whether the action at an index of awsdata.Actions is in s.
func (s ActionSet) Has(index int) bool {
	return index >= 0 && index/wordSize < len(s.bits) && s.bits[index/wordSize]&(1<<(index%wordSize)) != 0
}

// HasName reports whether the action with a name such as "iam:CreateUser", in any case, is in s.
func (s ActionSet) HasName(name string) bool {
	i, ok := awsdata.ActionIndex(strings.ToLower(name))
	return ok && s.Has(i)
}

// All yields the indexes of the actions in awsdata.Actions, in rising order.
func (s ActionSet) All() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, w := range s.bits {
			for ; w != 0; w &= w - 1 {
				if !yield(i*wordSize + bits.TrailingZeros64(w)) {
					return
				}
			}
		}
	}
}

// Names returns the names of the actions as AWS spells them, sorted without regard to case.
func (s ActionSet) Names() []string {
	actions := awsdata.Actions()
	names := make([]string, 0, s.Len())
	for i := range s.All() {
		names = append(names, actions[i].Name)
	}
	return names
}

// builder gathers the bits of a set that is not yet shared.
type builder []uint64

func newBuilder() builder {
	return make(builder, (len(awsdata.Actions())+wordSize-1)/wordSize)
}

func (b builder) add(index int) {
	b[index/wordSize] |= 1 << (index % wordSize)
}

func (b builder) addRange(from, to int) {
	for ; from < to && from%wordSize != 0; from++ {
		b.add(from)
	}
	for ; from+wordSize <= to; from += wordSize {
		b[from/wordSize] = ^uint64(0)
	}
	for ; from < to; from++ {
		b.add(from)
	}
}

func (b builder) set() ActionSet {
	return ActionSet{bits: b}
}

package terraform

import (
	"sort"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// maxInstances bounds how many instances of one block are looked at. They are written once and reported once, so that
// more of them would tell nothing new.
const maxInstances = 1000

// Mode tells managed resources from data sources.
type Mode int

// The modes of a resource block.
const (
	Managed Mode = iota
	Data
	Ephemeral
)

func (m Mode) prefix() string { return [...]string{"", "data.", "ephemeral."}[m] }

// Resource is a resource, data or ephemeral block.
type Resource struct {
	Mode     Mode
	Type     string
	Name     string
	DefRange hcl.Range // the header
	Module   *Module

	body      hcl.Body
	expanding bool
	expanded  bool
	instances []*Instance
	set       *expansion
	value     cty.Value // see reference
}

// Instance is one instance of a resource, as count and for_each make it.
type Instance struct {
	*Block
	Resource *Resource
	// Symbolic says that count or for_each is unknown and that this instance stands for all there will be. If its Block
	// says May, one branch of an unknown condition makes no instance.
	Symbolic bool
}

// Addr is the resource's address in its module: aws_iam_user.ci, data.aws_iam_policy.x.
func (r *Resource) Addr() string { return r.Mode.prefix() + r.Type + "." + r.Name }

// Instances returns the resource's instances in the order of their keys; none if count is 0 or for_each is empty.
func (r *Resource) Instances() []*Instance {
	r.expand()
	return r.instances
}

func (r *Resource) expand() {
	if r.expanded {
		return
	}
	if r.expanding { // count refers to the resource itself
		return
	}
	r.expanding = true
	base := &scope{module: r.Module}
	set := r.Module.tree.ev.expand(r.body, base, r.Addr)
	for i, one := range set.scopes {
		r.instances = append(r.instances, &Instance{
			Block: &Block{
				Type: r.Type, Labels: []string{r.Type, r.Name}, DefRange: r.DefRange, May: set.may[i], body: r.body, scope: one,
			},
			Resource: r,
			Symbolic: set.symbolic,
		})
	}
	r.set = set
	r.expanding, r.expanded = false, true
}

// reference is what the resource's address evaluates to.
func (r *Resource) reference() cty.Value {
	if r.value == cty.NilVal {
		refs := &r.Module.tree.ev.refs
		r.value = r.set.collect(func(i int) cty.Value { return refs.instance(r.instances[i]).value() })
	}
	return r.value
}

// expansion is what count or for_each make of a block.
type expansion struct {
	scopes   []*scope
	may      []bool   // for each scope, whether only one branch of an unknown condition gives it
	keys     []string // with for_each
	counted  bool
	each     bool
	symbolic bool
}

// collect builds the value that a reference to the whole block has: one, a tuple (count) or an object (for_each).
func (x *expansion) collect(element func(int) cty.Value) cty.Value {
	values := make([]cty.Value, len(x.scopes))
	for i := range values {
		values[i] = element(i)
	}
	switch {
	case x.counted:
		return cty.TupleVal(values)
	case x.each:
		fields := map[string]cty.Value{}
		for i, key := range x.keys {
			fields[key] = values[i]
		}
		return cty.ObjectVal(fields)
	}
	return values[0]
}

// repetition returns the arguments count and for_each of a resource or module block; nil for one that isn't written.
func repetition(body hcl.Body) (count, forEach *hcl.Attribute) {
	if lazy, ok := body.(*lazyBody); ok {
		return lazy.attribute("count"), lazy.attribute("for_each")
	}
	content, _, _ := body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "count"}, {Name: "for_each"}}})
	if content == nil {
		return nil, nil
	}
	return content.Attributes["count"], content.Attributes["for_each"]
}

// expand evaluates count and for_each of a resource or module block, whose address is for messages.
func (ev *evaluator) expand(body hcl.Body, base *scope, addr func() string) *expansion {
	count, forEach := repetition(body)
	switch {
	case count != nil:
		return ev.expandCount(count, base, addr())
	case forEach != nil:
		return ev.expandForEach(forEach, base, addr())
	}
	return &expansion{scopes: []*scope{base}, may: []bool{false}}
}

func (ev *evaluator) expandCount(attr *hcl.Attribute, base *scope, addr string) *expansion {
	alternatives := ev.alternatives(attr.Expr, base)
	x := &expansion{counted: true}
	if len(alternatives) == 1 {
		if n, ok := wholeNumber(alternatives[0]); ok {
			if n > maxInstances {
				ev.problemf("%s: only %d of %d instances are looked at", addr, maxInstances, n)
				n = maxInstances
			}
			if n > 1 && !ev.spend(workPerBlock*n) {
				n = 1
			}
			for i := range n {
				one := *base
				one.countIndex = cty.NumberIntVal(int64(i))
				x.scopes, x.may = append(x.scopes, &one), append(x.may, false)
			}
			return x
		}
		if alternatives[0].IsNull() || !unknown(alternatives[0]) {
			ev.problemf("%s: count is not a number", addr)
		}
	}
	one := *base
	one.countIndex = ev.refs.opaque("count.index", ev.refs.inValue(alternatives[0]), false).value()
	may := false
	for _, alternative := range alternatives {
		n, ok := wholeNumber(alternative)
		may = may || ok && n == 0
	}
	x.scopes, x.may, x.symbolic = []*scope{&one}, []bool{may}, true
	return x
}

func wholeNumber(v cty.Value) (int, bool) {
	if v.IsNull() {
		return 0, false
	}
	if isString(v) {
		if s := v.AsString(); s == "0" || s == "1" {
			return int(s[0] - '0'), true
		}
		return 0, false
	}
	if v.Type() != cty.Number {
		return 0, false
	}
	n, _ := v.AsBigFloat().Int64()
	return int(max(n, 0)), true
}

func (ev *evaluator) expandForEach(attr *hcl.Attribute, base *scope, addr string) *expansion {
	x := &expansion{each: true}
	values := map[string]cty.Value{}
	times := map[string]int{} // by key, how many alternatives have it
	alternatives := ev.alternatives(attr.Expr, base)
	for _, alternative := range alternatives {
		if isString(alternative) && unknown(alternative) {
			x.symbolic = true
			// What an element of an unknown collection holds is reached through the collection's own token. Two blocks
			// over the same collection have the same key.
			key := ev.refs.opaque("each.key", ev.refs.inValue(alternative), false)
			values[key.text] = alternative
			times[key.text]++
			continue
		}
		if alternative.IsNull() || !alternative.CanIterateElements() {
			ev.problemf("%s: for_each is not a map or set", addr)
			continue
		}
		for it := alternative.ElementIterator(); it.Next(); {
			k, v := it.Element()
			if isSequence(alternative) {
				k = v
			}
			if key, ok := text(k); ok {
				values[key] = v
				times[key]++
				x.symbolic = x.symbolic || unknown(k)
			}
		}
	}
	for key := range values {
		x.keys = append(x.keys, key)
	}
	sort.Strings(x.keys)
	if len(x.keys) > maxInstances {
		ev.problemf("%s: only %d of %d instances are looked at", addr, maxInstances, len(x.keys))
		x.keys = x.keys[:maxInstances]
	}
	if len(x.keys) > 1 && !ev.spend(workPerBlock*len(x.keys)) {
		x.keys = x.keys[:1]
	}
	for _, key := range x.keys {
		one := *base
		one.eachKey, one.eachValue = cty.StringVal(key), values[key]
		x.scopes, x.may = append(x.scopes, &one), append(x.may, times[key] < len(alternatives))
	}
	x.symbolic = x.symbolic && len(x.keys) == 1
	return x
}

package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// Call is a module block.
type Call struct {
	Name     string // the block's label: "ci" for module.ci
	DefRange hcl.Range
	Module   *Module // the module that the block stands in
	Source   string  // the literal source address; "" if it isn't a literal
	Version  string

	body      hcl.Body
	inputs    hcl.Attributes
	expanding bool
	expanded  bool
	missing   bool
	modules   []*Module
	value     cty.Value
}

// Addr is the call's address in its module: module.ci.
func (c *Call) Addr() string { return "module." + c.Name }

// Writes reports whether the call passes an argument, whatever its value.
func (c *Call) Writes(name string) bool { return c.inputs[name] != nil }

// Input evaluates an argument of the call, under the first instance of count or for_each.
func (c *Call) Input(name string) Value {
	attr := c.inputs[name]
	if attr == nil {
		return Value{}
	}
	base := &scope{module: c.Module}
	set := c.Module.tree.ev.expand(c.body, base, c.Addr)
	if len(set.scopes) == 0 {
		return Value{}
	}
	return Value{
		Alternatives: c.Module.tree.ev.alternatives(attr.Expr, set.scopes[0]),
		Range:        attr.Expr.Range(),
		Expr:         attr.Expr,
	}
}

// Modules returns the instances of the called module in the order of their keys: none if count is 0, for_each is empty,
// or the module's code is not at hand.
func (c *Call) Modules() []*Module {
	c.expand()
	return c.modules
}

// Missing reports whether the module's code is not at hand, nor an Outline that stands for it.
func (c *Call) Missing() bool {
	c.expand()
	return c.missing
}

// Instances returns how many instances the call makes at least, even if the module's code is not at hand.
func (c *Call) Instances() int {
	return len(c.Module.tree.ev.expand(c.body, &scope{module: c.Module}, c.Addr).scopes)
}

func (c *Call) expand() {
	if c.expanded || c.expanding {
		return
	}
	c.expanding = true
	tree := c.Module.tree
	source := tree.loader.called(c)
	set := tree.ev.expand(c.body, &scope{module: c.Module}, c.Addr)
	c.missing = source == nil
	if source != nil {
		for _, one := range set.scopes {
			if m := tree.loader.instance(c, source, one, set.symbolic); m != nil {
				c.modules = append(c.modules, m)
			}
		}
	}
	c.value = set.collect(func(i int) cty.Value {
		if i < len(c.modules) {
			return tree.ev.refs.call(c.modules[i]).value()
		}
		return tree.ev.refs.missing(c).value()
	})
	c.expanding, c.expanded = false, true
}

// reference is what module.name evaluates to.
func (c *Call) reference() cty.Value {
	c.expand()
	if c.expanding {
		return c.Module.tree.ev.fail(c.DefRange, c.Addr()+" refers to itself")
	}
	return c.value
}

package terraform

import (
	"maps"
	"slices"
	"sort"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Argument is an argument of a block, or of a block in it at any depth.
type Argument struct {
	Attribute
	// Path are the types of the nested blocks that lead to it, outermost first: ["environment"]. A provisioner's type is
	// part of it: ["provisioner", "local-exec"].
	Path []string
	// May says that a block around it exists under one branch of an unknown condition only.
	May bool
}

// meta are the arguments and blocks that tell Terraform how to treat a block. They are no part of what the block makes.
// https://developer.hashicorp.com/terraform/language/meta-arguments
var meta = []string{"count", "for_each", "provider", "depends_on", "lifecycle", "connection", "timeouts", "when", "on_failure"}

// Arguments evaluates all arguments of the block and of the blocks in it, without meta-arguments. Dynamic blocks are
// expanded. In JSON syntax a nested block is an argument whose value is an object.
func (b *Block) Arguments() []Argument {
	most := maxArguments
	return b.arguments(nil, shapeOf(b.body), &most)
}

// maxArguments bounds how many arguments of a block are evaluated: dynamic blocks in dynamic blocks can be many.
const maxArguments = 20_000

func (b *Block) arguments(path []string, s *shape, most *int) []Argument {
	var all []Argument
	for _, attr := range s.attributes(b) {
		if *most <= 0 {
			return all
		}
		if *most--; !slices.Contains(meta, attr.Name) {
			value := b.evaluate(attr)
			all = append(all, Argument{Attribute{attr.Name, attr.NameRange, value}, path, b.May})
		}
	}
	for _, name := range s.types {
		if slices.Contains(meta, name) {
			continue
		}
		if name == "provisioner" {
			for _, p := range b.provisioners() {
				all = append(all, p.arguments(append(slices.Clip(path), name, p.Labels[0]), s.inner[name], most)...)
			}
			continue
		}
		for _, nested := range b.Blocks(name) {
			if *most--; *most <= 0 {
				return all
			}
			all = append(all, nested.arguments(append(slices.Clip(path), name), s.inner[name], most)...)
		}
	}
	return all
}

func (b *Block) provisioners() []*Block {
	content, _, _ := b.body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
		{Type: "provisioner", LabelNames: []string{"type"}},
	}})
	if content == nil {
		return nil
	}
	blocks := make([]*Block, len(content.Blocks))
	for i, p := range content.Blocks {
		blocks[i] = &Block{Type: p.Type, Labels: p.Labels, DefRange: p.DefRange, body: p.Body, scope: b.scope}
	}
	return blocks
}

// shape says which arguments and which types of blocks stand in a block. HCL finds either by name only, and a block that
// dynblock made doesn't tell what is in it.
type shape struct {
	names []string // of arguments
	types []string // of blocks, in the order of the code
	inner map[string]*shape
	json  bool // nothing is known, for JSON syntax doesn't tell arguments from blocks
}

// attributes finds a block's arguments, in the order in which they are written.
func (s *shape) attributes(b *Block) []*hcl.Attribute {
	var all []*hcl.Attribute
	if s.json {
		attrs, _ := b.body.JustAttributes()
		for _, attr := range attrs {
			all = append(all, attr)
		}
	} else {
		for _, name := range s.names {
			if attr := b.attribute(name); attr != nil {
				all = append(all, attr)
			}
		}
	}
	sort.Slice(all, func(i, j int) bool { return before(all[i].NameRange, all[j].NameRange) })
	return all
}

func shapeOf(body hcl.Body) *shape {
	s := &shape{inner: map[string]*shape{}}
	s.add(body)
	return s
}

func (s *shape) add(body hcl.Body) {
	switch body := body.(type) {
	case *overridden:
		s.add(body.base)
		s.add(body.override)
	case *jsonBody:
		s.json = true
	case *lazyBody:
		s.add(body.full())
	case *hclsyntax.Body:
		for name := range body.Attributes {
			if !slices.Contains(s.names, name) {
				s.names = append(s.names, name)
			}
		}
		for _, block := range body.Blocks {
			if block.Type != "dynamic" || len(block.Labels) != 1 {
				s.of(block.Type).add(block.Body)
				continue
			}
			inner := s.of(block.Labels[0])
			for _, content := range block.Body.Blocks {
				inner.add(content.Body)
			}
		}
	}
}

func (s *shape) of(blockType string) *shape {
	if s.inner[blockType] == nil {
		s.types = append(s.types, blockType)
		s.inner[blockType] = shapeOf(nil)
	}
	return s.inner[blockType]
}

// Arguments evaluates what a call passes to its module, under the first instance of count or for_each, in the order in
// which it is written.
func (c *Call) Arguments() []Argument {
	all := make([]Argument, 0, len(c.inputs))
	for _, name := range slices.Sorted(maps.Keys(c.inputs)) {
		attr := c.inputs[name]
		all = append(all, Argument{Attribute: Attribute{Name: name, NameRange: attr.NameRange, Value: c.Input(name)}})
	}
	sort.Slice(all, func(i, j int) bool { return before(all[i].NameRange, all[j].NameRange) })
	return all
}

package terraform

import (
	"sort"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/dynblock"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Block is a block whose arguments can be evaluated.
type Block struct {
	Type     string
	Labels   []string
	DefRange hcl.Range // the header: type and labels
	// May says that the block exists under one branch of an unknown condition only.
	May bool

	body  hcl.Body
	scope *scope
}

// Module returns the module instance that the block stands in.
func (b *Block) Module() *Module { return b.scope.module }

func (b *Block) ev() *evaluator { return b.scope.module.tree.ev }

// Attr evaluates an argument. The zero Value is returned for one that isn't written.
func (b *Block) Attr(name string) Value {
	attr := b.attribute(name)
	if attr == nil {
		return Value{}
	}
	return b.evaluate(attr)
}

func (b *Block) evaluate(attr *hcl.Attribute) Value {
	return Value{Alternatives: b.ev().alternatives(attr.Expr, b.scope), Range: attr.Expr.Range(), Expr: attr.Expr}
}

func (b *Block) attribute(name string) *hcl.Attribute {
	switch body := b.body.(type) {
	case *lazyBody:
		return body.attribute(name)
	case *hclsyntax.Body:
		return nativeAttribute(body, name)
	}
	content, _, _ := b.body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: name}}})
	if content == nil {
		return nil
	}
	return content.Attributes[name]
}

func nativeAttribute(body *hclsyntax.Body, name string) *hcl.Attribute {
	if attr, ok := body.Attributes[name]; ok {
		return attr.AsHCLAttribute()
	}
	return nil
}

// Attribute is an argument by name.
type Attribute struct {
	Name      string
	NameRange hcl.Range
	Value
}

// Attributes evaluates all arguments, in the order in which they are written. In JSON syntax nested blocks can't be
// told from arguments and are among them.
func (b *Block) Attributes() []Attribute {
	attrs, _ := b.body.JustAttributes()
	all := make([]Attribute, 0, len(attrs))
	for _, attr := range attrs {
		all = append(all, Attribute{Name: attr.Name, NameRange: attr.NameRange, Value: b.evaluate(attr)})
	}
	sort.Slice(all, func(i, j int) bool { return before(all[i].NameRange, all[j].NameRange) })
	return all
}

func before(a, b hcl.Range) bool {
	if a.Filename != b.Filename {
		return a.Filename < b.Filename
	}
	return a.Start.Byte < b.Start.Byte
}

// Blocks returns the nested blocks of a type, with dynamic blocks expanded. An unknown for_each gives one block. A block
// that only one branch of an unknown condition gives says May.
func (b *Block) Blocks(blockType string) []*Block {
	ev := b.ev()
	outerScope, outerRun := ev.scope, ev.run
	defer func() { ev.scope, ev.run = outerScope, outerRun }()
	ev.scope, ev.run = b.scope, newRun() // for dynblock, which evaluates for_each

	var blocks []*Block
	seen := map[hcl.Range]int{} // by header, how many blocks every branch gives at least
	for first := true; first || ev.run.next(); first = false {
		count := map[hcl.Range]int{}
		expanded := b.expand(blockType)
		if len(expanded) > maxInstances {
			ev.problemf("%s: only %d of %d blocks are looked at", b.DefRange, maxInstances, len(expanded))
			expanded = expanded[:maxInstances]
		}
		if !ev.spend(workPerBlock * len(expanded)) {
			return blocks
		}
		for _, block := range expanded {
			count[block.DefRange]++
			if first || count[block.DefRange] > seen[block.DefRange] {
				block.May = !first
				blocks = append(blocks, block)
			}
		}
		if first {
			seen = count
			continue
		}
		ordinal := map[hcl.Range]int{}
		for _, block := range blocks {
			ordinal[block.DefRange]++
			block.May = block.May || ordinal[block.DefRange] > count[block.DefRange]
		}
		for header, n := range count {
			seen[header] = max(seen[header], n)
		}
	}
	return blocks
}

func (b *Block) expand(blockType string) []*Block {
	schema := &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: blockType}}}
	content, _, _ := dynblock.Expand(b.body, empty).PartialContent(schema)
	if content == nil {
		return nil
	}
	blocks := make([]*Block, len(content.Blocks))
	for i, block := range content.Blocks {
		blocks[i] = &Block{
			Type: block.Type, Labels: block.Labels, DefRange: block.DefRange, May: b.May, body: block.Body, scope: b.scope,
		}
	}
	return blocks
}

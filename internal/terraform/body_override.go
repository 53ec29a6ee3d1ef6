package terraform

import "github.com/hashicorp/hcl/v2"

// overridden is a block whose content is partly replaced by a block in an override file: attributes one by one, nested
// blocks by type. https://developer.hashicorp.com/terraform/language/files/override
type overridden struct {
	base, override hcl.Body
}

func (b *overridden) Content(schema *hcl.BodySchema) (*hcl.BodyContent, hcl.Diagnostics) {
	content, _, diags := b.PartialContent(schema)
	return content, diags
}

func (b *overridden) PartialContent(schema *hcl.BodySchema) (*hcl.BodyContent, hcl.Body, hcl.Diagnostics) {
	base, baseRemain, diags := b.base.PartialContent(schema)
	over, overRemain, more := b.override.PartialContent(schema)
	diags = append(diags, more...)
	merged := &hcl.BodyContent{Attributes: hcl.Attributes{}, MissingItemRange: base.MissingItemRange}
	for name, attr := range base.Attributes {
		merged.Attributes[name] = attr
	}
	for name, attr := range over.Attributes {
		merged.Attributes[name] = attr
	}
	replaced := map[string]bool{}
	for _, block := range over.Blocks {
		replaced[contentType(block)] = true
	}
	for _, block := range base.Blocks {
		if !replaced[contentType(block)] {
			merged.Blocks = append(merged.Blocks, block)
		}
	}
	merged.Blocks = append(merged.Blocks, over.Blocks...)
	return merged, &overridden{baseRemain, overRemain}, diags
}

// contentType is the type of the blocks that a block stands for: a dynamic block makes blocks of the type in its label.
func contentType(block *hcl.Block) string {
	if block.Type == "dynamic" && len(block.Labels) == 1 {
		return block.Labels[0]
	}
	return block.Type
}

func (b *overridden) JustAttributes() (hcl.Attributes, hcl.Diagnostics) {
	merged := hcl.Attributes{}
	base, diags := b.base.JustAttributes()
	over, more := b.override.JustAttributes()
	for name, attr := range base {
		merged[name] = attr
	}
	for name, attr := range over {
		merged[name] = attr
	}
	return merged, append(diags, more...)
}

func (b *overridden) MissingItemRange() hcl.Range { return b.base.MissingItemRange() }

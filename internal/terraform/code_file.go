package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/trace"
)

// codeFile is a file of a module. Of one in native syntax, blocks are parsed when they are asked for.
type codeFile struct {
	name   string // as the host writes it
	source []byte
	blocks []*codeBlock // in native syntax
	json   hcl.Body     // in JSON syntax, as HCL parsed it; else nil
	broken bool         // in JSON syntax, and HCL makes nothing of it
	rw     *rewriter
}

// codeBlock is a top-level block in native syntax.
type codeBlock struct {
	blockType string
	labels    []string
	header    hcl.Range // type and labels
	at        hcl.Range // header and body
	body      *lazyBody
}

// newCodeFile reads a file. Of one with a mistake in it, what can be read counts.
func newCodeFile(ev *evaluator, name string, source []byte) *codeFile {
	f := &codeFile{name: name, source: source}
	f.rw = &rewriter{ev: ev, src: map[string][]byte{name: source}}
	if strings.HasSuffix(name, ".json") {
		file, diags := parse(source, name)
		f.tell(diags)
		if file != nil {
			f.json = file.Body
		}
		f.broken = f.json == nil
		return f
	}
	if skimmed, ok := skimFile(source); ok {
		f.blocks = make([]*codeBlock, len(skimmed))
		for i, s := range skimmed {
			f.blocks[i] = f.skimmed(s)
		}
		return f
	}
	file, diags := parse(source, name)
	f.tell(diags)
	if file == nil {
		return f
	}
	for _, block := range file.Body.(*hclsyntax.Body).Blocks {
		f.rw.body(block.Body)
		f.blocks = append(f.blocks, &codeBlock{
			blockType: block.Type, labels: block.Labels, header: block.DefRange(), at: block.Range(),
			body: &lazyBody{file: f, start: block.Range().Start.Byte, end: block.Range().End.Byte, parsed: block.Body},
		})
	}
	return f
}

// skimmed makes a block of what is known without parsing it.
func (f *codeFile) skimmed(s skimmedBlock) *codeBlock {
	start := hcl.Pos{Line: s.line, Column: s.column, Byte: s.start}
	header := start
	header.Byte, header.Column = s.header, s.column+s.header-s.start
	end := advance(header, f.source[s.header:s.end])
	return &codeBlock{
		blockType: s.blockType, labels: s.labels,
		header: hcl.Range{Filename: f.name, Start: start, End: header},
		at:     hcl.Range{Filename: f.name, Start: start, End: end},
		body:   &lazyBody{file: f, start: s.start, end: s.end, skimmed: s},
	}
}

// hclBlocks are the file's blocks of the types that are looked at.
func (f *codeFile) hclBlocks() hcl.Blocks {
	if f.json != nil {
		content, _, diags := (&jsonBody{Body: f.json, rw: f.rw}).PartialContent(topLevel)
		f.tell(diags)
		if content == nil {
			return nil
		}
		return content.Blocks
	}
	blocks := make(hcl.Blocks, 0, len(f.blocks))
	for _, b := range f.blocks {
		if labels, ok := topLevelLabels[b.blockType]; !ok || labels != len(b.labels) {
			continue // Terraform refuses one with other labels
		}
		blocks = append(blocks, &hcl.Block{Type: b.blockType, Labels: b.labels, Body: b.body, DefRange: b.header})
	}
	return blocks
}

func (f *codeFile) tell(diags hcl.Diagnostics) {
	if diags.HasErrors() {
		f.rw.ev.problemf("%s: %s", f.name, diags[0].Summary)
	}
}

// lazyBody is the body of a block in native syntax, parsed when its content is asked for.
type lazyBody struct {
	file       *codeFile
	start, end int // of the block, in bytes
	skimmed    skimmedBlock
	parsed     *hclsyntax.Body // with its expressions rewritten; nil until it is needed

	items      map[string]skimmedItem // where the arguments stand; nil where that isn't sure
	itemsKnown bool
	attributes map[string]*hcl.Attribute // those that were asked for
	named      []mention                 // see directory.named
	namedKnown bool
}

// source is the code of the block, with its header.
func (b *lazyBody) source() []byte { return b.file.source[b.start:b.end] }

// full parses the block.
func (b *lazyBody) full() *hclsyntax.Body {
	if b.parsed != nil {
		return b.parsed
	}
	if t := b.file.rw.ev.trace; t != nil {
		defer t.In(trace.Parse)()
	}
	start := hcl.Pos{Line: b.skimmed.line, Column: b.skimmed.column, Byte: b.start}
	body, diags := parsePiece(b.source(), b.file.name, start)
	b.file.tell(diags)
	if len(body.Blocks) == 1 && body.Blocks[0].Type == b.skimmed.blockType {
		b.parsed = body.Blocks[0].Body
	} else {
		b.parsed = &hclsyntax.Body{} // a mistake that HCL makes nothing of
	}
	b.file.rw.body(b.parsed)
	return b.parsed
}

// parseItem parses one argument; nil if it isn't what the skimmer took it for.
func parseItem(source []byte, filename string, item skimmedItem) *hclsyntax.Attribute {
	start := hcl.Pos{Line: item.line, Column: item.column, Byte: item.start}
	if attr := plainAttribute(source[item.start:item.end], filename, start); attr != nil {
		return attr
	}
	body, diags := parsePiece(source[item.start:item.end], filename, start)
	if diags.HasErrors() || len(body.Attributes)+len(body.Blocks) != 1 {
		return nil
	}
	for _, attr := range body.Attributes {
		return attr
	}
	return nil
}

// parsePiece parses some lines of a file, which nest no deeper than the skimmer goes (maxSkimmed).
func parsePiece(source []byte, name string, start hcl.Pos) (*hclsyntax.Body, hcl.Diagnostics) {
	file, diags := hclsyntax.ParseConfig(source, name, start)
	if file != nil {
		if body, ok := file.Body.(*hclsyntax.Body); ok {
			return body, diags
		}
	}
	return &hclsyntax.Body{}, diags
}

// attribute finds an argument by its name, and parses no other if it can; nil if there is none.
func (b *lazyBody) attribute(name string) *hcl.Attribute {
	if b.parsed != nil {
		return nativeAttribute(b.parsed, name)
	}
	if !b.itemsKnown {
		b.itemsKnown = true
		b.items, _ = skimBody(b.file.source, b.skimmed)
	}
	if b.items == nil {
		return nativeAttribute(b.full(), name)
	}
	item, ok := b.items[name]
	if !ok {
		return nil
	}
	if attr := b.attributes[name]; attr != nil {
		return attr
	}
	if t := b.file.rw.ev.trace; t != nil {
		defer t.In(trace.Parse)()
	}
	attr := parseItem(b.file.source, b.file.name, item)
	if attr == nil || attr.Name != name {
		return nativeAttribute(b.full(), name)
	}
	attr.Expr = b.file.rw.expr(attr.Expr)
	if b.attributes == nil {
		b.attributes = map[string]*hcl.Attribute{}
	}
	b.attributes[name] = attr.AsHCLAttribute()
	return b.attributes[name]
}

// Content is hcl.Body's.
func (b *lazyBody) Content(schema *hcl.BodySchema) (*hcl.BodyContent, hcl.Diagnostics) {
	return b.full().Content(schema)
}

// PartialContent is hcl.Body's.
func (b *lazyBody) PartialContent(schema *hcl.BodySchema) (*hcl.BodyContent, hcl.Body, hcl.Diagnostics) {
	return b.full().PartialContent(schema)
}

// JustAttributes is hcl.Body's.
func (b *lazyBody) JustAttributes() (hcl.Attributes, hcl.Diagnostics) {
	return b.full().JustAttributes()
}

// MissingItemRange is hcl.Body's.
func (b *lazyBody) MissingItemRange() hcl.Range { return b.full().MissingItemRange() }

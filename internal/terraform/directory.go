package terraform

import (
	"path/filepath"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// directory is the code of one module, shared by all its instances.
type directory struct {
	path   string // from the root module's directory, with slashes: "." or "modules/ci"
	blocks hcl.Blocks
	locals []*hcl.Attribute
	bytes  int
	files  map[string]*hcl.File
	// outline says that the code stands for a published module's, see Outline.
	outline bool
	// values are the tfvars files of the root module, backends the files of arguments for its backend, once they are read.
	values, backends []*valueFile
	valuesRead       bool
	// occurrences are where the root module's variables are referred to, in files of native syntax.
	occurrences map[string]occurrence
}

// occurrence is one reference to a variable.
type occurrence struct {
	expr     *hclsyntax.ScopeTraversalExpr
	fileSize int
}

// topLevel are the blocks that are looked at. https://developer.hashicorp.com/terraform/language
var topLevel = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "terraform"},
	{Type: "provider", LabelNames: []string{"name"}},
	{Type: "variable", LabelNames: []string{"name"}},
	{Type: "locals"},
	{Type: "output", LabelNames: []string{"name"}},
	{Type: "module", LabelNames: []string{"name"}},
	{Type: "resource", LabelNames: []string{"type", "name"}},
	{Type: "data", LabelNames: []string{"type", "name"}},
	{Type: "ephemeral", LabelNames: []string{"type", "name"}},
}}

// newDirectory reads the blocks of a module's files, with override files merged in the order of their names.
func newDirectory(ev *evaluator, path string, files map[string]*hcl.File) *directory {
	d := &directory{path: path, files: files, occurrences: map[string]occurrence{}}
	names := make([]string, 0, len(files))
	for name, file := range files {
		if file != nil && file.Body != nil {
			names = append(names, name)
		}
	}
	sort.Slice(names, func(i, j int) bool {
		if a, b := isOverride(names[i]), isOverride(names[j]); a != b {
			return b
		}
		return names[i] < names[j]
	})
	for _, name := range names {
		file := files[name]
		d.bytes += len(file.Bytes)
		ev.code += len(file.Bytes)
		var mentions []mention // of the present block
		rw := &rewriter{ev: ev, src: map[string][]byte{name: file.Bytes}, seen: func(e *hclsyntax.ScopeTraversalExpr) {
			d.occurs(e, len(file.Bytes))
			if to, ok := mentioned(e.Traversal); ok {
				mentions = append(mentions, to)
			}
		}}
		var body hcl.Body
		if native, ok := file.Body.(*hclsyntax.Body); ok {
			for _, block := range native.Blocks {
				mentions = nil
				rw.body(block.Body)
				ev.mentions[block.Body] = mentions
			}
			body = native
		} else {
			body = &jsonBody{Body: file.Body, rw: rw}
		}
		content, _, diags := body.PartialContent(topLevel)
		if diags.HasErrors() {
			ev.problemf("%s: %s", name, diags[0].Summary)
		}
		if content != nil {
			d.add(content.Blocks, isOverride(name))
		}
	}
	return d
}

func isOverride(name string) bool {
	base := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(name), ".json"), ".tf")
	return base == "override" || strings.HasSuffix(base, "_override")
}

func (d *directory) add(blocks hcl.Blocks, override bool) {
	for _, block := range blocks {
		if block.Type == "locals" {
			d.addLocals(block.Body, override)
			continue
		}
		if override {
			if base := d.find(block); base != nil {
				base.Body = &overridden{base: base.Body, override: block.Body}
				continue
			}
		}
		d.blocks = append(d.blocks, block)
	}
}

func (d *directory) addLocals(body hcl.Body, override bool) {
	attrs, _ := body.JustAttributes()
	added := make([]*hcl.Attribute, 0, len(attrs))
	for _, attr := range attrs {
		added = append(added, attr)
	}
	sort.Slice(added, func(i, j int) bool { return before(added[i].Range, added[j].Range) })
	for _, attr := range added {
		replaced := false
		for i, base := range d.locals {
			if override && base.Name == attr.Name {
				d.locals[i], replaced = attr, true
			}
		}
		if !replaced {
			d.locals = append(d.locals, attr)
		}
	}
}

// find returns the block that an override block changes: the one of the same type, labels and, for providers, alias.
func (d *directory) find(override *hcl.Block) *hcl.Block {
	for _, block := range d.blocks {
		if block.Type == override.Type && strings.Join(block.Labels, ".") == strings.Join(override.Labels, ".") &&
			alias(block) == alias(override) {
			return block
		}
	}
	return nil
}

// alias is the alias of a provider block; "" for the default one and for other blocks.
func alias(block *hcl.Block) string {
	if block.Type != "provider" {
		return ""
	}
	content, _, _ := block.Body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "alias"}}})
	if content == nil {
		return ""
	}
	if attr := content.Attributes["alias"]; attr != nil {
		if v, diags := attr.Expr.Value(nil); !diags.HasErrors() && isString(v) {
			return v.AsString()
		}
	}
	return ""
}

func (d *directory) occurs(e *hclsyntax.ScopeTraversalExpr, fileSize int) {
	if e.Traversal.RootName() != "var" || len(e.Traversal) < 2 {
		return
	}
	attr, ok := e.Traversal[1].(hcl.TraverseAttr)
	if !ok {
		return
	}
	if known, ok := d.occurrences[attr.Name]; !ok || fileSize < known.fileSize {
		d.occurrences[attr.Name] = occurrence{fileSize: fileSize, expr: &hclsyntax.ScopeTraversalExpr{
			Traversal: e.Traversal[:2],
			SrcRange:  hcl.RangeBetween(e.Traversal[0].SourceRange(), attr.SrcRange),
		}}
	}
}

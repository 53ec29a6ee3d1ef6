package terraform

import (
	"maps"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// directory is the code of one module, shared by all its instances.
type directory struct {
	path   string // from the root module's directory, with slashes: "." or "modules/ci"
	blocks hcl.Blocks
	locals []*hcl.Attribute
	files  map[string]*codeFile // by the name that the host uses
	// outline says that the code stands for a published module's, see Outline.
	outline bool
	// values are the tfvars files of the root module, backends the files of arguments for its backend, once they are read.
	values, backends []*valueFile
	valuesRead       bool
	// mentions are the references in bodies and expressions, of those that somebody has asked for.
	mentions map[any][]mention
	// names are what has a name in the module, by the name without its mode: aws_iam_user.ci, local.name.
	names map[string][]mention
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

// topLevelLabels is how many labels they have.
var topLevelLabels = func() map[string]int {
	labels := map[string]int{}
	for _, block := range topLevel.Blocks {
		labels[block.Type] = len(block.LabelNames)
	}
	return labels
}()

// newDirectory reads the blocks of a module's files, with override files merged in the order of their names.
func newDirectory(ev *evaluator, path string, sources map[string][]byte) *directory {
	d := &directory{path: path, files: make(map[string]*codeFile, len(sources)), mentions: map[any][]mention{}}
	names := slices.SortedFunc(maps.Keys(sources), func(a, b string) int {
		if isOverride(a) != isOverride(b) {
			if isOverride(a) {
				return 1
			}
			return -1
		}
		return strings.Compare(a, b)
	})
	for _, name := range names {
		file := newCodeFile(ev, name, sources[name])
		ev.code += len(file.source)
		d.files[name] = file
		d.add(file.hclBlocks(), isOverride(name))
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

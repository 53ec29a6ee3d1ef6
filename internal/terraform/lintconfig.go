package terraform

import (
	"os"
	"path/filepath"

	"github.com/hashicorp/hcl/v2"
)

// PluginArgument is a string in a plugin block of tflint's own configuration.
type PluginArgument struct {
	Plugin string // the block's label
	Name   string
	Text   string
	Range  hcl.Range
}

// PluginArguments returns the strings in the plugin blocks of the tflint configuration beside the root module, in the
// order of the code.
//
// https://github.com/terraform-linters/tflint/blob/master/docs/user-guide/config.md
func (t *Tree) PluginArguments() []PluginArgument {
	l := t.loader
	if l.alone || len(l.directories["."].files) == 0 {
		return nil
	}
	for _, name := range []string{".tflint.hcl", ".tflint.json"} { // the first one that exists is used
		path := filepath.Join(l.root, name)
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() || info.Size() > maxFile {
			continue
		}
		source, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		shown := filepath.Join(l.prefix, name)
		file, _ := parse(source, shown)
		if file == nil {
			return nil
		}
		return pluginArguments(file.Body)
	}
	return nil
}

func pluginArguments(body hcl.Body) []PluginArgument {
	content, _, _ := body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
		{Type: "plugin", LabelNames: []string{"name"}},
	}})
	if content == nil {
		return nil
	}
	var all []PluginArgument
	for _, block := range content.Blocks {
		attrs, _ := block.Body.JustAttributes()
		plain := &Block{body: block.Body}
		for name := range attrs {
			attr := plain.attribute(name)
			if v, diags := attr.Expr.Value(empty); !diags.HasErrors() && isString(v) {
				all = append(all, PluginArgument{block.Labels[0], name, v.AsString(), attr.Expr.Range()})
			}
		}
	}
	sortByRange(all, func(a PluginArgument) hcl.Range { return a.Range })
	return all
}

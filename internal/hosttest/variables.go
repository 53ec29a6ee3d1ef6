package hosttest

import (
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/terraform-linters/tflint-plugin-sdk/terraform/lang/marks"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// variables evaluates the root module's variables: the value files win over the default, and a variable with neither is
// unknown.
func (h *Host) variables() (map[string]cty.Value, hcl.Diagnostics) {
	given, diags := h.valueFiles()
	all := map[string]cty.Value{}
	for _, name := range h.module(".") {
		file, fileDiags := parse(name, h.files[name])
		diags = diags.Extend(fileDiags)
		content, _, blockDiags := file.Body.PartialContent(&hcl.BodySchema{
			Blocks: []hcl.BlockHeaderSchema{{Type: "variable", LabelNames: []string{"name"}}},
		})
		diags = diags.Extend(blockDiags)
		for _, block := range content.Blocks {
			value, valueDiags := variable(block, given)
			diags = diags.Extend(valueDiags)
			all[block.Labels[0]] = value
		}
	}
	return all, diags
}

func variable(block *hcl.Block, given map[string]cty.Value) (cty.Value, hcl.Diagnostics) {
	content, _, diags := block.Body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{
		{Name: "type"}, {Name: "default"}, {Name: "nullable"}, {Name: "sensitive"}, {Name: "ephemeral"},
	}})
	static := func(name string, otherwise cty.Value) cty.Value {
		attribute, ok := content.Attributes[name]
		if !ok {
			return otherwise
		}
		value, valueDiags := attribute.Expr.Value(nil)
		diags = diags.Extend(valueDiags)
		return value
	}
	want, optional := cty.DynamicPseudoType, (*typeexpr.Defaults)(nil)
	if attribute, ok := content.Attributes["type"]; ok {
		var typeDiags hcl.Diagnostics
		want, optional, typeDiags = typeexpr.TypeConstraintWithDefaults(attribute.Expr)
		diags = diags.Extend(typeDiags)
	}

	byDefault := static("default", cty.UnknownVal(want.WithoutOptionalAttributesDeep()))
	value, ok := given[block.Labels[0]]
	if !ok || value.IsNull() && static("nullable", cty.True).False() {
		value = byDefault
	}
	if optional != nil && !value.IsNull() {
		value = optional.Apply(value)
	}
	value, err := convert.Convert(value, want)
	if err != nil {
		return cty.DynamicVal, diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagError, Summary: "Incorrect variable type", Detail: err.Error(), Subject: &block.DefRange,
		})
	}
	if static("sensitive", cty.False).RawEquals(cty.True) {
		value = value.Mark(marks.Sensitive)
	}
	if static("ephemeral", cty.False).RawEquals(cty.True) {
		value = value.Mark(marks.Ephemeral)
	}
	return value, diags
}

// valueFiles reads terraform.tfvars and, over it, each *.auto.tfvars in the order of their names.
func (h *Host) valueFiles() (map[string]cty.Value, hcl.Diagnostics) {
	var names []string
	for name := range h.files {
		auto := strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json")
		if path.Dir(name) == "." && auto {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if _, ok := h.files["terraform.tfvars"]; ok {
		names = slices.Insert(names, 0, "terraform.tfvars")
	}
	values := map[string]cty.Value{}
	var diags hcl.Diagnostics
	for _, name := range names {
		file, fileDiags := parse(name, h.files[name])
		attributes, bodyDiags := file.Body.JustAttributes()
		diags = diags.Extend(fileDiags).Extend(bodyDiags)
		for variable, attribute := range attributes {
			value, valueDiags := attribute.Expr.Value(nil)
			diags = diags.Extend(valueDiags)
			values[variable] = value
		}
	}
	return values, diags
}

package host

import (
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/terraform-linters/tflint-plugin-sdk/terraform/lang/marks"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Variables evaluates the root module's variables: value files win over the environment, which wins over the default, and a
// variable with none of them is unknown. The diagnostics tell of those that can't be evaluated; their values are unknown.
func Variables(files Files, environ []string) (map[string]cty.Value, hcl.Diagnostics) {
	given, diags := files.values()
	fromEnv := map[string]string{}
	for _, entry := range environ {
		if name, value, ok := strings.Cut(entry, "="); ok && strings.HasPrefix(name, "TF_VAR_") {
			fromEnv[strings.TrimPrefix(name, "TF_VAR_")] = value
		}
	}
	all := map[string]cty.Value{}
	for _, name := range files.Module(".") {
		file, fileDiags := Parse(name, files[name])
		diags = diags.Extend(fileDiags)
		if file == nil || file.Body == nil {
			continue
		}
		content, _, blockDiags := file.Body.PartialContent(&hcl.BodySchema{
			Blocks: []hcl.BlockHeaderSchema{{Type: "variable", LabelNames: []string{"name"}}},
		})
		diags = diags.Extend(blockDiags)
		for _, block := range content.Blocks {
			value, valueDiags := variable(block, given, fromEnv)
			diags = diags.Extend(valueDiags)
			all[block.Labels[0]] = value
		}
	}
	return all, diags
}

func variable(block *hcl.Block, given map[string]cty.Value, fromEnv map[string]string) (cty.Value, hcl.Diagnostics) {
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
	if text, set := fromEnv[block.Labels[0]]; set && !ok {
		var textDiags hcl.Diagnostics
		value, textDiags = fromText(text, want)
		diags = diags.Extend(textDiags)
		ok = true
	}
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

// fromText reads the text that an environment variable gives to a variable: as it is for one of a primitive type or none,
// and as an expression for any other.
// https://developer.hashicorp.com/terraform/language/values/variables#complex-typed-values
func fromText(text string, want cty.Type) (cty.Value, hcl.Diagnostics) {
	if want == cty.DynamicPseudoType || want.IsPrimitiveType() {
		return cty.StringVal(text), nil
	}
	expr, diags := hclsyntax.ParseExpression([]byte(text), "the environment", hcl.InitialPos)
	if diags.HasErrors() {
		return cty.DynamicVal, diags
	}
	return expr.Value(nil)
}

// values reads terraform.tfvars and, over it, each *.auto.tfvars in the order of their names.
func (files Files) values() (map[string]cty.Value, hcl.Diagnostics) {
	var names []string
	for name := range files {
		if path.Dir(name) == "." && isAuto(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range []string{"terraform.tfvars.json", "terraform.tfvars"} {
		if _, ok := files[name]; ok {
			names = slices.Insert(names, 0, name)
		}
	}
	values := map[string]cty.Value{}
	var diags hcl.Diagnostics
	for _, name := range names {
		file, fileDiags := Parse(name, files[name])
		diags = diags.Extend(fileDiags)
		if file == nil || file.Body == nil {
			continue
		}
		attributes, bodyDiags := file.Body.JustAttributes()
		diags = diags.Extend(bodyDiags)
		for variable, attribute := range attributes {
			value, valueDiags := attribute.Expr.Value(nil)
			diags = diags.Extend(valueDiags)
			values[variable] = value
		}
	}
	return values, diags
}

func isAuto(name string) bool {
	return strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json")
}

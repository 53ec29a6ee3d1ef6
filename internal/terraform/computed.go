package terraform

import (
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// Computed evaluates an attribute that a data source computes from its own arguments and from files alone:
// data.template_file.x.rendered, as code wrote it before there was templatefile(), and data.local_file.x.content. The
// zero Value is returned for any other attribute.
// https://registry.terraform.io/providers/hashicorp/template/latest/docs/data-sources/file
// https://registry.terraform.io/providers/hashicorp/local/latest/docs/data-sources/file
func (i *Instance) Computed(attr string) Value {
	var from *hcl.Attribute
	var expr hcl.Expression
	switch i.Resource.Addr() {
	case "data.template_file." + i.Resource.Name:
		if from = i.attribute("template"); from != nil && attr == "rendered" {
			expr = &rendered{Expression: from.Expr, instance: i}
		}
	case "data.local_file." + i.Resource.Name:
		if from = i.attribute("filename"); from != nil && attr == "content" {
			expr = &fileContent{Expression: from.Expr, ev: i.ev()}
		}
	}
	if expr == nil {
		return Value{}
	}
	return Value{Alternatives: i.ev().alternatives(expr, i.scope), Range: from.Expr.Range(), Expr: from.Expr}
}

// rendered is a template_file's text: its template, which is the embedded expression, with its vars.
type rendered struct {
	hcl.Expression
	instance *Instance
}

func (e *rendered) Value(*hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	ev := e.instance.ev()
	template := ev.value(e.Expression, e.instance.scope)
	if _, known := tokenOf(template); known || !isString(template) {
		return template, nil // what the template is, is known only after apply
	}
	// Not a template of its own name: one that is given its own text has a token for it, and ends.
	v, ok := ev.render(e.instance.Resource.Addr(), []byte(template.AsString()), e.variables(), e.Range())
	if !ok {
		return ev.fail(e.Range(), "vars is not a map"), nil
	}
	return v, nil
}

// variables are the vars as an object. They are an argument, or a block in code for old versions of Terraform.
func (e *rendered) variables() cty.Value {
	fields := map[string]cty.Value{}
	evaluate := func(expr hcl.Expression) cty.Value { return e.instance.ev().value(expr, e.instance.scope) }
	if attr := e.instance.attribute("vars"); attr != nil {
		return evaluate(attr.Expr)
	}
	for _, block := range e.instance.Blocks("vars") {
		attributes, _ := block.body.JustAttributes()
		for name, attr := range attributes {
			fields[name] = evaluate(attr.Expr)
		}
	}
	return cty.ObjectVal(fields)
}

// fileContent is the text of the file that the embedded expression names.
type fileContent struct {
	hcl.Expression
	ev *evaluator
}

func (e *fileContent) Value(*hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	name := e.ev.value(e.Expression, e.ev.scope)
	if !isString(name) || unknown(name) {
		return name, nil
	}
	content, err := e.ev.files.read(e.ev.fromRoot(name.AsString()))
	switch {
	case err != nil:
		return e.ev.fail(e.Range(), "data.local_file: "+err.Error()), nil
	case !utf8.Valid(content):
		return e.ev.fail(e.Range(), "data.local_file: the file is not text"), nil
	}
	return cty.StringVal(string(content)), nil
}

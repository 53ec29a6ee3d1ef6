package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// jsonBody makes the expressions of JSON syntax evaluate as those of native syntax do.
// https://developer.hashicorp.com/terraform/language/syntax/json
type jsonBody struct {
	hcl.Body
	rw      *rewriter
	dynamic bool // the body of a "dynamic" block
}

func (b *jsonBody) Content(schema *hcl.BodySchema) (*hcl.BodyContent, hcl.Diagnostics) {
	content, diags := b.Body.Content(schema)
	return b.convert(content), diags
}

func (b *jsonBody) PartialContent(schema *hcl.BodySchema) (*hcl.BodyContent, hcl.Body, hcl.Diagnostics) {
	content, remain, diags := b.Body.PartialContent(schema)
	return b.convert(content), &jsonBody{Body: remain, rw: b.rw, dynamic: b.dynamic}, diags
}

func (b *jsonBody) JustAttributes() (hcl.Attributes, hcl.Diagnostics) {
	attrs, diags := b.Body.JustAttributes()
	return b.attributes(attrs), diags
}

func (b *jsonBody) convert(content *hcl.BodyContent) *hcl.BodyContent {
	if content == nil {
		return nil
	}
	converted := *content
	converted.Attributes = b.attributes(content.Attributes)
	converted.Blocks = make(hcl.Blocks, len(content.Blocks))
	for i, block := range content.Blocks {
		wrapped := *block
		wrapped.Body = &jsonBody{Body: block.Body, rw: b.rw, dynamic: block.Type == "dynamic"}
		converted.Blocks[i] = &wrapped
	}
	return &converted
}

func (b *jsonBody) attributes(attrs hcl.Attributes) hcl.Attributes {
	converted := make(hcl.Attributes, len(attrs))
	for name, attr := range attrs {
		wrapped := *attr
		wrapped.Expr = &jsonExpr{Expression: attr.Expr, rw: b.rw, iterable: b.dynamic && name == "for_each"}
		converted[name] = &wrapped
	}
	return converted
}

// jsonExpr evaluates an expression of JSON syntax. HCL's static analysis sees the original.
type jsonExpr struct {
	hcl.Expression
	rw        *rewriter
	iterable  bool
	converted hclsyntax.Expression
}

// UnwrapExpression lets hcl.ExprCall, hcl.AbsTraversalForExpr and the like see the original expression.
func (e *jsonExpr) UnwrapExpression() hcl.Expression { return e.Expression }

func (e *jsonExpr) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	return e.native().Value(ctx)
}

// native is the expression in native syntax, made when it is first needed.
func (e *jsonExpr) native() hclsyntax.Expression {
	if e.converted == nil {
		e.converted = e.rw.json(e.Expression)
		if e.iterable {
			e.converted = &iterable{Expression: e.converted, ev: e.rw.ev}
		}
	}
	return e.converted
}

// json turns an expression of JSON syntax into one of native syntax: strings are templates, arrays tuples, objects
// objects.
func (rw *rewriter) json(e hcl.Expression) hclsyntax.Expression {
	if pairs, diags := hcl.ExprMap(e); !diags.HasErrors() {
		object := &hclsyntax.ObjectConsExpr{SrcRange: e.Range(), OpenRange: e.StartRange()}
		for _, pair := range pairs {
			object.Items = append(object.Items, hclsyntax.ObjectConsItem{
				KeyExpr:   &hclsyntax.ObjectConsKeyExpr{Wrapped: rw.json(pair.Key), ForceNonLiteral: true},
				ValueExpr: rw.json(pair.Value),
			})
		}
		return rw.expr(object)
	}
	if items, diags := hcl.ExprList(e); !diags.HasErrors() {
		list := &hclsyntax.TupleConsExpr{SrcRange: e.Range(), OpenRange: e.StartRange()}
		for _, item := range items {
			list.Exprs = append(list.Exprs, rw.json(item))
		}
		return &tuple{TupleConsExpr: list, ev: rw.ev}
	}
	// Without a context HCL gives the text of a string as it is, with its interpolations.
	v, diags := e.Value(nil)
	if diags.HasErrors() || !v.IsKnown() {
		return literal(rw.ev.fail(e.Range(), "not a JSON value"), e.Range())
	}
	if outsized(v) {
		return literal(rw.ev.fail(e.Range(), "a number with too many digits"), e.Range())
	}
	if !isString(v) || nested(v.AsString()) {
		return literal(v, e.Range())
	}
	start := e.StartRange().Start
	parsed, diags := hclsyntax.ParseTemplate([]byte(v.AsString()), e.Range().Filename, start)
	if diags.HasErrors() {
		return literal(v, e.Range())
	}
	return rw.expr(parsed)
}

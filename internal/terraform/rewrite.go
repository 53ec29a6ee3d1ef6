package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// rewriter puts this package's expressions in the place of HCL's where references and unknown values matter. The rest
// of the tree, and with it HCL's semantics, stays as it was parsed. Nodes embed what they replace, so that HCL's static
// analysis (keywords, traversals, type constraints) sees them as before.
type rewriter struct {
	ev  *evaluator
	src map[string][]byte // file contents by name, to name an expression in the log as it is written
}

// body rewrites all expressions of a body in place.
func (rw *rewriter) body(body *hclsyntax.Body) {
	for _, attr := range body.Attributes {
		attr.Expr = rw.expr(attr.Expr)
	}
	for _, block := range body.Blocks {
		rw.body(block.Body)
		if block.Type == "dynamic" {
			if attr, ok := block.Body.Attributes["for_each"]; ok {
				attr.Expr = &iterable{Expression: attr.Expr, ev: rw.ev}
			}
		}
	}
}

func (rw *rewriter) exprs(list []hclsyntax.Expression) {
	for i, e := range list {
		list[i] = rw.expr(e)
	}
}

// expr returns the expression that stands for e; parts of e are replaced in place.
func (rw *rewriter) expr(e hclsyntax.Expression) hclsyntax.Expression {
	switch e := e.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		return &scopeTraversal{ScopeTraversalExpr: e, ev: rw.ev}
	case *hclsyntax.RelativeTraversalExpr:
		e.Source = rw.expr(e.Source)
		return &relativeTraversal{RelativeTraversalExpr: e, ev: rw.ev}
	case *hclsyntax.IndexExpr:
		e.Collection, e.Key = rw.expr(e.Collection), rw.expr(e.Key)
		return &index{IndexExpr: e, ev: rw.ev}
	case *hclsyntax.FunctionCallExpr:
		rw.exprs(e.Args)
		return &call{FunctionCallExpr: e, ev: rw.ev, rw: rw}
	case *hclsyntax.ConditionalExpr:
		e.Condition, e.TrueResult, e.FalseResult = rw.expr(e.Condition), rw.expr(e.TrueResult), rw.expr(e.FalseResult)
		return &conditional{ConditionalExpr: e, ev: rw.ev, source: rw.source(e.Condition.Range())}
	case *hclsyntax.BinaryOpExpr:
		e.LHS, e.RHS = rw.expr(e.LHS), rw.expr(e.RHS)
		return &binaryOp{BinaryOpExpr: e, ev: rw.ev, source: rw.source(e.Range())}
	case *hclsyntax.UnaryOpExpr:
		e.Val = rw.expr(e.Val)
		return &unaryOp{UnaryOpExpr: e, ev: rw.ev, source: rw.source(e.Range())}
	case *hclsyntax.TemplateExpr:
		rw.exprs(e.Parts)
		return &template{TemplateExpr: e, ev: rw.ev}
	case *hclsyntax.TemplateJoinExpr:
		e.Tuple = rw.expr(e.Tuple)
		return &templateJoin{TemplateJoinExpr: e, ev: rw.ev}
	case *hclsyntax.TemplateWrapExpr:
		e.Wrapped = rw.expr(e.Wrapped)
	case *hclsyntax.ParenthesesExpr:
		e.Expression = rw.expr(e.Expression)
	case *hclsyntax.TupleConsExpr:
		rw.exprs(e.Exprs)
		return &tuple{TupleConsExpr: e, ev: rw.ev}
	case *hclsyntax.ObjectConsExpr:
		for i, item := range e.Items {
			if key, ok := item.KeyExpr.(*hclsyntax.ObjectConsKeyExpr); ok && (key.ForceNonLiteral || hcl.ExprAsKeyword(key.Wrapped) == "") {
				key.Wrapped = rw.expr(key.Wrapped)
			}
			e.Items[i].ValueExpr = rw.expr(item.ValueExpr)
		}
		return &object{ObjectConsExpr: e, ev: rw.ev}
	case *hclsyntax.ForExpr:
		e.CollExpr, e.ValExpr = rw.expr(e.CollExpr), rw.expr(e.ValExpr)
		if e.KeyExpr != nil {
			e.KeyExpr = rw.expr(e.KeyExpr)
		}
		if e.CondExpr != nil {
			e.CondExpr = rw.expr(e.CondExpr)
		}
		return &forExpr{ForExpr: e, ev: rw.ev}
	case *hclsyntax.LiteralValueExpr:
		if outsized(e.Val) {
			return literal(rw.ev.fail(e.Range(), "a number with too many digits"), e.Range())
		}
	case *hclsyntax.SplatExpr:
		e.Source, e.Each = rw.expr(e.Source), rw.expr(e.Each)
		return &lenient{Expression: e, ev: rw.ev}
	}
	return e
}

// maxSource bounds how much of an expression's text is kept, in bytes. Each expression in a nest keeps its own.
const maxSource = 1000

// source is the text of an expression, or where it is if that is long.
func (rw *rewriter) source(r hcl.Range) string {
	src := rw.src[r.Filename]
	if r.Start.Byte < 0 || r.End.Byte > len(src) || r.Start.Byte > r.End.Byte || r.End.Byte-r.Start.Byte > maxSource {
		return r.String()
	}
	return string(src[r.Start.Byte:r.End.Byte])
}

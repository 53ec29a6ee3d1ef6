package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// minBareKey is from which length a key that is written without quotes is a text, in bytes: shorter ones are names, which
// hold nothing that anybody looks for.
const minBareKey = 16

// hole stands for what is interpolated into a text.
var hole = token.Text(0)

// config walks the top-level blocks of a file in native syntax.
func (w *textWalker) config(blocks []*codeBlock) {
	for _, block := range blocks {
		p := place{block: block.blockType, addr: addrOf(block.blockType, block.labels), group: w.newGroup()}
		if len(block.labels) > 0 {
			p.name = block.labels[len(block.labels)-1]
		}
		body := block.body.full()
		switch block.blockType {
		case "locals":
			for _, attr := range sortedAttributes(body) {
				local := p.at(attr.Name)
				local.addr = "local." + attr.Name
				w.expr(attr.Expr, local)
				w.block("locals", local.addr, attr.SrcRange)
			}
			continue
		case "provider":
			if attr := body.Attributes["alias"]; attr != nil {
				if alias, ok := writtenText(attr.Expr); ok {
					p.addr += "." + alias
				}
			}
		}
		w.block(block.blockType, p.addr, block.at)
		w.body(body, p)
	}
}

func (w *textWalker) block(blockType, addr string, at hcl.Range) {
	w.blocks = append(w.blocks, topBlock{blockType, addr, at.Start.Byte, at.End.Byte})
}

// addrOf is the address of a top-level block.
func addrOf(blockType string, labels []string) string {
	name := strings.Join(labels, ".")
	switch {
	case blockType == "resource":
		return name
	case blockType == "variable":
		return "var." + name
	case name == "":
		return blockType
	}
	return blockType + "." + name
}

// body walks the arguments and nested blocks of a block.
func (w *textWalker) body(body *hclsyntax.Body, p place) {
	named := p.name
	for _, attr := range sortedAttributes(body) {
		if name, ok := writtenText(attr.Expr); ok && isNameKey(attr.Name) {
			named = name
		}
	}
	for _, attr := range sortedAttributes(body) {
		inner := p.at(attr.Name)
		if isValueKey(attr.Name) {
			inner.name = named
		}
		w.expr(attr.Expr, inner)
	}
	for _, block := range body.Blocks {
		inner := p
		switch {
		case block.Type == "dynamic" && len(block.Labels) == 1:
			inner = p.at(block.Labels[0])
		case block.Type == "content": // of a dynamic block
		default:
			inner = p.at(block.Type)
		}
		inner.name = p.name
		if !isPair(attributeNames(block.Body)) {
			inner.group = w.newGroup()
		}
		w.body(block.Body, inner)
	}
}

func sortedAttributes(body *hclsyntax.Body) []*hclsyntax.Attribute {
	attrs := make([]*hclsyntax.Attribute, 0, len(body.Attributes))
	for _, attr := range body.Attributes {
		attrs = append(attrs, attr)
	}
	slices.SortFunc(attrs, func(a, b *hclsyntax.Attribute) int { return a.SrcRange.Start.Byte - b.SrcRange.Start.Byte })
	return attrs
}

func attributeNames(body *hclsyntax.Body) []string {
	var names []string
	for name := range body.Attributes {
		names = append(names, name)
	}
	return names
}

// isPair reports whether an object or block with these keys is one entry of a list of names and values.
func isPair(keys []string) bool {
	return slices.ContainsFunc(keys, isNameKey) && slices.ContainsFunc(keys, isValueKey)
}

// isNameKey reports whether what has this name says what another argument beside it is called.
func isNameKey(name string) bool {
	switch strings.ToLower(name) {
	case "name", "key", "parameterkey", "variable", "variable_key":
		return true
	}
	return false
}

// isValueKey reports whether what has this name is a value that is called something else.
func isValueKey(name string) bool {
	switch strings.ToLower(name) {
	case "value", "default", "content", "contents", "content_base64", "data", "parametervalue", "plaintext_value",
		"secret_binary", "secret_string", "secret_string_wo", "string_value", "text", "value_wo", "variable_value":
		return true
	}
	return false
}

// expr walks an expression.
func (w *textWalker) expr(e hclsyntax.Expression, p place) {
	switch e := e.(type) {
	case *template:
		w.template(e.TemplateExpr, p)
	case *hclsyntax.TemplateExpr:
		w.template(e, p)
	case *hclsyntax.TemplateWrapExpr:
		w.expr(e.Wrapped, p)
	case *hclsyntax.ParenthesesExpr:
		w.expr(e.Expression, p)
	case *object:
		w.object(e.ObjectConsExpr, p)
	case *hclsyntax.ObjectConsExpr:
		w.object(e, p)
	case *tuple:
		w.expr(e.TupleConsExpr, p)
	case *hclsyntax.TupleConsExpr:
		for _, element := range e.Exprs {
			w.expr(element, p)
		}
	case *call:
		for _, arg := range e.Args {
			w.expr(arg, p)
		}
	case *conditional:
		w.expr(e.Condition, p)
		w.expr(e.TrueResult, p)
		w.expr(e.FalseResult, p)
	case *relativeTraversal:
		w.expr(e.Source, p)
	case *index:
		w.expr(e.Collection, p)
		w.expr(e.Key, p)
	case *forExpr:
		w.expr(e.CollExpr, p)
		if e.KeyExpr != nil {
			w.expr(e.KeyExpr, p)
		}
		w.expr(e.ValExpr, p)
	case *iterable:
		if native := nativeExpr(e.Expression); native != nil {
			w.expr(native, p)
		}
	case *scopeTraversal, *hclsyntax.LiteralValueExpr, nil:
	default:
		w.rest(e, p)
	}
}

// rest finds the templates in any other expression.
func (w *textWalker) rest(e hclsyntax.Expression, p place) {
	_ = hclsyntax.VisitAll(e, func(node hclsyntax.Node) hcl.Diagnostics {
		if t, ok := node.(*template); ok && t.IsStringLiteral() {
			w.template(t.TemplateExpr, p)
		}
		return nil
	})
}

func (w *textWalker) template(e *hclsyntax.TemplateExpr, p place) {
	w.add(templateText(e), e.SrcRange, p)
	for _, part := range e.Parts {
		if _, ok := part.(*hclsyntax.LiteralValueExpr); !ok {
			w.expr(part, p)
		}
	}
}

// templateText is the literal text of a template, with holes where it is not.
func templateText(e *hclsyntax.TemplateExpr) string {
	var b strings.Builder
	for _, part := range e.Parts {
		if literal, ok := part.(*hclsyntax.LiteralValueExpr); ok {
			if s, ok := text(literal.Val); ok {
				b.WriteString(s)
				continue
			}
		}
		b.WriteString(hole)
	}
	return b.String()
}

func (w *textWalker) object(e *hclsyntax.ObjectConsExpr, p place) {
	keys := make([]string, len(e.Items))
	named := p.name
	for i, item := range e.Items {
		keys[i], _ = writtenKey(item.KeyExpr)
		if name, ok := writtenText(item.ValueExpr); ok && isNameKey(keys[i]) {
			named = name
		}
	}
	if !isPair(keys) {
		p.group = w.newGroup()
	}
	for i, item := range e.Items {
		nameless := p
		nameless.name = ""
		keyword := hcl.ExprAsKeyword(item.KeyExpr)
		if len(keyword) >= minBareKey {
			w.add(keyword, item.KeyExpr.Range(), nameless)
		}
		if key, ok := item.KeyExpr.(*hclsyntax.ObjectConsKeyExpr); ok && keyword == "" {
			w.expr(key.Wrapped, nameless)
		}
		inner := p.at(keys[i])
		if isValueKey(keys[i]) {
			inner.name = named
		}
		w.expr(item.ValueExpr, inner)
	}
}

// writtenKey is an object's key if it is written as a name or a string.
func writtenKey(e hclsyntax.Expression) (string, bool) {
	if keyword := hcl.ExprAsKeyword(e); keyword != "" {
		return keyword, true
	}
	if key, ok := e.(*hclsyntax.ObjectConsKeyExpr); ok {
		return writtenText(key.Wrapped)
	}
	return "", false
}

// writtenText is the text of an expression that is a string, with holes where it is interpolated. Nothing is evaluated.
func writtenText(e hclsyntax.Expression) (string, bool) {
	switch e := e.(type) {
	case *template:
		return templateText(e.TemplateExpr), true
	case *hclsyntax.TemplateExpr:
		return templateText(e), true
	case *hclsyntax.LiteralValueExpr:
		if e.Val.Type() == cty.String {
			return text(e.Val)
		}
	}
	return "", false
}

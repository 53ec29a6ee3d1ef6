package terraform

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// plainAttribute makes of an argument what HCL's parser makes of it, where that is easy to say: where its value is a name
// with attributes, or a string with nothing special in it. Most arguments that this plugin asks for are of that kind, and
// HCL takes ten times as long. It is nil for any other.
func plainAttribute(source []byte, filename string, start hcl.Pos) *hclsyntax.Attribute {
	at := func(from, to int) hcl.Range { // columns are bytes here, for everything is in ASCII
		pos := func(offset int) hcl.Pos {
			return hcl.Pos{Line: start.Line, Column: start.Column + offset, Byte: start.Byte + offset}
		}
		return hcl.Range{Filename: filename, Start: pos(from), End: pos(to)}
	}
	nameEnd := plainName(source, 0)
	equals := plainSpaces(source, nameEnd)
	if nameEnd == 0 || equals == len(source) || source[equals] != '=' {
		return nil
	}
	from := plainSpaces(source, equals+1)
	if from == len(source) {
		return nil
	}
	var expr hclsyntax.Expression
	var to int
	if source[from] == '"' {
		expr, to = plainString(source, from, at)
	} else {
		expr, to = plainTraversal(source, from, at)
	}
	if expr == nil || len(bytes.Trim(source[to:], " \t\r\n")) > 0 {
		return nil
	}
	return &hclsyntax.Attribute{
		Name: string(source[:nameEnd]), Expr: expr,
		SrcRange: at(0, to), NameRange: at(0, nameEnd), EqualsRange: at(equals, equals+1),
	}
}

func plainString(source []byte, from int, at func(from, to int) hcl.Range) (hclsyntax.Expression, int) {
	for i := from + 1; i < len(source); i++ {
		switch c := source[i]; {
		case c == '"' && i == from+1:
			return nil, 0
		case c == '"':
			literal := &hclsyntax.LiteralValueExpr{Val: cty.StringVal(string(source[from+1 : i])), SrcRange: at(from+1, i)}
			return &hclsyntax.TemplateExpr{Parts: []hclsyntax.Expression{literal}, SrcRange: at(from, i+1)}, i + 1
		case c < ' ', c > '~', c == '\\', c == '$', c == '%':
			return nil, 0
		}
	}
	return nil, 0
}

func plainTraversal(source []byte, from int, at func(from, to int) hcl.Range) (hclsyntax.Expression, int) {
	end := plainName(source, from)
	root := string(source[from:end])
	switch root {
	case "", "true", "false", "null":
		return nil, 0
	}
	traversal := hcl.Traversal{hcl.TraverseRoot{Name: root, SrcRange: at(from, end)}}
	for end < len(source) && source[end] == '.' {
		dot := end
		if end = plainName(source, dot+1); end == dot+1 {
			return nil, 0
		}
		traversal = append(traversal, hcl.TraverseAttr{Name: string(source[dot+1 : end]), SrcRange: at(dot, end)})
	}
	if len(traversal) == 1 {
		return nil, 0
	}
	return &hclsyntax.ScopeTraversalExpr{Traversal: traversal, SrcRange: at(from, end)}, end
}

// plainName returns the end of the name that begins at an offset; the offset itself if there is none.
func plainName(source []byte, from int) int {
	if from >= len(source) || !isNameStart(source[from]) {
		return from
	}
	end := from
	for end < len(source) && isNameByte(source[end]) {
		end++
	}
	return end
}

func plainSpaces(source []byte, from int) int {
	for from < len(source) && (source[from] == ' ' || source[from] == '\t') {
		from++
	}
	return from
}

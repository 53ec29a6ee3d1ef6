package terraform

import "github.com/hashicorp/hcl/v2"

// labelCount is how many labels the top-level blocks have.
var labelCount = map[string]int{
	"provider": 1, "variable": 1, "output": 1, "module": 1, "check": 1, "resource": 2, "data": 2, "ephemeral": 2,
}

// jsonConfig walks a file in JSON syntax.
// https://developer.hashicorp.com/terraform/language/syntax/json
func (w *textWalker) jsonConfig(body hcl.Body) {
	attrs, _ := body.JustAttributes()
	for _, attr := range attrs {
		w.jsonBlocks(attr.Expr, attr.Name, nil)
	}
}

// jsonBlocks walks the blocks of one type: an object for each label, then an object or a list of them for the bodies.
func (w *textWalker) jsonBlocks(e hcl.Expression, blockType string, labels []string) {
	if items, diags := hcl.ExprList(e); !diags.HasErrors() {
		for _, item := range items {
			w.jsonBlocks(item, blockType, labels)
		}
		return
	}
	pairs, diags := hcl.ExprMap(e)
	if diags.HasErrors() {
		return
	}
	if blockType == "locals" {
		group := w.newGroup()
		for _, pair := range pairs {
			if key, ok := jsonText(pair.Key); ok {
				p := place{block: blockType, addr: "local." + key, path: []string{key}, name: key, group: group}
				w.jsonBlock(p, pair.Value)
			}
		}
		return
	}
	if len(labels) < labelCount[blockType] {
		for _, pair := range pairs {
			if label, ok := jsonText(pair.Key); ok {
				w.jsonBlocks(pair.Value, blockType, append(labels[:len(labels):len(labels)], label))
			}
		}
		return
	}
	p := place{block: blockType, addr: addrOf(blockType, labels), group: w.newGroup()}
	if len(labels) > 0 {
		p.name = labels[len(labels)-1]
	}
	w.jsonBlock(p, e)
}

func (w *textWalker) jsonBlock(p place, e hcl.Expression) {
	at := e.Range()
	w.blocks = append(w.blocks, topBlock{p.block, p.addr, at.Start.Byte, at.End.Byte})
	w.jsonExpr(e, p)
}

// jsonExpr walks a value. Nested blocks and objects look alike.
func (w *textWalker) jsonExpr(e hcl.Expression, p place) {
	if items, diags := hcl.ExprList(e); !diags.HasErrors() {
		for _, item := range items {
			w.jsonExpr(item, p)
		}
		return
	}
	pairs, diags := hcl.ExprMap(e)
	if diags.HasErrors() {
		if value, ok := jsonText(e); ok {
			w.add(value, e.Range(), p)
		}
		return
	}
	keys := make([]string, len(pairs))
	named := p.name
	for i, pair := range pairs {
		keys[i], _ = jsonText(pair.Key)
		if name, ok := jsonText(pair.Value); ok && isNameKey(keys[i]) {
			named = name
		}
	}
	if !isPair(keys) {
		p.group = w.newGroup()
	}
	for i, pair := range pairs {
		nameless := p
		nameless.name = ""
		w.add(keys[i], pair.Key.Range(), nameless)
		inner := p.at(keys[i])
		if isValueKey(keys[i]) {
			inner.name = named
		}
		w.jsonExpr(pair.Value, inner)
	}
}

// jsonText is a string as it is written: without a context HCL doesn't evaluate its interpolations.
func jsonText(e hcl.Expression) (string, bool) {
	if e == nil {
		return "", false
	}
	v, diags := e.Value(nil)
	if diags.HasErrors() || !isString(v) {
		return "", false
	}
	return v.AsString(), true
}

package terraform

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// FileTexts returns the content of the files that the module's expressions read with file(), filebase64() and
// templatefile(), where wanted accepts it, once for each block that reads it. Templates are not rendered.
func (m *Module) FileTexts(wanted func(source []byte) bool) []*Text {
	if !m.readsFiles() {
		return nil
	}
	var all []*Text
	seen := map[[2]string]bool{}
	for _, unit := range m.units() {
		if lazy, ok := unit.body.(*lazyBody); ok && !callsFile(lazy.source()) {
			continue
		}
		for _, a := range unit.arguments() {
			for _, c := range fileCalls(a.expr) {
				for _, name := range m.fileNames(c, unit.scope()) {
					content, err := m.tree.ev.files.read(name)
					key := [2]string{unit.addr, name}
					if err != nil || seen[key] || !wanted(content) {
						continue
					}
					seen[key] = true
					all = append(all, &Text{
						Value: string(content), Range: c.Range(), Kind: FileText, Block: unit.block, Addr: unit.addr,
						Path: a.path, File: filepath.ToSlash(filepath.Clean(name)), source: m.sourceOf(c.Range()),
					})
				}
			}
		}
	}
	return all
}

func (m *Module) sourceOf(at hcl.Range) []byte {
	if file := m.source.files[at.Filename]; file != nil {
		return file.source
	}
	return nil
}

// readsFiles reports whether some file of the module may call such a function.
func (m *Module) readsFiles() bool {
	for _, file := range m.source.files {
		if callsFile(file.source) {
			return true
		}
	}
	return false
}

// callsFile reports whether some code may call a function that reads a file.
func callsFile(source []byte) bool {
	return bytes.Contains(source, []byte("file(")) || bytes.Contains(source, []byte("filebase64("))
}

func fileCalls(e hclsyntax.Expression) []*call {
	var calls []*call
	_ = hclsyntax.VisitAll(e, func(node hclsyntax.Node) hcl.Diagnostics {
		if c, ok := node.(*call); ok && len(c.Args) > 0 {
			switch strings.TrimPrefix(c.Name, "core::") {
			case "file", "filebase64", "templatefile":
				calls = append(calls, c)
			}
		}
		return nil
	})
	return calls
}

// fileNames evaluates which files a call reads. A name that depends on the variable of a for-expression is left out.
func (m *Module) fileNames(c *call, sc *scope) []string {
	for _, t := range references(c.Args[0]) {
		if !slices.Contains([]string{"var", "local", "path", "each", "count", "terraform"}, t.RootName()) {
			return nil
		}
	}
	var names []string
	for _, v := range m.tree.ev.alternatives(c.Args[0], sc) {
		if isString(v) && !unknown(v) {
			names = append(names, v.AsString())
		}
	}
	return names
}

// unit is a block or local whose expressions are evaluated in one scope.
type unit struct {
	block, addr string
	body        hcl.Body // nil for a local
	expr        hcl.Expression
	scope       func() *scope
}

// unitArgument is an argument of a unit, at any depth.
type unitArgument struct {
	path []string
	expr hclsyntax.Expression
}

// units are the module's blocks and locals. Of what count or for_each repeats, the first instance gives the scope.
func (m *Module) units() []unit {
	plain := func() *scope { return m.scope }
	var all []unit
	for _, l := range m.Locals {
		all = append(all, unit{block: "locals", addr: "local." + l.Name, expr: l.Expr, scope: plain})
	}
	for _, r := range m.Resources {
		block := map[Mode]string{Managed: "resource", Data: "data", Ephemeral: "ephemeral"}[r.Mode]
		all = append(all, unit{block: block, addr: r.Addr(), body: r.body, scope: func() *scope {
			if instances := r.Instances(); len(instances) > 0 {
				return instances[0].scope
			}
			return m.scope
		}})
	}
	for _, c := range m.Calls {
		all = append(all, unit{block: "module", addr: c.Addr(), body: c.body, scope: func() *scope {
			if set := m.tree.ev.expand(c.body, m.scope, c.Addr); len(set.scopes) > 0 {
				return set.scopes[0]
			}
			return m.scope
		}})
	}
	for _, out := range m.Outputs {
		all = append(all, unit{block: "output", addr: "output." + out.Name, body: out.body, scope: plain})
	}
	for _, p := range m.Providers {
		all = append(all, unit{block: "provider", addr: "provider." + p.Labels[0], body: p.body, scope: plain})
	}
	return all
}

// arguments are the unit's expressions in native syntax.
func (u unit) arguments() []unitArgument {
	if u.body == nil {
		if native := nativeExpr(u.expr); native != nil {
			return []unitArgument{{expr: native}}
		}
		return nil
	}
	return argumentsOf(u.body, nil)
}

func argumentsOf(body hcl.Body, path []string) []unitArgument {
	var all []unitArgument
	switch body := body.(type) {
	case *overridden:
		return append(argumentsOf(body.base, path), argumentsOf(body.override, path)...)
	case *lazyBody:
		return argumentsOf(body.full(), path)
	case *hclsyntax.Body:
		for _, attr := range sortedAttributes(body) {
			all = append(all, unitArgument{append(slices.Clip(path), attr.Name), attr.Expr})
		}
		for _, block := range body.Blocks {
			all = append(all, argumentsOf(block.Body, append(slices.Clip(path), block.Type))...)
		}
	case *jsonBody:
		attrs, _ := body.JustAttributes()
		for name, attr := range attrs {
			if native := nativeExpr(attr.Expr); native != nil {
				all = append(all, unitArgument{append(slices.Clip(path), name), native})
			}
		}
		slices.SortFunc(all, func(a, b unitArgument) int { return strings.Compare(a.path[0], b.path[0]) })
	}
	return all
}

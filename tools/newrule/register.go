package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// listFile holds the list of all rules.
const listFile = "rules.go"

// register returns the text of the list with the rule in its place by name.
func register(dir string, r rule) ([]byte, error) {
	path := filepath.Join(dir, listFile)
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	names, err := ruleNames(dir)
	if err != nil {
		return nil, err
	}
	if _, taken := names[r.Variable]; taken {
		return nil, fmt.Errorf("there is a rule %s already", r.Variable)
	}
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, path, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var list *ast.CompositeLit
	ast.Inspect(tree, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && spec.Names[0].Name == "All" && len(spec.Values) == 1 {
			list, _ = spec.Values[0].(*ast.CompositeLit)
		}
		return list == nil
	})
	if list == nil {
		return nil, fmt.Errorf("%s has no list All", path)
	}
	line := files.Position(list.Rbrace).Line
	for _, element := range list.Elts {
		if ident, ok := element.(*ast.Ident); ok && names[ident.Name] > r.Name {
			line = files.Position(element.Pos()).Line
			break
		}
	}
	lines := slices.Insert(strings.SplitAfter(string(text), "\n"), line-1, "\t"+r.Variable+",\n")
	return []byte(strings.Join(lines, "")), nil
}

// ruleNames returns the names of the rules in dir, by the variables that hold them.
func ruleNames(dir string) (map[string]string, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, path := range paths {
		tree, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
				if name := ruleName(spec.Values[0]); name != "" {
					names[spec.Names[0].Name] = name
				}
			}
			return true
		})
	}
	return names, nil
}

// ruleName returns the field Name of a literal, which is &lint.Rule{...}; "" for other expressions.
func ruleName(value ast.Expr) string {
	address, ok := value.(*ast.UnaryExpr)
	if !ok {
		return ""
	}
	literal, ok := address.X.(*ast.CompositeLit)
	if !ok {
		return ""
	}
	if kind, ok := literal.Type.(*ast.SelectorExpr); !ok || kind.Sel.Name != "Rule" {
		return ""
	}
	for _, element := range literal.Elts {
		field, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, isIdent := field.Key.(*ast.Ident)
		text, isText := field.Value.(*ast.BasicLit)
		if isIdent && isText && key.Name == "Name" {
			if name, err := strconv.Unquote(text.Value); err == nil {
				return name
			}
		}
	}
	return ""
}

package project_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

// layout is the order of the packages: each imports only what stands above it. It is the way that the data goes, from
// the host's files to the host's issues.
var layout = []string{
	"project",
	"internal/token",
	"internal/trace",
	"internal/awsdata",
	"internal/credential",
	"internal/policy",
	"internal/risk",
	"internal/terraform",
	"internal/host",
	"internal/iam",
	"internal/flow",
	"internal/lint",
	"internal/words",
	"rules",
	"internal/graph",
	".",
	"internal/hosttest",
	"internal/linttest",
	"integration",
	"integration/bench",
}

// hostPackages are those that know tflint: at both ends of the way, and the rules for their severities and fixes.
var hostPackages = []string{"internal/terraform", "internal/host", "internal/lint", "rules", ".", "internal/hosttest"}

const sdk = "github.com/terraform-linters/tflint-plugin-sdk"

func TestImports(t *testing.T) {
	for _, f := range sources(t) {
		place := slices.Index(layout, f.dir)
		if place < 0 {
			t.Errorf("%s: the package has no place in the layout", f.path)
			continue
		}
		for _, spec := range f.tree.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if own, ok := strings.CutPrefix(name, project.Repository+"/"); ok && slices.Index(layout, own) > place {
				t.Errorf("%s imports %s, which comes after it", f.path, own)
			}
			if strings.HasPrefix(name, sdk) && !slices.Contains(hostPackages, f.dir) {
				t.Errorf("%s imports %s, and is not to know tflint", f.path, name)
			}
			if strings.HasPrefix(name, "github.com/terraform-linters/tflint/") {
				t.Errorf("%s imports tflint itself, whose licence is another", f.path)
			}
		}
	}
}

// TestInit demands that nothing of weight happens when the plugin starts: it starts anew for each directory, and most of
// them have nothing that it looks for. Tables and patterns are made when they are needed, by sync.OnceValue.
func TestInit(t *testing.T) {
	heavy := []string{"regexp", "json", "os", "io", "fs", "zip", "gzip", "template", "strings"}
	for _, f := range sources(t) {
		for _, declaration := range f.tree.Decls {
			values, ok := declaration.(*ast.GenDecl)
			if !ok || values.Tok != token.VAR {
				continue
			}
			ast.Inspect(values, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					_, later := n.(*ast.FuncLit)
					return !later
				}
				if called, ok := call.Fun.(*ast.SelectorExpr); ok {
					if from, ok := called.X.(*ast.Ident); ok && slices.Contains(heavy, from.Name) {
						t.Errorf("%s calls %s.%s when the plugin starts", f.path, from.Name, called.Sel.Name)
					}
				}
				return true
			})
		}
	}
}

type source struct {
	path string // from the repository's root
	dir  string
	tree *ast.File
}

// sources parses what the plugin and its tests are made of, except tests themselves and other modules.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir("..", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel("..", file)
		if err != nil {
			return err
		}
		relative = filepath.ToSlash(relative)
		if entry.IsDir() {
			hidden := relative != "." && strings.HasPrefix(entry.Name(), ".")
			if hidden || entry.Name() == "testdata" || relative == "tools" || relative == "bin" {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(relative, ".go") || strings.HasSuffix(relative, "_test.go") {
			return nil
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		all = append(all, source{relative, path.Dir(relative), tree})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

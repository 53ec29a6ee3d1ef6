package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Written returns an argument as it is written, for a fix to change; nil if there is none.
func (b *Block) Written(name string) *hcl.Attribute { return b.attribute(name) }

// Constant reports whether an argument is written and refers to nothing.
func (b *Block) Constant(name string) bool {
	attr := b.attribute(name)
	if attr == nil {
		return false
	}
	native := nativeExpr(attr.Expr)
	return native != nil && len(references(native)) == 0
}

// references returns what an expression refers to, the variables of for-expressions included. HCL's own Variables does not
// know this package's expressions.
func references(e hclsyntax.Expression) []hcl.Traversal {
	var all []hcl.Traversal
	_ = hclsyntax.VisitAll(e, func(node hclsyntax.Node) hcl.Diagnostics {
		if t, ok := node.(*scopeTraversal); ok {
			all = append(all, t.Traversal)
		}
		return nil
	})
	return all
}

// ArgumentNames returns the names of the block's own arguments, sorted. Nothing is evaluated.
func (b *Block) ArgumentNames() []string {
	attrs, _ := b.body.JustAttributes()
	names := make([]string, 0, len(attrs))
	for name := range attrs {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func sortByRange[T any](all []T, at func(T) hcl.Range) {
	slices.SortStableFunc(all, func(a, b T) int {
		switch x, y := at(a), at(b); {
		case before(x, y):
			return -1
		case before(y, x):
			return 1
		}
		return 0
	})
}

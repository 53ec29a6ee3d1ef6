package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// Written returns an argument as it is written, for a fix to change; nil if there is none.
func (b *Block) Written(name string) *hcl.Attribute { return b.attribute(name) }

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

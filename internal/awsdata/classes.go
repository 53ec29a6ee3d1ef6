package awsdata

import (
	"slices"
	"strings"
)

// class is a set of actions that put an account at risk in the same way.
type class struct {
	name    string
	actions []string // as AWS spells them, sorted
}

// Classes returns the names of all risk classes, sorted.
func Classes() []string {
	names := make([]string, len(classes))
	for i, c := range classes {
		names[i] = c.name
	}
	return names
}

// Class returns the actions of a risk class, "compute_vm", as AWS spells them and sorted; nil when there is no such class.
func Class(name string) []string {
	i, ok := slices.BinarySearchFunc(classes, name, func(c class, name string) int { return strings.Compare(c.name, name) })
	if !ok {
		return nil
	}
	return classes[i].actions
}

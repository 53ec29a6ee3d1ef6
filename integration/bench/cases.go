//go:build unix

package main

// benchCase is a generated configuration.
type benchCase struct {
	name      string
	key       string // which goal is about it; "" for none
	resources int
	shape
}

// The kinds of modules that goals are about.
const (
	mixedKey = "mixed"
	noIAMKey = "no IAM"
)

// cases are what is measured. The kinds that are not about size are measured at the greatest size up to 10,000.
func cases(sizes []int) []benchCase {
	var all []benchCase
	size := sizes[0]
	for _, n := range sizes {
		all = append(all, benchCase{"mixed, many files", mixedKey, n, shape{perFile: 100, keys: 5, iam: 20}})
		if n <= 10_000 {
			size = n
		}
	}
	for _, n := range sizes {
		all = append(all, benchCase{"mixed, one file", "", n, shape{keys: 5, iam: 20}})
	}
	return append(all,
		benchCase{"no IAM, many files", noIAMKey, size, shape{perFile: 100}},
		benchCase{"no IAM, one file", noIAMKey, size, shape{}},
		benchCase{"IAM only", "", size, shape{perFile: 100, keys: 5, iam: 100}},
		benchCase{"IAM only, every user has a key", "", size / 10, shape{perFile: 100, keys: 100, iam: 100}},
		benchCase{"IAM only, in 100 modules", "", size, shape{keys: 5, iam: 100, modules: 100}},
		benchCase{"mixed, in 100 modules", "", size, shape{keys: 5, iam: 20, modules: 100}},
		benchCase{"mixed, 100 calls of one module", "", size, shape{keys: 5, iam: 20, modules: 100, shared: true}},
	)
}

package rules

import (
	"slices"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
)

// addrs names users once each, in the order of the alphabet. Instances of one block have one name.
func addrs(users []*iam.User) []string {
	var names []string
	for _, u := range users {
		names = append(names, u.Addr())
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// keyAddrs names the keys of users, as addrs does.
func keyAddrs(users []*iam.User) []string {
	var names []string
	for _, u := range users {
		for _, key := range u.Keys {
			names = append(names, key.Addr)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

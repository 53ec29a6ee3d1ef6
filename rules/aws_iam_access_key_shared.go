package rules

import (
	"slices"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/flow"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
)

// Of a key that several systems use nobody can say who leaked it, nor replace it without stopping them all; and each may
// do what any of them needs: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
var accessKeyShared = &lint.Rule{
	Name:     "aws_iam_access_key_shared",
	Summary:  "Disallow an access key that several consumers use",
	Severity: tflint.WARNING,
	Preset:   lint.Recommended,
	Run: func(pass *lint.Pass) {
		for _, s := range sharedKeys(pass.Model) {
			own := ownFinding(pass.Model, s.Module, func(alone *iam.Model) bool {
				return slices.ContainsFunc(sharedKeys(alone), func(other sharedKey) bool { return other.Range == s.Range })
			})
			if !own {
				pass.Report(lint.Finding{
					Module: s.Module, Range: s.Range,
					Message: s.Addr + " " + s.how + "; " + ownRoles,
				})
			}
		}
		reportSharedLiterals(pass)
	},
}

const ownRoles = "give each consumer a role of its own, or at least a user"

// sharedKey is a key that several consumers use.
type sharedKey struct {
	iam.Place
	how string
}

type sharedKeysKey struct{}

func sharedKeys(m *iam.Model) []sharedKey { return iam.Derive(m, sharedKeysKey{}, findSharedKeys) }

func findSharedKeys(m *iam.Model) []sharedKey {
	found := flow.Of(m)
	uses := map[*flow.Credential]*use{}
	for _, c := range found.Credentials {
		uses[c] = &use{}
	}
	for _, a := range found.Arrivals {
		for _, p := range a.Parts {
			if p.May {
				continue
			}
			uses[p.Credential].add(a)
		}
	}
	var all []sharedKey
	first := map[*iam.User]*flow.Credential{} // a user's first key that has a consumer
	for _, c := range found.Credentials {
		u := uses[c]
		switch {
		case len(u.consumers) > 1 && len(u.names) == 1:
			all = append(all, sharedKey{c.Place, "is used by several instances of " + u.names[0]})
		case len(u.consumers) > 1:
			all = append(all, sharedKey{c.Place, "is used by " + some(u.sorted())})
		case len(u.shared) > 0:
			all = append(all, sharedKey{c.Place, "goes to " + some(u.shared) + ", which several projects share"})
		}
		if c.Key == nil || len(c.Key.Users) != 1 || len(u.consumers) == 0 {
			continue
		}
		user := c.Key.Users[0]
		other := first[user]
		if other == nil {
			first[user] = c
			continue
		}
		if len(u.consumers) == 1 && !slices.Contains(uses[other].consumers, u.consumers[0]) && c.Addr != other.Addr {
			all = append(all, sharedKey{c.Place,
				"gives " + u.names[0] + " the permissions of " + user.Addr() + ", which " + some(uses[other].sorted()) + " has by " + other.Addr})
		}
	}
	return all
}

// use is who uses a credential.
type use struct {
	consumers []string // by their ids
	names     []string // what to call them
	shared    []string // addresses of places that several projects read
}

func (u *use) add(a *flow.Arrival) {
	if c, ok := a.Consumer(); ok {
		if !slices.Contains(u.consumers, c.ID) {
			u.consumers = append(u.consumers, c.ID)
		}
		if !slices.Contains(u.names, c.Name) {
			u.names = append(u.names, c.Name)
		}
	}
	if a.Sink.Shared && !slices.Contains(u.shared, a.Addr) {
		u.shared = append(u.shared, a.Addr)
	}
}

func (u *use) sorted() []string {
	names := slices.Clone(u.names)
	slices.Sort(names)
	return names
}

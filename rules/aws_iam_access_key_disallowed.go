package rules

import (
	"path"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
)

type accessKeyDisallowedOptions struct {
	AllowedUsers []string `hclext:"allowed_users,optional"` // globs of user names
	AllowedPaths []string `hclext:"allowed_paths,optional"` // globs of user paths
}

// A long-term key never expires, is used from anywhere, and is found within minutes once it leaks:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#lock-away-credentials
var accessKeyDisallowed = &lint.Rule{
	Name:     "aws_iam_access_key_disallowed",
	Summary:  "Disallow long-term access keys",
	Severity: tflint.WARNING,
	Preset:   lint.Recommended,
	Options:  func() any { return &accessKeyDisallowedOptions{} },
	Run: func(pass *lint.Pass) {
		options := lint.Options[accessKeyDisallowedOptions](pass)
		var order []*keyBlock
		blocks := map[blockID]*keyBlock{}
		for _, key := range pass.Model.Keys {
			if options.allow(key.Users) {
				continue
			}
			id := blockID{key.Addr, key.Range}
			if blocks[id] == nil {
				blocks[id] = &keyBlock{AccessKey: key}
				order = append(order, blocks[id])
			}
			blocks[id].add(key)
		}
		for _, b := range order {
			pass.Report(lint.Finding{Module: b.Module, Range: b.Range, Message: b.message(alternative(pass.Model, b.keys))})
		}
	},
}

// keyBlock is the keys that one block makes, and its instances in several calls of its module.
type keyBlock struct {
	*iam.AccessKey // the first one
	keys           []*iam.AccessKey
	users          []string
	active         bool
}

type blockID struct {
	addr string
	at   hcl.Range
}

func (b *keyBlock) add(key *iam.AccessKey) {
	b.keys = append(b.keys, key)
	b.active = b.active || !key.Inactive
	for _, u := range key.Users {
		switch {
		case u.Place != nil && u.Place.Addr != key.Addr:
			b.users = append(b.users, u.Place.Addr)
		case u.Name != "": // not in this configuration, or made by the module call that makes the key
			b.users = append(b.users, "user \""+u.Name+"\"")
		}
	}
}

func (b *keyBlock) message(advice string) string {
	what := b.Addr + " creates a long-term access key"
	slices.Sort(b.users)
	if users := slices.Compact(b.users); len(users) > 0 {
		what += " for " + some(users)
	}
	if !b.active {
		what += ", inactive until somebody activates it"
	}
	return what + "; " + advice
}

// allow reports whether every user that the key can belong to is on one of the lists.
func (o *accessKeyDisallowedOptions) allow(users []*iam.User) bool {
	for _, u := range users {
		if !matchAny(o.AllowedUsers, u.Name) && !(u.Place != nil && matchAny(o.AllowedPaths, u.Path)) {
			return false
		}
	}
	return len(users) > 0
}

// matchAny reports whether a glob matches a known name. In a path * stops at a slash.
func matchAny(globs []string, name string) bool {
	for _, glob := range globs {
		if ok, err := path.Match(glob, name); err == nil && ok && name != "" {
			return true
		}
	}
	return false
}

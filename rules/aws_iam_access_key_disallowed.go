package rules

import (
	"path"

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
		for _, key := range pass.Model.Keys {
			if options.allow(key.Users) {
				continue
			}
			what := "a long-term access key"
			if key.Inactive {
				what = "an inactive long-term access key, which anybody with the right to can activate,"
			}
			pass.Report(lint.Finding{
				Module: key.Module,
				Range:  key.Range,
				Message: key.Addr + " creates " + what + forUsers(key.Users) +
					"; use temporary credentials of an IAM role instead",
			})
		}
	},
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

func forUsers(users []*iam.User) string {
	names := addrs(users)
	if len(names) == 0 {
		return ""
	}
	return " for " + enumerate(names)
}

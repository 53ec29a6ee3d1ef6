package rules

import (
	"slices"
	"strings"
	"unicode"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/flow"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// What is better than a key: anyRole wherever nothing more is known.
const (
	anyRole = "use temporary credentials of an IAM role instead"
	viaSES  = "send through the SES API with a role instead"
)

// alternative says what to use instead of keys: what fits all of them for certain, or a role.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds-programmatic-access.html
func alternative(m *iam.Model, keys []*iam.AccessKey) string {
	fits := ""
	for _, key := range keys {
		fit := fitting(m, key)
		if fit == "" || fits != "" && fit != fits {
			return anyRole
		}
		fits = fit
	}
	return fits
}

// fitting is what one key's use, owner, permissions or name calls for, the surest evidence first; "" where that is not
// certain.
func fitting(m *iam.Model, key *iam.AccessKey) string {
	if fit := byUse(m, key); fit != "" {
		return fit
	}
	if len(key.Users) != 1 {
		return ""
	}
	u := key.Users[0]
	names := wordsOf(key.Addr, u.Name)
	if u.Place != nil {
		names = append(names, wordsOf(u.Place.Addr)...)
	}
	grants := allow(u)
	switch {
	case m.ConsoleUsers()[u]:
		return "let the person sign in through IAM Identity Center, or work in CloudShell, instead"
	case grants == sendsMail || grants == nothing && saysAny(names, "ses", "smtp"):
		return viaSES
	}
	if service := ciByName(names); service != "" {
		return oidc(service)
	}
	return ""
}

// byUse judges from where the key goes: all of its consumers must agree.
func byUse(m *iam.Model, key *iam.AccessKey) string {
	fit := ""
	smtp, other := false, false
	for _, use := range flow.Of(m).UsesOf(key) {
		smtp = smtp || use.Noun == flow.SMTPPassword
		other = other || use.Kind == flow.Secret && use.Noun != flow.SMTPPassword
		one := bySink(use.Arrival.Sink)
		if use.May || one == "" {
			continue
		}
		if fit != "" && fit != one {
			return ""
		}
		fit = one
	}
	if smtp && !other {
		return viaSES
	}
	return fit
}

// bySink is what replaces a key where it goes to such a place; "" for a place that only stores it.
func bySink(sink flow.Sink) string {
	switch sink.Kind {
	case flow.Workload:
		return "use " + sink.Role + " instead"
	case flow.CI:
		return oidc(sink.Service)
	case flow.Cluster:
		return "use EKS Pod Identity or an IAM role for the service account instead"
	}
	return ""
}

func oidc(service string) string {
	if service == unnamedCI {
		return "let CI jobs assume a role through OIDC instead"
	}
	return "let jobs of " + service + " assume a role through OIDC instead"
}

// purpose is what a user's permissions are for, as far as it matters here.
type purpose int

const (
	nothing   purpose = iota // no grant is known
	sendsMail                // SES only
	otherwise
)

// allow reads what the user's policies allow, all of which must be known.
func allow(u *iam.User) purpose {
	p := nothing
	for _, g := range u.Grants {
		if g.Policy.Reference != "" || g.Policy.Document.Partial {
			return otherwise
		}
		for _, s := range g.Policy.Document.Statements {
			if s.Effect == policy.Deny {
				continue
			}
			if s.Effect != policy.Allow || s.NotActions != nil {
				return otherwise
			}
			for _, action := range s.Actions {
				if !strings.HasPrefix(strings.ToLower(action), "ses:") {
					return otherwise
				}
				p = sendsMail
			}
		}
	}
	return p
}

// unnamedCI is a CI system of which nothing more is known.
const unnamedCI = "CI"

// ciByName recognises a CI system in names.
func ciByName(words []string) string {
	for _, service := range []string{"GitHub", "GitLab", "CircleCI", "Bitbucket", "Buildkite", "Spacelift"} {
		for _, w := range words {
			if strings.Contains(w, strings.ToLower(service)) {
				return service
			}
		}
	}
	if saysAny(words, "ci", "cicd") {
		return unnamedCI
	}
	return ""
}

func saysAny(words []string, wanted ...string) bool {
	return slices.ContainsFunc(wanted, func(w string) bool { return slices.Contains(words, w) })
}

// wordsOf splits names into words, in small letters.
func wordsOf(names ...string) []string {
	return strings.FieldsFunc(strings.ToLower(strings.Join(names, " ")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

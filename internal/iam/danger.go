package iam

import (
	"slices"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/risk"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// Danger is what one grant comes to.
type Danger struct {
	risk.Finding
	Grant *Grant
	With  []*Grant // the others that it takes
}

// Dangers says what the user's permissions come to, judged once: at most one danger for each grant.
//
// They are judged in a session with MFA, where most is allowed: rights that are bound to MFA can still be too broad.
func (u *User) Dangers() []Danger {
	if u.judged {
		return u.dangers
	}
	u.judged = true
	grants := policy.Effective(policy.MFASession, u.Documents(), u.BoundaryDocument())
	for _, f := range risk.Classify(grants, u.self()) {
		d := Danger{Finding: f, Grant: u.Grants[f.Document]}
		for _, i := range f.Grants {
			other := u.Grants[grants[i].Document]
			if other.Giver != d.Grant.Giver && !slices.Contains(d.With, other) {
				d.With = append(d.With, other)
			}
		}
		u.dangers = append(u.dangers, d)
	}
	return u.dangers
}

// fullName is a customer managed policy's name with its path: "team/deploy"; "" where it isn't known.
func (p *Policy) fullName() string {
	if p.instance == nil {
		return ""
	}
	names := p.instance.Attr("name").Strings()
	if len(names) != 1 || token.In(names[0]) {
		return ""
	}
	path, _ := p.instance.Attr("path").Text()
	return strings.TrimPrefix(path, "/") + names[0]
}

package rules

import (
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/risk"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/words"
)

// overGrant is one grant that gives key holders too much.
type overGrant struct {
	iam.Danger
	holders []*iam.User
	with    []string // the addresses of other grants that it takes
}

// overGrantKey is what findings have in common that are one: what gives the rights, and what they come to by which way.
type overGrantKey struct {
	at     hcl.Range
	module *terraform.Module
	gives  string
}

// reportDangers reports every grant that comes to one of the kinds, once, whoever holds it. advise says what to do.
func reportDangers(pass *lint.Pass, advise func(risk.Finding) string, kinds ...risk.Kind) {
	var order []overGrantKey
	grants := map[overGrantKey]*overGrant{}
	for _, u := range pass.Model.Holders() {
		for _, d := range u.Dangers() {
			if !slices.Contains(kinds, d.Kind) || dangerInModule(pass.Model, d) {
				continue
			}
			what := words.Danger(d.Finding)
			if what == "" {
				continue
			}
			key := overGrantKey{d.Grant.Giver.Range, d.Grant.Giver.Module, what + way(d.Grant)}
			o := grants[key]
			if o == nil {
				o = &overGrant{Danger: d}
				grants[key] = o
				order = append(order, key)
			}
			o.May = o.May && d.May
			o.holders = append(o.holders, u)
			for _, other := range d.With {
				o.with = append(o.with, other.Giver.Addr)
			}
		}
	}
	for _, key := range order {
		o := grants[key]
		pass.Report(lint.Finding{
			Module:  o.Grant.Giver.Module,
			Range:   o.Grant.Giver.Range,
			Message: o.subject() + " " + key.gives + "; " + advise(o.Finding),
		})
	}
}

// dangerInModule reports whether a danger is a called module's own, whatever its caller passes.
func dangerInModule(model *iam.Model, d iam.Danger) bool {
	giver := d.Grant.Giver
	return ownFinding(model, giver.Module, func(alone *iam.Model) bool {
		for _, u := range alone.Holders() {
			for _, other := range u.Dangers() {
				if other.Grant.Giver.Range == giver.Range && other.Kind <= d.Kind {
					return true
				}
			}
		}
		return false
	})
}

// subject says what gives the rights, together with what else, and to whom: "aws_iam_user_policy.deploy gives the access key
// of aws_iam_user.ci".
func (o *overGrant) subject() string {
	s := o.Grant.Giver.Addr
	slices.Sort(o.with)
	if with := slices.Compact(o.with); len(with) > 0 {
		s += " together with " + some(with)
	}
	if o.May {
		s += " may give "
	} else {
		s += " gives "
	}
	return s + o.keys()
}

// keys names the keys that get the rights by their users, or by themselves where nothing is known of a user.
func (o *overGrant) keys() string {
	users := addrs(o.holders)
	keys := keyAddrs(o.holders)
	switch {
	case slices.Equal(users, []string{o.Grant.Giver.Addr}):
		return "its access key" // one module call makes the user and gives the rights
	case !slices.ContainsFunc(o.holders, func(u *iam.User) bool { return u.Place != nil || u.Name != "" }):
		return some(keys)
	case len(keys) == 1:
		return "the access key of " + users[0]
	}
	return "the access keys of " + some(users)
}

// way leads from what gives the rights to the user: the managed policy, and the group that it is attached to.
func way(g *iam.Grant) string {
	switch {
	case g.Policy.Name != "" && g.Group != nil:
		return ", through " + g.Policy.Name + " attached to " + g.Group.Addr()
	case g.Policy.Name != "":
		return ", through " + g.Policy.Name
	case g.Group != nil:
		return ", through " + g.Group.Addr()
	}
	return ""
}

// some is a list of names, or of the first of them.
func some(names []string) string { return words.Some(names) }

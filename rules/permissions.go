package rules

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/risk"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// maxNamed bounds how many names one message lists.
const maxNamed = 5

// overGrant is one grant that gives key holders too much.
type overGrant struct {
	iam.Danger
	holders []*iam.User
	with    []string // the addresses of other grants that it takes
}

// reportDangers reports every grant that comes to one of the kinds, once, whoever holds it. what describes the danger,
// advice says what to do.
func reportDangers(pass *lint.Pass, kinds []risk.Kind, what func(risk.Finding) string, advice string) {
	type place struct {
		at     hcl.Range
		module *terraform.Module
	}
	var order []place
	grants := map[place]*overGrant{}
	for _, u := range pass.Model.Holders() {
		for _, d := range u.Dangers() {
			if !slices.Contains(kinds, d.Kind) || dangerInModule(pass.Model, d) {
				continue
			}
			key := place{d.Grant.Giver.Range, d.Grant.Giver.Module}
			if grants[key] == nil {
				grants[key] = &overGrant{Danger: d}
				order = append(order, key)
			}
			o := grants[key]
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
			Message: o.sentence(what(o.Finding)) + "; " + advice,
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

// sentence is what a grant does, for whom and by which path.
func (o *overGrant) sentence(what string) string {
	g := o.Grant
	gives := " gives "
	if o.May {
		gives = " may give "
	}
	holders := addrs(o.holders)
	for i, addr := range holders {
		if addr == g.Giver.Addr { // one module call makes the user and gives the rights
			holders[i] = "its user"
		}
	}
	who := ", a key holder, "
	if len(holders) > 1 {
		who = ", key holders, "
	}
	s := g.Giver.Addr + gives + some(holders) + who + what
	var through []string
	if g.Group != nil {
		through = append(through, g.Group.Addr())
	}
	if g.Policy.Name != "" {
		through = append(through, g.Policy.Name)
	}
	if len(through) > 0 {
		s += ", through " + strings.Join(through, " and ")
	}
	slices.Sort(o.with)
	if with := slices.Compact(o.with); len(with) > 0 {
		s += ", together with " + some(with)
	}
	return s
}

// some lists names, or the first of them.
func some(names []string) string {
	if len(names) > maxNamed {
		return strings.Join(names[:maxNamed], ", ") + " and others"
	}
	return enumerate(names)
}

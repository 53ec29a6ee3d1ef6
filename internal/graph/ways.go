package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/flow"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/words"
)

// user draws a user, and what binds all that it may do.
func (p *picture) user(u *iam.User) *Node {
	n := Node{Kind: UserNode, Title: u.Addr(), who: p.users[u]}
	if u.Place != nil {
		n.At = at(u.Place.Module, u.Place.Range)
	} else {
		if u.Name == "" {
			n.Title = "a user that is not known here"
		}
		n.Lines = append(n.Lines, unclear+"not in this configuration: other policies may be attached elsewhere")
	}
	if p.model.ConsoleUsers()[u] {
		n.Lines = append(n.Lines, "has a password for the console")
	}
	if line := p.mfa(u); line != "" {
		n.Lines = append(n.Lines, line)
	}
	if b := u.Boundary; b != nil {
		switch {
		case b.Document.Partial:
			n.Lines = append(n.Lines, unclear+"its boundary can't be read here: "+policyName(b))
		default:
			n.Lines = append(n.Lines, "within the boundary "+policyName(b))
		}
	}
	return p.node(n)
}

// mfa says what the user's key is good for without MFA, and keeps it for the verdict.
func (p *picture) mfa(u *iam.User) string {
	if len(u.Grants) == 0 {
		return ""
	}
	use := p.model.UseWithoutMFA(u, u.Documents())
	if use == iam.MFADemanded && !p.model.JudgeMFA(u.Documents(), u.BoundaryDocument()).Usable {
		return "" // with MFA it can do no more
	}
	ineffective := slices.ContainsFunc(u.Grants, func(g *iam.Grant) bool { return len(ineffectiveMFA(g)) > 0 })
	p.tell.mfa(use, ineffective)
	switch {
	case use == iam.MFADemanded && slices.ContainsFunc(u.Grants, func(g *iam.Grant) bool { return g.Policy.Reference != "" }):
		return good + "MFA is asked for, as far as can be seen here"
	case use == iam.MFADemanded:
		return good + "MFA is asked for"
	case use == iam.MFAUnseen:
		return unclear + "nothing that is seen here asks for MFA"
	case ineffective:
		return bad + "MFA is asked for by a condition without effect"
	}
	return bad + "MFA is not asked for"
}

// ineffectiveMFA says which conditions of a grant's policy don't do what they seem to.
func ineffectiveMFA(g *iam.Grant) []string {
	if g.Policy.Managed {
		return nil // AWS's, which the rule leaves alone too
	}
	var lines []string
	for _, problem := range policy.IneffectiveMFA(g.Policy.Document) {
		s := g.Policy.Document.Statements[problem.Statement]
		var c policy.Condition
		switch {
		case problem.Kind == policy.MFACarveOut:
			lines = append(lines, bad+"Deny without MFA exempts "+words.Some(problem.Actions))
			continue
		case problem.Kind == policy.MFADropped:
			c = s.Dropped[problem.Condition]
		default:
			c = s.Conditions[problem.Condition]
		}
		lines = append(lines, bad+"MFA condition without effect: "+c.Test+" "+c.Variable)
	}
	return slices.Compact(lines)
}

// grants draws every policy that reaches the user, and what it comes to, the worst first.
func (p *picture) grants(u *iam.User, user *Node, may bool) {
	given := given(u)
	of := map[*iam.Grant]effect{}
	for i, g := range u.Grants {
		e := effectOf(u, g, given[i])
		e.may = e.may || may
		of[g] = e
		p.tell.add(e)
	}
	ordered := slices.Clone(u.Grants)
	slices.SortStableFunc(ordered, func(a, b *iam.Grant) int { return cmp.Compare(of[b].level, of[a].level) })
	nodes, effects := map[*iam.Grant]*Node{}, map[*iam.Grant]*Node{}
	for _, g := range ordered {
		from := user
		if g.Group != nil {
			from = p.group(g.Group)
			p.edge(user, from, false)
		}
		nodes[g] = p.node(Node{
			Kind: GrantNode, Title: g.Giver.Addr, At: at(g.Giver.Module, g.Giver.Range),
			Lines: append([]string{describePolicy(g)}, ineffectiveMFA(g)...),
		})
		p.edge(from, nodes[g], false)
		e := of[g]
		effects[g] = p.node(Node{Kind: EffectNode, Title: capital(e.label), Level: e.level, Lines: e.lines})
		p.edge(nodes[g], effects[g], e.may)
	}
	for _, d := range u.Dangers() {
		for _, other := range d.With {
			p.edge(nodes[other], effects[d.Grant], d.May)
		}
	}
	for _, membership := range u.Memberships() {
		p.edge(user, p.group(membership.Group), false)
		if membership.Group.Instance == nil {
			p.tell.add(effect{level: Unknown, label: "unknown"})
		}
	}
	if u.Place == nil {
		p.tell.add(effect{level: Unknown, label: "unknown"})
	}
}

// given says for each of the user's grants whether anything is left of it.
func given(u *iam.User) map[int]bool {
	left := map[int]bool{}
	for _, g := range policy.Effective(policy.MFASession, u.Documents(), u.BoundaryDocument()) {
		left[g.Document] = true
	}
	return left
}

func (p *picture) group(g *iam.Group) *Node {
	n := Node{Kind: GroupNode, Title: g.Addr()}
	if i := g.Instance; i != nil {
		n.At = at(i.Resource.Module, i.Resource.DefRange)
	} else {
		n.Lines = []string{unclear + "not in this configuration: other policies may be attached elsewhere"}
	}
	if len(g.Grants) == 0 {
		n.Lines = append(n.Lines, "no policy is seen here")
	}
	return p.node(n)
}

func describePolicy(g *iam.Grant) string {
	switch name := policyName(g.Policy); {
	case g.Policy.Managed:
		return name + ", a policy of AWS"
	case name != "" && name != g.Giver.Addr:
		return "policy " + name
	}
	return "inline policy"
}

// policyName is what a policy is called, or the code that it comes from.
func policyName(p *iam.Policy) string {
	if p.Name != "" {
		return p.Name
	}
	return p.Reference
}

// places draws where the secret of a key goes.
func (p *picture) places(c *flow.Credential, root *Node) {
	var order []string
	nodes := map[string]*Node{}
	may := map[string]bool{}
	for _, a := range p.flow.Of(c) {
		parts := slices.DeleteFunc(a.Secrets(), func(part flow.Part) bool { return part.Credential != c })
		if len(parts) == 0 {
			continue
		}
		n := nodes[a.Addr]
		if n == nil {
			n = &Node{Kind: PlaceNode, Title: a.Addr, At: at(a.Module, a.Range), Level: Broad}
			nodes[a.Addr], may[a.Addr] = n, true
			order = append(order, a.Addr)
		}
		if a.Sink.Kind == flow.Workload {
			n.Level = Critical
		}
		may[a.Addr] = may[a.Addr] && !slices.ContainsFunc(parts, func(part flow.Part) bool { return !part.May })
		if line := arrival(a, parts); !slices.Contains(n.Lines, line) {
			n.Lines = append(n.Lines, line)
		}
	}
	for _, addr := range order {
		p.edge(root, p.node(*nodes[addr]), may[addr])
		p.tell.place(p.plain(addr))
	}
}

// arrival says what a place does with what arrives there: "hands out the secret, which ...".
func arrival(a *flow.Arrival, parts []flow.Part) string {
	verb, rest, _ := words.Exposure(a, parts)
	var nouns, via []string
	for _, part := range parts {
		nouns = append(nouns, part.Noun)
		for _, addr := range part.Via {
			if !slices.Contains(via, addr) {
				via = append(via, addr)
			}
		}
	}
	slices.Sort(nouns)
	line := fmt.Sprintf("%s the %s%s", verb, words.Some(slices.Compact(nouns)), rest)
	if len(via) > 0 {
		line += ", through " + words.Some(via)
	}
	return line
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

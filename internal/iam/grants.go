package iam

import (
	"slices"
	"sort"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// addGrants follows every way in which a policy reaches a user.
func (m *Model) addGrants() {
	m.addMemberships()
	m.addInline()
	m.addAttachments()
	for _, u := range m.Users {
		if u.instance != nil && len(u.Keys) > 0 {
			if boundaries := m.attached(u.instance.Attr("permissions_boundary")); len(boundaries) > 0 {
				u.Boundary = boundaries[0]
			}
		}
		for _, membership := range u.groups {
			u.Grants = append(u.Grants, membership.Group.Grants...)
		}
		sortGrants(u.Grants)
	}
}

func sortGrants(grants []*Grant) {
	sort.SliceStable(grants, func(i, j int) bool {
		a, b := grants[i].Giver.Range, grants[j].Giver.Range
		if a.Filename != b.Filename {
			return a.Filename < b.Filename
		}
		return a.Start.Byte < b.Start.Byte
	})
}

func (m *Model) addMemberships() {
	join := func(u *User, g *Group, by *terraform.Instance) {
		if g != nil && u != nil && !u.inGroups[g] {
			u.inGroups[g] = true
			u.groups = append(u.groups, &Membership{Group: g, By: by.Resource})
			g.members = append(g.members, u)
		}
	}
	m.each("aws_iam_user_group_membership", func(i *terraform.Instance) {
		for _, u := range m.usersOf(i.Attr("user")) {
			for _, name := range i.Attr("groups").Strings() {
				join(u, m.group(name), i)
			}
		}
	})
	m.each("aws_iam_group_membership", func(i *terraform.Instance) {
		for _, u := range m.usersOf(i.Attr("users")) {
			for _, name := range i.Attr("group").Strings() {
				join(u, m.group(name), i)
			}
		}
	})
}

func (m *Model) addInline() {
	m.each("aws_iam_user_policy", func(i *terraform.Instance) {
		for _, u := range holders(m.usersOf(i.Attr("user"))) {
			m.grantUser(u, m.inline(i), i)
		}
	})
	m.each("aws_iam_group_policy", func(i *terraform.Instance) {
		for _, g := range m.groupsOf(i.Attr("group")) {
			m.grantGroup(g, m.inline(i), i)
		}
	})
}

// attachmentTypes are the resources that attach managed policies, and where they say whom and what.
// aws_iam_user_policies_exclusive and its like are not among them: they only name inline policies.
var attachmentTypes = []struct{ resource, users, groups, policies string }{
	{resource: "aws_iam_user_policy_attachment", users: "user", policies: "policy_arn"},
	{resource: "aws_iam_group_policy_attachment", groups: "group", policies: "policy_arn"},
	{resource: "aws_iam_policy_attachment", users: "users", groups: "groups", policies: "policy_arn"},
	{resource: "aws_iam_user_policy_attachments_exclusive", users: "user_name", policies: "policy_arns"},
	{resource: "aws_iam_group_policy_attachments_exclusive", groups: "group_name", policies: "policy_arns"},
}

func (m *Model) addAttachments() {
	for _, t := range attachmentTypes {
		m.each(t.resource, func(i *terraform.Instance) {
			var users []*User
			var groups []*Group
			if t.users != "" {
				users = holders(m.usersOf(i.Attr(t.users)))
			}
			if t.groups != "" {
				groups = m.groupsOf(i.Attr(t.groups))
			}
			if len(users)+len(groups) == 0 {
				return
			}
			for _, p := range m.attached(i.Attr(t.policies)) {
				for _, u := range users {
					m.grantUser(u, p, i)
				}
				for _, g := range groups {
					m.grantGroup(g, p, i)
				}
			}
		})
	}
}

// holders are those of some users who hold a key.
func holders(users []*User) []*User {
	return slices.DeleteFunc(users, func(u *User) bool { return len(u.Keys) == 0 })
}

// groupsOf finds the groups that an argument names and that a key holder is in.
func (m *Model) groupsOf(v terraform.Value) []*Group {
	var groups []*Group
	for _, name := range v.Strings() {
		if g := m.group(name); g != nil && len(holders(slices.Clone(g.members))) > 0 && !slices.Contains(groups, g) {
			groups = append(groups, g)
		}
	}
	return groups
}

func (m *Model) grantUser(u *User, p *Policy, by *terraform.Instance) {
	// What exists only under a condition is certain for a user who exists only under one: as a rule it is the same.
	if by.May && !(u.instance != nil && u.instance.May) {
		p = p.uncertain()
	}
	u.Grants = append(u.Grants, &Grant{Policy: p, Giver: placeOf(by.Resource)})
}

func (m *Model) grantGroup(g *Group, p *Policy, by *terraform.Instance) {
	if by.May && !(g.Instance != nil && g.Instance.May) {
		p = p.uncertain()
	}
	g.Grants = append(g.Grants, &Grant{Policy: p, Giver: placeOf(by.Resource), Group: g})
}

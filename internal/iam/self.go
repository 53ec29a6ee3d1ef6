package iam

import (
	"slices"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/risk"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// self is what is known about the user and what is attached to it.
func (u *User) self() risk.Self {
	self := risk.Self{ByReference: map[string]risk.Object{}}
	if u.Name != "" {
		self.User = strings.TrimPrefix(u.Path, "/") + u.Name
	}
	for _, membership := range u.groups {
		if name := membership.Group.id; !token.In(name) {
			self.Groups = append(self.Groups, name)
		}
	}
	for _, g := range u.Grants {
		if name := g.Policy.fullName(); name != "" && !slices.Contains(self.Policies, name) {
			self.Policies = append(self.Policies, name)
		}
		for _, s := range g.Policy.Document.Statements {
			for _, resource := range s.Resources {
				if o := u.ownByReference(resource); o != "" {
					self.ByReference[resource] = o
				}
			}
		}
	}
	return self
}

// ownByReference tells which of the user's own objects a resource stands for that is or holds a reference: its ARN
// (aws_iam_user.ci.arn), or one that is built from its name; "" for any other resource.
func (u *User) ownByReference(resource string) risk.Object {
	if !token.In(resource) {
		return ""
	}
	m := u.model
	for _, kind := range []struct {
		object   risk.Object
		resource string
		isOwn    func(*terraform.Instance) bool
	}{
		{risk.UserObject, "aws_iam_user", func(i *terraform.Instance) bool { return i == u.instance }},
		{risk.GroupObject, "aws_iam_group", u.inGroup},
		{risk.PolicyObject, "aws_iam_policy", u.hasPolicy},
	} {
		name := resource
		if _, path, ok := strings.Cut(resource, ":"+string(kind.object)+"/"); ok {
			name = path[strings.LastIndex(path, "/")+1:]
		}
		if name != resource && u.goesBy(kind.object, name) {
			return kind.object
		}
		ref := m.Tree.Ref(m.follow(name, kind.resource, "arn"))
		if ref == nil || ref.Instance == nil || typeKey(ref.Instance.Resource) != kind.resource {
			continue
		}
		if attr := ref.Attr(); (attr == "arn" && name == resource || attr != "arn" && name != resource) && kind.isOwn(ref.Instance) {
			return kind.object
		}
	}
	return ""
}

// goesBy reports whether the user, or a group of its, has a name that is made of the same unknown parts.
func (u *User) goesBy(o risk.Object, name string) bool {
	switch o {
	case risk.UserObject:
		return u.id == name
	case risk.GroupObject:
		return slices.ContainsFunc(u.groups, func(m *Membership) bool { return m.Group.id == name })
	}
	return false
}

func (u *User) inGroup(i *terraform.Instance) bool {
	return slices.ContainsFunc(u.groups, func(m *Membership) bool { return m.Group.Instance == i })
}

func (u *User) hasPolicy(i *terraform.Instance) bool {
	return slices.ContainsFunc(u.Grants, func(g *Grant) bool { return g.Policy.instance == i })
}

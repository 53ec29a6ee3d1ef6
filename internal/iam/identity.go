package iam

import (
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// maxFollow bounds how many references are followed from one value.
const maxFollow = 32

// addUsers takes the users that the configuration creates.
func (m *Model) addUsers() {
	m.each("aws_iam_user", func(i *terraform.Instance) {
		place := placeOf(i.Resource)
		u := &User{Place: &place, model: m, instance: i, Path: "/", inGroups: map[*Group]bool{}}
		if names := i.Attr("name").Strings(); len(names) == 1 {
			u.id = names[0]
			u.setName(u.id)
		} else {
			u.id = m.instanceID(i)
		}
		if paths := i.Attr("path").Strings(); len(paths) == 1 {
			u.Path = paths[0]
		}
		m.Users = append(m.Users, u)
		m.instances[i] = u
		if m.users[u.id] == nil { // a name that several blocks use is joined with the first
			m.users[u.id] = u
		}
	})
}

// setName keeps a name that is known, for allow-lists.
func (u *User) setName(name string) {
	if !token.In(name) {
		u.Name = name
	}
}

// instanceID names a resource instance that has no name of its own.
func (m *Model) instanceID(i *terraform.Instance) string {
	return strings.Join([]string{Addr(i.Resource), i.DefRange.String()}, "@")
}

// addKeys takes the access keys and finds whose they are.
func (m *Model) addKeys() {
	for _, resourceType := range KeyTypes {
		m.each(resourceType, m.addKey)
	}
}

func (m *Model) addKey(i *terraform.Instance) {
	key := &AccessKey{Place: placeOf(i.Resource), Instance: i}
	if status, ok := i.Attr("status").Text(); ok {
		key.Inactive = status == "Inactive"
	}
	for _, u := range m.usersOf(i.Attr("user")) {
		key.Users = append(key.Users, u)
		u.Keys = append(u.Keys, key)
	}
	m.Keys = append(m.Keys, key)
}

// usersOf finds the users that an argument names.
func (m *Model) usersOf(v terraform.Value) []*User {
	var users []*User
	seen := map[*User]bool{}
	for _, s := range v.Strings() {
		u := m.user(s)
		if u != nil && !seen[u] {
			seen[u] = true
			users = append(users, u)
		}
	}
	return users
}

// user finds the user that a name or a reference stands for. One that is not in the configuration is made up: keys and
// policies that name it alike belong together.
func (m *Model) user(s string) *User {
	s = m.follow(s, "aws_iam_user", "name")
	if ref := m.Tree.Ref(s); ref != nil {
		if u := m.instances[ref.Instance]; u != nil {
			return u
		}
	}
	if s == "" {
		return nil
	}
	// A user's ARN is no user name, but modules take either.
	if at := strings.LastIndex(s, ":user/"); at >= 0 && strings.HasPrefix(s, "arn:") {
		s = s[strings.LastIndex(s, "/")+1:]
	}
	if u := m.users[s]; u != nil {
		return u
	}
	u := &User{id: s, model: m, Path: "/", inGroups: map[*Group]bool{}}
	u.setName(s)
	m.users[s] = u
	m.Users = append(m.Users, u)
	return u
}

// follow goes from a reference to the argument that it takes its value from, until it arrives at a text, at a resource
// of the wanted type, or at something that is computed. For a data source of that type the argument that names the thing
// is followed.
func (m *Model) follow(s, wanted, nameAttr string) string {
	for range maxFollow {
		s = strings.TrimSpace(s)
		ref := m.Tree.Ref(s)
		if ref == nil || ref.Instance == nil || len(ref.Path) == 0 {
			return s
		}
		r := ref.Instance.Resource
		attr := ref.Path[0]
		switch {
		case r.Type == wanted && r.Mode == terraform.Managed:
			return s
		case r.Type == wanted && r.Mode == terraform.Data:
			attr = nameAttr
			if wanted == "aws_iam_user" {
				attr = "user_name"
			} else if wanted == "aws_iam_group" {
				attr = "group_name"
			}
		case len(ref.Path) > 1:
			return s
		}
		next := ref.Instance.Attr(attr).Strings()
		if len(next) != 1 || next[0] == s {
			return s
		}
		s = next[0]
	}
	return s
}

// group finds the group that a name or a reference stands for.
func (m *Model) group(s string) *Group {
	s = m.follow(s, "aws_iam_group", "name")
	if s == "" {
		return nil
	}
	var instance *terraform.Instance
	id := s
	if ref := m.Tree.Ref(s); ref != nil && ref.Instance != nil && ref.Instance.Resource.Type == "aws_iam_group" {
		instance = ref.Instance
		id = m.groupID(instance)
	}
	g := m.groups[id]
	if g == nil {
		g = &Group{Instance: instance, id: id}
		m.groups[id] = g
	}
	if g.Instance == nil {
		g.Instance = instance
	}
	return g
}

func (m *Model) groupID(i *terraform.Instance) string {
	if names := i.Attr("name").Strings(); len(names) == 1 {
		return names[0]
	}
	return m.instanceID(i)
}

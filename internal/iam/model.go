// Package iam answers who can do what, and by which path: users, access keys, groups, policies, attachments, grants.
//
// It knows Terraform's IAM resources (https://registry.terraform.io/providers/hashicorp/aws/latest/docs) and joins them
// as AWS will: by reference where the code refers, by name where it names.
package iam

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// Model is the IAM side of a configuration.
type Model struct {
	Tree  *terraform.Tree
	Users []*User      // that keys or policies name, in the order of the code
	Keys  []*AccessKey // in the order of the code, type by type
	// Problems are what could not be read, in words for the debug log.
	Problems []string

	users     map[string]*User
	instances map[*terraform.Instance]*User
	groups    map[string]*Group
	policies  map[*terraform.Instance]*Policy // that an aws_iam_policy or an inline policy holds
	shared    *shared                         // shared with the models of modules alone
	documents map[*terraform.Instance]*policy.Document
	heldBy    map[argument]heldDocument
	reading   map[*terraform.Instance]bool
	resources map[string][]*terraform.Resource // by address prefix and type: "aws_iam_user", "data.aws_iam_policy"
	customer  map[string]*terraform.Instance   // aws_iam_policy by name; made when it is first needed
	written   map[hcl.Range]Place              // the resource that a statement or condition block or a JSON argument stands in
	alone     map[string]*Model                // of called modules as roots, by directory
	derived   map[any]any                      // see Derive
}

// Place is where something stands in the code and what it is called.
type Place struct {
	Addr   string // from the root module: module.ci.aws_iam_user.this
	Module *terraform.Module
	Range  hcl.Range // the block's header
}

func placeOf(r *terraform.Resource) Place {
	return Place{Addr: Addr(r), Module: r.Module, Range: r.DefRange}
}

// User is an IAM user, whether the configuration creates it or only names it.
type User struct {
	// Place is the user's resource; nil where the user is not in this configuration.
	Place *Place
	// Name is the user's name where it is known, for allow-lists; "" otherwise.
	Name string
	// Path is the user's path where it is known: "/" unless set.
	Path string
	// Keys are the user's access keys, in the order of the code.
	Keys []*AccessKey
	// Grants are the policies that reach a user who holds a key, each with its path, in the order of the code. What
	// other users may do is not asked.
	Grants []*Grant
	// Boundary is the permissions boundary; nil if there is none.
	Boundary *Policy

	id       string
	model    *Model
	instance *terraform.Instance
	inGroups map[*Group]bool
	groups   []*Membership
	judged   bool
	dangers  []Danger
}

// KeyTypes are the resources that make an access key. The one of Cloud Posse's provider is a long-term key like the other:
// it works until the first terraform apply after its max_age replaces it.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key
// https://registry.terraform.io/providers/cloudposse/awsutils/latest/docs/resources/expiring_iam_access_key
var KeyTypes = []string{"aws_iam_access_key", "awsutils_expiring_iam_access_key"}

// AccessKey is a resource of one of the KeyTypes.
type AccessKey struct {
	Place
	// Instance is the key's resource.
	Instance *terraform.Instance
	// Users are whose key it can be: one, or several where a conditional decides.
	Users []*User
	// Inactive says that the key is made but can't be used until somebody activates it.
	Inactive bool
}

// Group is an IAM group.
type Group struct {
	Instance *terraform.Instance // nil where the group is not in this configuration
	Grants   []*Grant

	id      string
	members []*User
}

// Membership is why a user is in a group.
type Membership struct {
	Group *Group
	By    *terraform.Resource
}

// Policy is a policy as it is attached: a document and what it is called.
type Policy struct {
	// Document is what the policy says; never nil.
	Document *policy.Document
	// Name is what users call it: an AWS managed policy's name or a resource's address; "" for inline policies.
	Name string
	// Managed says that it is an AWS managed policy.
	Managed bool
	// Reference is the code that the policy is taken from where its document can't be resolved; "" otherwise.
	Reference string

	instance *terraform.Instance // the aws_iam_policy; nil for AWS's and for inline policies
}

// Grant is one policy on the way to a user.
type Grant struct {
	Policy *Policy
	// Giver is what gives the permission: the attachment or the inline policy. Findings stand at its header.
	Giver Place
	// Group is the group through which it reaches the user; nil where it is the user's own.
	Group *Group
}

// Build derives the model from an evaluated tree.
func Build(tree *terraform.Tree) *Model {
	return build(tree, &shared{managed: map[string]*Policy{}, texts: map[text]*policy.Document{}, verdicts: map[documents]policy.Verdict{}})
}

// shared is what is the same whoever asks.
type shared struct {
	managed  map[string]*Policy // AWS's, by name and by ARN
	texts    map[text]*policy.Document
	verdicts map[documents]policy.Verdict
}

// text is a policy as it is written in a place; the instances of a module often have the same.
type text struct {
	json string
	at   hcl.Range
}

func build(tree *terraform.Tree, s *shared) *Model {
	m := &Model{
		Tree:      tree,
		users:     map[string]*User{},
		instances: map[*terraform.Instance]*User{},
		groups:    map[string]*Group{},
		policies:  map[*terraform.Instance]*Policy{},
		shared:    s,
		documents: map[*terraform.Instance]*policy.Document{},
		heldBy:    map[argument]heldDocument{},
		reading:   map[*terraform.Instance]bool{},
		resources: map[string][]*terraform.Resource{},
		written:   map[hcl.Range]Place{},
		alone:     map[string]*Model{},
		derived:   map[any]any{},
	}
	for _, module := range tree.Modules() {
		for _, r := range module.Resources {
			key := typeKey(r)
			m.resources[key] = append(m.resources[key], r)
		}
	}
	m.addUsers()
	m.addKeys()
	if len(m.Keys) == 0 {
		return m // nobody holds a key: nothing else is asked
	}
	m.addGrants()
	return m
}

// Alone is the model of a called module as a root module of its own, without what its caller passes.
func (m *Model) Alone(module *terraform.Module) *Model {
	dir := module.Dir()
	if m.alone[dir] == nil {
		m.alone[dir] = build(m.Tree.Alone(module), m.shared)
	}
	return m.alone[dir]
}

func typeKey(r *terraform.Resource) string {
	switch r.Mode {
	case terraform.Data:
		return "data." + r.Type
	case terraform.Ephemeral:
		return "ephemeral." + r.Type
	}
	return r.Type
}

// Resources returns the resources of a type in all modules, in the order of the code; data sources as "data.<type>".
func (m *Model) Resources(key string) []*terraform.Resource { return m.resources[key] }

// each calls f for every instance of a type of resource.
func (m *Model) each(key string, f func(*terraform.Instance)) {
	for _, r := range m.resources[key] {
		for _, instance := range r.Instances() {
			f(instance)
		}
	}
}

// Holders returns the users that hold at least one access key.
func (m *Model) Holders() []*User {
	var holders []*User
	for _, u := range m.Users {
		if len(u.Keys) > 0 {
			holders = append(holders, u)
		}
	}
	return holders
}

// Memberships returns why the user is in groups, in the order of the code.
func (u *User) Memberships() []*Membership { return u.groups }

// Documents returns the documents of all grants, in their order, for package policy.
func (u *User) Documents() []*policy.Document {
	documents := make([]*policy.Document, len(u.Grants))
	for i, g := range u.Grants {
		documents[i] = g.Policy.Document
	}
	return documents
}

// BoundaryDocument returns the boundary's document; nil without a boundary.
func (u *User) BoundaryDocument() *policy.Document {
	if u.Boundary == nil {
		return nil
	}
	return u.Boundary.Document
}

// Addr names the user as the code does: its address, or its name where it is not in this configuration.
func (u *User) Addr() string {
	if u.Place != nil {
		return u.Place.Addr
	}
	if u.Name != "" {
		return "user \"" + u.Name + "\""
	}
	return u.Keys[0].Addr + "'s user"
}

// Addr names the group as the code does: its address, or its name where it is not in this configuration.
func (g *Group) Addr() string {
	if g.Instance != nil {
		return Addr(g.Instance.Resource)
	}
	if token.In(g.id) {
		return "a group"
	}
	return "group \"" + g.id + "\""
}

// Addr is a resource's address from the root module: module.ci.aws_iam_user.this.
func Addr(r *terraform.Resource) string { return r.Module.Prefix() + r.Addr() }

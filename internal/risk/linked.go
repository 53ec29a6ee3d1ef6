package risk

import (
	"slices"
	"strings"
	"sync"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// linkedIDs are the paths that need no more than one identity: who may change what it is allowed and also become it has
// whatever rights it likes, however narrowly the identity is named.
var linkedIDs = []string{"iam-015", "iam-018", "iam-014", "iam-017", "iam-019", "iam-021", "x-036", "x-037"}

// linkedPath is a path by the indexes of its actions: one of each list.
type linkedPath struct {
	*awsdata.EscalationPath
	lists [][]int
}

var linkedPaths = sync.OnceValue(func() []linkedPath {
	var list []linkedPath
	paths := awsdata.EscalationPaths()
	for _, id := range linkedIDs {
		n := slices.IndexFunc(paths, func(p awsdata.EscalationPath) bool { return p.ID == id })
		if n < 0 {
			continue // a test makes sure that there is none
		}
		p := linkedPath{EscalationPath: &paths[n]}
		for _, name := range p.AllOf {
			p.lists = append(p.lists, indexes([]string{name}))
		}
		for _, names := range p.AnyOf {
			// Groups are other objects than the user who is added to them.
			p.lists = append(p.lists, indexes(slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == "iam:AddUserToGroup" })))
		}
		list = append(list, p)
	}
	return list
})

// givesRights are the actions on users and roles that give them rights.
var givesRights = sync.OnceValue(func() policy.ActionSet {
	return policy.SetOf("iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy")
})

// linked returns the linked paths that are open on some identity, to which a document gives rights. A condition may be
// what keeps the identity within bounds (iam:PermissionsBoundary, iam:PolicyARN), so that conditional grants open none.
func (j *judge) linked(document int) []openPath {
	if !j.allowed[document].Meets(givesRights()) {
		return nil
	}
	var open []openPath
	for _, p := range linkedPaths() {
		for i, g := range j.grants {
			if g.Document != document || g.Conditional || !g.Actions.Meets(givesRights()) || !identities(g.Resource) {
				continue
			}
			if o, ok := j.linkedOn(p, g.Resource); ok && slices.Contains(o.grants, i) {
				o.document = document
				open = append(open, o)
				break
			}
		}
	}
	return open
}

// linkedOn reports whether a path is open on the identities that a pattern of resources names.
func (j *judge) linkedOn(p linkedPath, resource string) (openPath, bool) {
	o := openPath{Path: Path{EscalationPath: p.EscalationPath}}
	for _, list := range p.lists {
		found := false
		for _, index := range list {
			i := slices.IndexFunc(j.grants, func(g policy.Grant) bool {
				return g.Actions.Has(index) && !g.Conditional && policy.CoversResource(g.Resource, resource) == policy.True
			})
			if i < 0 {
				continue
			}
			found = true
			o.Actions = append(o.Actions, awsdata.Actions()[index].Name)
			if !slices.Contains(o.grants, i) {
				o.grants = append(o.grants, i)
			}
			o.doubt = max(o.doubt, j.doubt(i))
			break
		}
		if !found {
			return openPath{}, false
		}
	}
	return o, true
}

// identities reports whether a pattern of resources can be of users or roles of the customer's. An unknown one can.
func identities(resource string) bool {
	p, ok := parseResource(resource)
	if !ok || p.everything {
		return true
	}
	return p.owned && policy.Covers(p.service, "iam") == policy.True &&
		(strings.HasPrefix(p.name, "user/") || strings.HasPrefix(p.name, "role/") || strings.HasPrefix(p.name, "*"))
}

package risk

import (
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// ownObject says on which kind of object an action must be allowed for the caller to widen its own permissions with it.
// (iam:AddUserToGroup is not among them: the group that one is already in gives nothing new.)
var ownObject = map[string]func(Self) []string{
	"iam:AttachUserPolicy":        Self.users,
	"iam:PutUserPolicy":           Self.users,
	"iam:AttachGroupPolicy":       Self.groups,
	"iam:PutGroupPolicy":          Self.groups,
	"iam:CreatePolicyVersion":     Self.policies,
	"iam:SetDefaultPolicyVersion": Self.policies,
}

// users returns what the last field of the user's ARN can be written as. The variable stands for the caller's own name,
// whatever that is, but not for its path.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
func (s Self) users() []string {
	user := strings.TrimPrefix(s.User, "/")
	list := []string{"user/" + user[:strings.LastIndexByte(user, '/')+1] + "${aws:username}"}
	if user != "" {
		list = append(list, "user/"+user)
	}
	return list
}

func (s Self) groups() []string   { return prefixed("group/", s.Groups) }
func (s Self) policies() []string { return prefixed("policy/", s.Policies) }

func prefixed(prefix string, names []string) []string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = prefix + strings.TrimPrefix(name, "/")
	}
	return list
}

// own reports whether an action on a resource lets the user change its own permissions for certain.
func (s Self) own(action, resource string) bool {
	objects := ownObject[action]
	if objects == nil {
		return false
	}
	p, ok := parseResource(resource)
	if !ok || !p.owned || policy.Covers(p.service, "iam") != policy.True {
		return false
	}
	for _, name := range objects(s) {
		if policy.Covers(p.name, name) == policy.True {
			return true
		}
	}
	return false
}

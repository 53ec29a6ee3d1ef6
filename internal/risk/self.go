package risk

import (
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// ownObject says on which kind of object an action must be allowed for the caller to widen its own permissions with it.
// (iam:AddUserToGroup is not among them: the group that one is already in gives nothing new.)
var ownObject = map[string]Object{
	"iam:AttachUserPolicy":        UserObject,
	"iam:PutUserPolicy":           UserObject,
	"iam:AttachGroupPolicy":       GroupObject,
	"iam:PutGroupPolicy":          GroupObject,
	"iam:CreatePolicyVersion":     PolicyObject,
	"iam:SetDefaultPolicyVersion": PolicyObject,
}

// names returns what the last field of the ARN of each of the user's own objects of a kind can be written as.
func (s Self) names(o Object) []string {
	switch o {
	case UserObject:
		return s.users()
	case GroupObject:
		return prefixed("group/", s.Groups)
	}
	return prefixed("policy/", s.Policies)
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

func prefixed(prefix string, names []string) []string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = prefix + strings.TrimPrefix(name, "/")
	}
	return list
}

// own reports whether a grant of an action lets the user change its own permissions for certain.
func (s Self) own(action string, g policy.Grant) bool {
	object, ok := ownObject[action]
	if !ok {
		return false
	}
	if referred, ok := s.ByReference[g.Resource]; ok {
		return referred == object
	}
	p, ok := parseResource(g.Resource)
	if !ok || !p.owned || policy.Covers(p.service, "iam") != policy.True {
		return false
	}
	if g.Literal && strings.Contains(p.name, "${") {
		return false // such a name doesn't exist
	}
	for _, name := range s.names(object) {
		if policy.Covers(p.name, name) == policy.True {
			return true
		}
	}
	return false
}

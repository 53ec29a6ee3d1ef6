package iam

import (
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// Trust returns the trust policy of the role that an ARN or a reference to one stands for; nil if the role is not in this
// configuration, or if the text stands for several.
func (m *Model) Trust(arn string) *policy.Document {
	if ref := m.Tree.Ref(m.follow(arn, "aws_iam_role", "arn")); ref != nil {
		if i := ref.Instance; i != nil && i.Resource.Type == "aws_iam_role" && i.Resource.Mode == terraform.Managed {
			return m.held(i, "assume_role_policy").document
		}
		return nil
	}
	_, path, ok := strings.Cut(arn, ":role/")
	if !ok || strings.ContainsAny(path, "*?") {
		return nil
	}
	name := path[strings.LastIndex(path, "/")+1:]
	var trust *policy.Document
	m.each("aws_iam_role", func(i *terraform.Instance) {
		if names := i.Attr("name").Strings(); len(names) == 1 && names[0] == name {
			trust = m.held(i, "assume_role_policy").document
		}
	})
	return trust
}

// UserOfARN names the user that an ARN or a reference to one stands for, as User.Addr does; "" if it is no user for certain.
func (m *Model) UserOfARN(arn string) string {
	if ref := m.Tree.Ref(arn); ref == nil {
		if _, path, ok := strings.Cut(arn, ":user/"); ok {
			return m.userNamed(path[strings.LastIndex(path, "/")+1:])
		}
	}
	for range maxFollow {
		ref := m.Tree.Ref(arn)
		if ref == nil || ref.Instance == nil || len(ref.Path) != 1 {
			break
		}
		if r := ref.Instance.Resource; r.Type == "aws_iam_user" && ref.Attr() == "arn" {
			return Addr(r)
		}
		next := ref.Instance.Attr(ref.Path[0]).Strings()
		if len(next) != 1 {
			break
		}
		arn = next[0]
	}
	return ""
}

// userNamed names the user whose name stands in an ARN. A name that is known may be one of another account; one that isn't
// is made of the same unknown parts as that of a user here.
func (m *Model) userNamed(name string) string {
	if name == "" { // an empty default, which the caller replaces
		return "a user"
	}
	if !token.In(name) {
		return "user \"" + name + "\""
	}
	name = m.follow(name, "aws_iam_user", "name")
	if ref := m.Tree.Ref(name); ref != nil && ref.Instance != nil && ref.Instance.Resource.Type == "aws_iam_user" {
		return Addr(ref.Instance.Resource)
	}
	if u := m.users[name]; u != nil && u.Place != nil {
		return u.Addr()
	}
	return "a user"
}

// Account reports whether a principal of a carrier's document that is known only after apply is an account, or its root
// user's ARN: one that the configuration is applied to (data.aws_caller_identity.current.account_id) or that it makes
// (aws_organizations_account.dev.id). own says that it is the one that the carrier is made in.
func (m *Model) Account(c Carrier, principal string) (account, own bool) {
	if fields := strings.Split(principal, ":"); len(fields) == 6 && fields[5] == "root" {
		principal = fields[4]
	}
	ref := m.Tree.Ref(principal)
	if ref == nil || ref.Instance == nil {
		return false, false
	}
	switch typeKey(ref.Instance.Resource) {
	case "data.aws_caller_identity":
		// With other providers they may be two accounts.
		own = ref.Instance.Attr("provider").Expr == nil && c.instance.Attr("provider").Expr == nil
		return ref.Attr() == "account_id", own && ref.Attr() == "account_id"
	case "aws_organizations_account":
		return ref.Attr() == "id", false
	}
	return false, false
}

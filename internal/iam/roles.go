package iam

import (
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
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

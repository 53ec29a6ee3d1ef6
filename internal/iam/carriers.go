package iam

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// Carrier is an argument that holds a policy document.
type Carrier struct {
	Place
	Document *policy.Document
	// Argument is the range of the argument that holds the document; the block's header for a data source.
	Argument hcl.Range

	instance *terraform.Instance
}

// Carriers returns the documents that a type of resource holds in an argument, one for each instance.
func (m *Model) Carriers(resourceType, argument string) []Carrier {
	var carriers []Carrier
	m.each(resourceType, func(i *terraform.Instance) {
		if held := m.held(i, argument); held.value.Set() {
			carriers = append(carriers, Carrier{Place: placeOf(i.Resource), Document: held.document, Argument: held.value.Range, instance: i})
		}
	})
	return carriers
}

// DataDocuments returns the data.aws_iam_policy_document blocks that none of the carriers read so far refers to.
func (m *Model) DataDocuments() []Carrier {
	var carriers []Carrier
	m.each("data.aws_iam_policy_document", func(i *terraform.Instance) {
		if m.documents[i] == nil {
			carriers = append(carriers, Carrier{Place: placeOf(i.Resource), Document: m.dataDocument(i), Argument: i.DefRange, instance: i})
		}
	})
	return carriers
}

// At returns the resource in which a part of the carrier's document is written, and the range to report: the block's own
// where it stands in a data source, or else the argument that holds the JSON.
func (m *Model) At(c Carrier, part hcl.Range) (Place, hcl.Range) {
	if place, ok := m.written[part]; ok {
		return place, part
	}
	return c.Place, c.Argument
}

// IsTrust reports whether the document says who may assume a role.
func (c Carrier) IsTrust() bool {
	return c.instance.Resource.Type == "aws_iam_role"
}

// ForRolesAlone reports whether the carrier is an aws_iam_policy that this configuration attaches, and only to roles.
func (m *Model) ForRolesAlone(c Carrier) bool {
	type key struct{}
	attached := Derive(m, key{}, func(m *Model) map[*terraform.Instance]bool {
		attached := map[*terraform.Instance]bool{}
		for _, a := range roleAttachments {
			m.markAttached(attached, a.resource, a.policies, true)
		}
		m.markAttached(attached, "aws_iam_user", "permissions_boundary", false)
		for _, t := range attachmentTypes {
			m.markAttached(attached, t.resource, t.policies, false)
		}
		return attached
	})
	return attached[c.instance]
}

// roleAttachments are the arguments that attach managed policies to roles.
var roleAttachments = []struct{ resource, policies string }{
	{"aws_iam_role", "managed_policy_arns"},
	{"aws_iam_role", "permissions_boundary"},
	{"aws_iam_role_policy_attachment", "policy_arn"},
	{"aws_iam_role_policy_attachments_exclusive", "policy_arns"},
	{"aws_iam_policy_attachment", "policy_arn"},
}

// markAttached marks the policies that a type of resource attaches, to roles alone or not. An aws_iam_policy_attachment
// may attach one to anybody.
func (m *Model) markAttached(attached map[*terraform.Instance]bool, resourceType, policies string, toRoles bool) {
	m.each(resourceType, func(i *terraform.Instance) {
		if resourceType == "aws_iam_policy_attachment" && toRoles == (i.Attr("users").Set() || i.Attr("groups").Set()) {
			return
		}
		for _, s := range i.Attr(policies).Strings() {
			if ref := m.Tree.Ref(m.follow(s, "aws_iam_policy", "arn")); ref != nil && ref.Instance != nil {
				attached[ref.Instance] = toRoles
			} else if name, ok := policyName(s); ok {
				if p := m.customerPolicyByName(name); p != nil {
					attached[p.instance] = toRoles
				}
			}
		}
	})
}

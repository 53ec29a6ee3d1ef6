package iam

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/hashicorp/hcl/v2"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// inline is the policy that an aws_iam_user_policy or aws_iam_group_policy holds.
func (m *Model) inline(i *terraform.Instance) *Policy {
	if p := m.policies[i]; p != nil {
		return p
	}
	held := m.held(i, "policy")
	p := &Policy{Document: held.document}
	p.refer(m.Tree, held.value)
	m.policies[i] = p
	return p
}

// refer keeps where a policy comes from whose document is wholly unresolved.
func (p *Policy) refer(tree *terraform.Tree, v terraform.Value) {
	if !p.Document.Partial || len(p.Document.Statements) > 0 {
		return
	}
	for _, s := range v.Strings() {
		for _, ref := range tree.Refs(s) {
			p.Reference = ref.Source
		}
	}
}

// attached returns the policies whose ARNs an argument holds. One that can't be found has a partial document.
func (m *Model) attached(v terraform.Value) []*Policy {
	var policies []*Policy
	for _, s := range v.Strings() {
		if s != "" {
			p := m.policy(s)
			if p == nil {
				p = &Policy{Document: &policy.Document{Partial: true}, Reference: s}
				p.refer(m.Tree, terraform.Value{Alternatives: []cty.Value{cty.StringVal(s)}})
			}
			policies = append(policies, p)
		}
	}
	if len(v.Alternatives) > 1 {
		for i, p := range policies {
			policies[i] = p.uncertain()
		}
	}
	return policies
}

// uncertain is the policy where only one branch of an unknown condition attaches it.
func (p *Policy) uncertain() *Policy {
	q := *p
	q.Document = uncertain(p.Document)
	return &q
}

// policy finds the policy that an ARN or a reference to one stands for; nil if it can't be found.
func (m *Model) policy(s string) *Policy {
	s = m.follow(s, "aws_iam_policy", "arn")
	if ref := m.Tree.Ref(s); ref != nil && ref.Instance != nil {
		switch typeKey(ref.Instance.Resource) {
		case "aws_iam_policy":
			return m.customerPolicy(ref.Instance)
		case "data.aws_iam_policy":
			if names := ref.Instance.Attr("name").Strings(); len(names) == 1 {
				return m.policyByName(names[0])
			}
		}
	}
	if p := m.shared.managed[s]; p != nil {
		return p
	}
	if managed, ok := awsdata.ManagedPolicyByARN(s); ok {
		m.shared.managed[s] = m.managedPolicy(managed)
		return m.shared.managed[s]
	}
	if name, ok := policyName(s); ok {
		return m.customerPolicyByName(name)
	}
	return nil
}

// policyName is the name in the ARN of a customer managed policy.
func policyName(arn string) (string, bool) {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 || parts[2] != "iam" || !strings.HasPrefix(parts[5], "policy/") || parts[4] == "aws" {
		return "", false
	}
	return parts[5][strings.LastIndex(parts[5], "/")+1:], true
}

// policyByName finds a policy by its name or a reference to it: the configuration's own first, then AWS's, as
// data.aws_iam_policy looks up both.
func (m *Model) policyByName(name string) *Policy {
	name = m.follow(name, "aws_iam_policy", "name")
	if p := m.customerPolicyByName(name); p != nil {
		return p
	}
	if managed, ok := awsdata.ManagedPolicy(name); ok {
		return m.managedPolicy(managed)
	}
	return nil
}

// customerPolicyByName finds the configuration's own policy of a name, or that a reference to a name is of; nil if there is
// none.
func (m *Model) customerPolicyByName(name string) *Policy {
	name = m.follow(name, "aws_iam_policy", "name")
	if ref := m.Tree.Ref(name); ref != nil && ref.Instance != nil && typeKey(ref.Instance.Resource) == "aws_iam_policy" {
		return m.customerPolicy(ref.Instance)
	}
	if m.customer == nil {
		m.customer = map[string]*terraform.Instance{}
		m.each("aws_iam_policy", func(i *terraform.Instance) {
			for _, n := range i.Attr("name").Strings() {
				if m.customer[n] == nil {
					m.customer[n] = i
				}
			}
		})
	}
	if i := m.customer[name]; i != nil {
		return m.customerPolicy(i)
	}
	return nil
}

func (m *Model) customerPolicy(i *terraform.Instance) *Policy {
	if p := m.policies[i]; p != nil {
		return p
	}
	held := m.held(i, "policy")
	p := &Policy{Name: Addr(i.Resource), Document: held.document, instance: i}
	p.refer(m.Tree, held.value)
	m.policies[i] = p
	return p
}

func (m *Model) managedPolicy(managed awsdata.Policy) *Policy {
	if p := m.shared.managed[managed.Name]; p != nil {
		return p
	}
	p := &Policy{Name: managed.Name, Managed: true}
	document, err := policy.ParseJSON(managed.Document, hcl.Range{})
	if err != nil {
		document = &policy.Document{Partial: true}
	}
	p.Document = document
	m.shared.managed[managed.Name] = p
	return p
}

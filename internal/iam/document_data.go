package iam

import (
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// dataDocument reads a data.aws_iam_policy_document.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
func (m *Model) dataDocument(i *terraform.Instance) *policy.Document {
	if d := m.documents[i]; d != nil {
		return d
	}
	if m.reading[i] {
		return m.unreadable(i.DefRange, "the document refers to itself")
	}
	m.reading[i] = true
	defer delete(m.reading, i)

	own := m.statements(i)
	sources := append(m.documentList(i, "source_policy_documents"), m.documentList(i, "source_json")...)
	overrides := append(m.documentList(i, "override_policy_documents"), m.documentList(i, "override_json")...)
	d := own
	if len(sources)+len(overrides) > 0 {
		d = policy.Merge(sources, own, overrides)
	}
	m.documents[i] = d
	return d
}

// documentList reads the documents that an argument holds as a string or a list.
func (m *Model) documentList(i *terraform.Instance, attr string) []*policy.Document {
	v := i.Attr(attr)
	if v.Set() {
		m.written[v.Range] = placeOf(i.Resource)
	}
	var documents []*policy.Document
	for _, alternative := range v.Alternatives {
		for _, text := range terraform.Strings(alternative) {
			d := m.documentText(text, v.Range)
			if len(v.Alternatives) > 1 {
				d = uncertain(d)
			}
			documents = append(documents, d)
		}
	}
	return documents
}

// uncertain is a document of which only one branch of a conditional knows.
func uncertain(d *policy.Document) *policy.Document {
	d = d.Clone()
	for i := range d.Statements {
		d.Statements[i].May = true
	}
	return d
}

// statements reads the document's own statement blocks.
func (m *Model) statements(i *terraform.Instance) *policy.Document {
	version, _ := i.Attr("version").Text()
	var variants []*policy.Document
	blocks := i.Blocks("statement")
	// Arguments that depend on one unknown condition vary together: the n-th variant takes the n-th alternative of each.
	for n, more := 0, true; more; n++ {
		var optional bool
		var statements []policy.Statement
		statements, more, optional = m.variant(i, blocks, n, false)
		variants = append(variants, policy.FromStatements(version, statements))
		if optional {
			statements, _, _ = m.variant(i, blocks, n, true)
			variants = append(variants, policy.FromStatements(version, statements))
		}
	}
	if len(variants) == 1 {
		return variants[0]
	}
	return policy.Alternatives(variants)
}

// variant reads the statements in one variant, and says whether there is a next one and whether there are Allows with
// optional conditions, which bare leaves out.
func (m *Model) variant(i *terraform.Instance, blocks []*terraform.Block, n int, bare bool) (statements []policy.Statement, more, optional bool) {
	for _, block := range blocks {
		r := reader{model: m, at: placeOf(i.Resource), variant: n, bare: bare}
		statements = append(statements, r.statement(block))
		more, optional = more || r.more, optional || r.optional
	}
	return statements, more, optional
}

// reader reads the arguments of a statement in one variant.
type reader struct {
	model   *Model
	at      Place
	variant int
	more    bool // there is a next variant
	// bare leaves out the conditions of Allows that stand in one branch of an unknown condition only, as a dynamic block
	// may; optional is set where there are some.
	bare, optional bool
}

func (r *reader) strings(b *terraform.Block, name string) []string {
	alternatives := b.Attr(name).Alternatives
	if len(alternatives) == 0 {
		return nil
	}
	if r.variant+1 < len(alternatives) {
		r.more = true
	}
	return terraform.Strings(alternatives[min(r.variant, len(alternatives)-1)])
}

func (r *reader) string(b *terraform.Block, name string) string {
	if all := r.strings(b, name); len(all) == 1 {
		return all[0]
	}
	return ""
}

func (r *reader) statement(b *terraform.Block) policy.Statement {
	r.model.written[b.DefRange] = r.at
	s := policy.Statement{
		Sid:          r.string(b, "sid"),
		Effect:       policy.Effect(r.string(b, "effect")),
		Actions:      r.strings(b, "actions"),
		NotActions:   r.strings(b, "not_actions"),
		Resources:    r.strings(b, "resources"),
		NotResources: r.strings(b, "not_resources"),
		May:          b.May,
		Range:        b.DefRange,
	}
	s.Principals = r.principals(b, "principals")
	s.NotPrincipals = r.principals(b, "not_principals")
	for _, condition := range b.Blocks("condition") {
		r.model.written[condition.DefRange] = r.at
		if condition.May && !b.May && s.Effect != policy.Deny {
			if r.optional = true; r.bare {
				continue
			}
		}
		s.Conditions = append(s.Conditions, policy.Condition{
			Test:     r.string(condition, "test"),
			Variable: r.string(condition, "variable"),
			Values:   r.strings(condition, "values"),
			Range:    condition.DefRange,
		})
	}
	return s
}

func (r *reader) principals(b *terraform.Block, blockType string) []policy.Principal {
	var principals []policy.Principal
	for _, block := range b.Blocks(blockType) {
		principals = append(principals, policy.Principal{
			Type:   r.string(block, "type"),
			Values: r.strings(block, "identifiers"),
		})
	}
	return principals
}

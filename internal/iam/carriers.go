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
}

// Carriers returns the documents that a type of resource holds in an argument, one for each instance.
func (m *Model) Carriers(resourceType, argument string) []Carrier {
	var carriers []Carrier
	m.each(resourceType, func(i *terraform.Instance) {
		if held := m.held(i, argument); held.value.Set() {
			carriers = append(carriers, Carrier{Place: placeOf(i.Resource), Document: held.document, Argument: held.value.Range})
		}
	})
	return carriers
}

// DataDocuments returns the data.aws_iam_policy_document blocks that none of the carriers read so far refers to.
func (m *Model) DataDocuments() []Carrier {
	var carriers []Carrier
	m.each("data.aws_iam_policy_document", func(i *terraform.Instance) {
		if m.documents[i] == nil {
			carriers = append(carriers, Carrier{Place: placeOf(i.Resource), Document: m.dataDocument(i), Argument: i.DefRange})
		}
	})
	return carriers
}

// At returns the resource in which a part of the carrier's document is written, and the range to report: the block's own
// where it stands in a data source, or else the carrier's argument.
func (m *Model) At(c Carrier, part hcl.Range) (Place, hcl.Range) {
	if place, ok := m.written[part]; ok {
		return place, part
	}
	return c.Place, c.Argument
}

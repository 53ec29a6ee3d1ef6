package risk

import (
	"reflect"
	"slices"
	"testing"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// FuzzClassify holds what every judgement must satisfy, whatever the policies are.
func FuzzClassify(f *testing.F) {
	for _, name := range []string{"AdministratorAccess", "PowerUserAccess", "AmazonECS_FullAccess", "IAMUserSSHKeys", "AmazonS3FullAccess"} {
		p, _ := awsdata.ManagedPolicy(name)
		f.Add(p.Document, `{"Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"*"}]}`, "ci")
	}
	f.Add(`{"Statement":{"Effect":"Allow","Action":["iam:*","s3:Get*"],"Resource":["arn:aws:iam::*:user/${aws:username}","arn:${x"]}}`, "{}", "${aws:username}")
	f.Add("{\"Statement\":{\"Effect\":\"Allow\",\"NotAction\":\"\uE0001\uE001\",\"NotResource\":\"arn:\uE000\"}}", "{}", "\uE000")
	f.Fuzz(func(t *testing.T, one, two, user string) {
		var docs []*policy.Document
		for _, text := range []string{one, two} {
			if doc, err := policy.ParseJSON(text, hcl.Range{}); err == nil {
				docs = append(docs, doc)
			}
		}
		self := Self{User: user, Groups: []string{user}, Policies: []string{user, "/" + user}}
		grants := grantsOf(docs...)
		findings := Classify(grants, self)

		if again := Classify(grants, self); !reflect.DeepEqual(findings, again) {
			t.Errorf("first %v, then %v", findings, again)
		}
		last := -1
		for _, f := range findings {
			if f.Document <= last {
				t.Errorf("document %d after %d", f.Document, last)
			}
			last = f.Document
			if len(f.Grants) == 0 || !slices.IsSorted(f.Grants) || len(slices.Compact(slices.Clone(f.Grants))) != len(f.Grants) {
				t.Errorf("%s rests on the grants %v", f.Kind, f.Grants)
			}
			for _, i := range f.Grants {
				if i < 0 || i >= len(grants) {
					t.Fatalf("there is no grant %d", i)
				}
			}
			// The grants that a finding names suffice for something as strong.
			var only []policy.Grant
			for _, i := range f.Grants {
				only = append(only, grants[i])
			}
			strongest := Kind(-1)
			for _, g := range Classify(only, self) {
				if g.Document == f.Document {
					strongest = g.Kind
				}
			}
			if strongest < 0 || strongest > f.Kind {
				t.Errorf("%s of document %d: its grants alone come to %s", f.Kind, f.Document, strongest)
			}
		}

		// Nothing is left of what is denied altogether.
		if left := Classify(grantsOf(append(docs, document(t, deny("*", "*")))...), self); len(left) > 0 {
			t.Errorf("in spite of a Deny of everything: %v", left)
		}
	})
}

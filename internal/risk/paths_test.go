package risk

import (
	"slices"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// opens reports whether documents open a path, or the smaller ones that it contains.
func opens(p awsdata.EscalationPath, docs ...*policy.Document) bool {
	ids := p.ImpliedBy
	if p.Minimal {
		ids = []string{p.ID}
	}
	for _, open := range newJudge(grantsOf(docs...), Self{}).paths() {
		if slices.Contains(ids, open.ID) {
			return true
		}
	}
	return false
}

// permissions returns permissions that open a path: with each alternative once, the first of the other lists.
func permissions(p awsdata.EscalationPath) [][]string {
	first := slices.Clone(p.AllOf)
	for _, list := range p.AnyOf {
		first = append(first, list[0])
	}
	all := [][]string{first}
	for n, list := range p.AnyOf {
		for _, alternative := range list[1:] {
			other := slices.Clone(first)
			other[len(p.AllOf)+n] = alternative
			all = append(all, other)
		}
	}
	return all
}

// Every path is found with its permissions, and only with all of them.
func TestEveryPath(t *testing.T) {
	for _, p := range awsdata.EscalationPaths() {
		t.Run(p.ID, func(t *testing.T) {
			for _, actions := range permissions(p) {
				doc := document(t, allow("*", actions...))
				if !opens(p, doc) {
					t.Errorf("%q don't open it", actions)
				}
				kinds := map[Kind]bool{}
				for _, f := range Classify(grantsOf(doc), Self{}) {
					kinds[f.Kind] = true
				}
				// A weak path that is also a write to IAM would be found as that.
				if kinds[Escalation] == p.Weak {
					t.Errorf("%q: kinds %v, weak %t", actions, kinds, p.Weak)
				}

				var split []*policy.Document
				for _, action := range actions {
					split = append(split, document(t, allow("*", action)))
				}
				if !opens(p, split...) {
					t.Errorf("%q in documents of their own don't open it", actions)
				}

				for i, action := range actions {
					if !opens(p, document(t, allow("*", actions...), deny("arn:aws:nosuchservice:::*", action))) {
						t.Errorf("a Deny of %s on other resources closes it", action)
					}
					rest := slices.Delete(slices.Clone(actions), i, i+1)
					if p.Minimal && len(rest) > 0 && opens(p, document(t, allow("*", rest...))) {
						t.Errorf("%q open it without %s", rest, action)
					}
					if p.Minimal && opens(p, doc, document(t, deny("*", action))) {
						t.Errorf("open in spite of a Deny of %s", action)
					}
				}
			}
		})
	}
}

// A path that contains a smaller one is not reported beside it.
func TestOnlyMinimalPaths(t *testing.T) {
	minimal := map[string]bool{}
	for _, p := range awsdata.EscalationPaths() {
		minimal[p.ID] = p.Minimal
	}
	findings := Classify(grantsOf(document(t, allow("*", "iam:*", "lambda:*", "ec2:*", "sts:*", "codebuild:*"))), Self{})
	if len(findings) != 1 || findings[0].Kind != Escalation || len(findings[0].Paths) < 20 {
		t.Fatalf("got %+v", findings)
	}
	for _, p := range findings[0].Paths {
		if !minimal[p.ID] {
			t.Errorf("%s is reported", p.ID)
		}
	}
}

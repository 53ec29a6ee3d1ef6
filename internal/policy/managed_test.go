package policy

import (
	"testing"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// TestManagedPolicies reads and judges every document that AWS itself publishes.
func TestManagedPolicies(t *testing.T) {
	names := awsdata.ManagedPolicyNames()
	if len(names) < 1_500 {
		t.Fatalf("only %d policies", len(names))
	}
	for _, name := range names {
		managed, _ := awsdata.ManagedPolicy(name)
		doc, err := ParseJSON(managed.Document, hcl.Range{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if doc.Partial || len(doc.Statements) == 0 {
			t.Errorf("%s: partial = %v, %d statements", name, doc.Partial, len(doc.Statements))
		}
		for i := range doc.Statements {
			s := &doc.Statements[i]
			if s.Effect != Allow && s.Effect != Deny || s.UnknownActions() || s.grantResources() == nil ||
				(s.Actions == nil) == (s.NotActions == nil) {
				t.Errorf("%s: statement %d is %+v", name, i, s)
			}
			for _, c := range s.Conditions {
				if _, ok := parseOperator(c.Test); !ok || token.In(c.Variable) || len(c.Values) == 0 {
					t.Errorf("%s: statement %d has the condition %+v", name, i, c)
				}
			}
		}
		for _, p := range IneffectiveMFA(doc) {
			t.Errorf("%s: %s: %s", name, summary(p), p.Why)
		}
	}
}

// TestManagedAdministrator pins down what the broadest policies come to.
func TestManagedAdministrator(t *testing.T) {
	all := len(awsdata.Actions())
	for name, least := range map[string]int{"AdministratorAccess": all, "PowerUserAccess": all * 9 / 10} {
		managed, ok := awsdata.ManagedPolicy(name)
		if !ok {
			t.Fatalf("no %s", name)
		}
		v := JudgeMFA([]*Document{parse(t, managed.Document)}, nil)
		if v.Enforced || !v.Usable || v.Partial {
			t.Errorf("%s: %+v", name, v)
		}
		if n := actionsOf(Effective(LongTermKey, []*Document{parse(t, managed.Document)}, nil)).Len(); n < least {
			t.Errorf("%s allows %d actions, want at least %d", name, n, least)
		}
	}
}

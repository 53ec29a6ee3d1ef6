package policy

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// TestExpand compares with matching every action one by one.
func TestExpand(t *testing.T) {
	for _, pattern := range []string{
		"*", "*:*", "**", "iam:*", "IAM:Create*", "iam:CreateUser", "iam:createuser", "iam:*User", "iam:*e*r*", "s3:Get?bject*",
		"*:Create*", "s3*:Get*", "?am:*", "iam", "iam*", "CreateUser", "nosuch:*", "iam:NoSuchAction", "", "zzz", "iam:CreateUse",
	} {
		want := ActionSet{}
		for _, a := range awsdata.Actions() {
			if pattern == "*" || Match(strings.ToLower(pattern), a.Lower) {
				want = want.Union(SetOf(a.Name))
			}
		}
		if got := Expand(pattern); !got.Equal(want) {
			t.Errorf("Expand(%q) has %d actions, want %d", pattern, got.Len(), want.Len())
		}
	}
	if all := Expand("*"); all.Len() != len(awsdata.Actions()) {
		t.Errorf("* is %d actions of %d", all.Len(), len(awsdata.Actions()))
	}
	if got := Expand("iam:"+token.Text(1), "sts:AssumeRole"); !cmp.Equal(got.Names(), []string{"sts:AssumeRole"}) {
		t.Errorf("an unknown pattern adds %v", got.Names())
	}
	// Lists that look alike once joined are different lists.
	if Expand("sts:AssumeRole\niam:CreateUser").Len() != 0 || Expand("sts:AssumeRole", "iam:CreateUser").Len() != 2 {
		t.Error("a line break in a pattern separates patterns")
	}
}

func TestExpandConcurrently(t *testing.T) {
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for _, pattern := range []string{"iam:*Concurrent*", "iam:*Group*", "iam:*Role*"} {
				Expand(pattern)
			}
		})
	}
	wait.Wait()
}

func TestStatementActionSet(t *testing.T) {
	unknown := token.Text(1)
	tests := []struct {
		name    string
		s       Statement
		has     string
		not     string
		unknown bool
	}{
		{name: "Action", s: Statement{Actions: []string{"iam:Create*"}}, has: "iam:CreateUser", not: "iam:DeleteUser"},
		{name: "NotAction", s: Statement{NotActions: []string{"iam:Create*"}}, has: "iam:DeleteUser", not: "iam:CreateUser"},
		{name: "NotAction of nothing", s: Statement{NotActions: []string{}}, has: "iam:CreateUser"},
		{name: "NotAction of what doesn't exist", s: Statement{NotActions: []string{"nosuch:*"}}, has: "iam:CreateUser"},
		{name: "Action of nothing", s: Statement{Actions: []string{}}, not: "iam:CreateUser"},
		{name: "both", s: Statement{Actions: []string{"*"}, NotActions: []string{"s3:*"}}, not: "iam:CreateUser"},
		{name: "neither", s: Statement{}, not: "iam:CreateUser"},
		{name: "partly unknown Action", s: Statement{Actions: []string{"iam:Create*", unknown}}, has: "iam:CreateUser",
			not: "iam:DeleteUser", unknown: true},
		{name: "partly unknown NotAction", s: Statement{NotActions: []string{"s3:*", unknown}}, not: "iam:CreateUser", unknown: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.s.ActionSet()
			if tt.has != "" && !got.HasName(tt.has) {
				t.Errorf("lacks %s", tt.has)
			}
			if tt.not != "" && got.HasName(tt.not) {
				t.Errorf("has %s", tt.not)
			}
			if tt.s.UnknownActions() != tt.unknown {
				t.Errorf("unknown = %v", !tt.unknown)
			}
		})
	}
}

func TestActionSet(t *testing.T) {
	none := ActionSet{}
	ab, bc := SetOf("iam:CreateUser", "IAM:DELETEUSER"), SetOf("iam:DeleteUser", "s3:GetObject", "no:Such")
	check := func(what string, got ActionSet, want ...string) {
		t.Helper()
		slices.Sort(want)
		if diff := cmp.Diff(want, got.Names()); diff != "" && len(want)+got.Len() > 0 {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
		if got.Len() != len(want) || got.Empty() != (len(want) == 0) {
			t.Errorf("%s: Len = %d, Empty = %v", what, got.Len(), got.Empty())
		}
	}
	check("union", ab.Union(bc), "iam:CreateUser", "iam:DeleteUser", "s3:GetObject")
	check("union with nothing", none.Union(ab), "iam:CreateUser", "iam:DeleteUser")
	check("intersection", ab.Intersect(bc), "iam:DeleteUser")
	check("intersection with nothing", ab.Intersect(none))
	check("difference", ab.Minus(bc), "iam:CreateUser")
	check("difference to nothing", ab.Minus(none), "iam:CreateUser", "iam:DeleteUser")
	check("difference of nothing", none.Minus(ab))
	check("complement", ab.Complement().Complement(), "iam:CreateUser", "iam:DeleteUser")
	check("nothing", none)
	if none.Complement().Len() != len(awsdata.Actions()) {
		t.Error("the complement of nothing isn't everything")
	}
	if !ab.Union(bc).Contains(ab) || ab.Contains(bc) || !ab.Contains(none) || none.Contains(ab) {
		t.Error("Contains is wrong")
	}
	if !ab.Meets(bc) || ab.Meets(none) || ab.Meets(SetOf("s3:GetObject")) {
		t.Error("Meets is wrong")
	}
	if !ab.Equal(SetOf("iam:DeleteUser", "iam:CreateUser")) || ab.Equal(bc) || !none.Equal(SetOf()) {
		t.Error("Equal is wrong")
	}
	if ab.Has(-1) || ab.Has(1<<30) || none.Has(0) || ab.HasName("no:Such") {
		t.Error("Has is wrong")
	}
	for i := range ab.All() {
		if !ab.Has(i) {
			t.Errorf("All yields %d, which isn't in the set", i)
		}
		break
	}
}

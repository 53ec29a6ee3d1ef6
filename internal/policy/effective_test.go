package policy

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// statements parses statements in a short notation, one a line:
//
//	Allow s3:GetObject s3:ListBucket on arn:aws:s3:::a/* if Bool aws:MultiFactorAuthPresent true
//	Deny not iam:* on not arn:aws:s3:::a/* if BoolIfExists aws:MultiFactorAuthPresent false and Null k true
//
// May before a line marks the statement as standing in only one branch.
func statements(t testing.TB, text string) *Document {
	t.Helper()
	doc := &Document{Version: currentVersion}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		var s Statement
		line = strings.TrimSpace(line)
		line, s.May = strings.CutPrefix(line, "May ")
		head, conditions, _ := strings.Cut(line, " if ")
		head, resources, _ := strings.Cut(head, " on ")
		effect, actions, ok := strings.Cut(head, " ")
		if !ok {
			t.Fatalf("no statement: %q", line)
		}
		s.Effect = Effect(effect)
		if rest, ok := strings.CutPrefix(actions, "not "); ok {
			s.NotActions = strings.Fields(rest)
		} else {
			s.Actions = strings.Fields(actions)
		}
		if rest, ok := strings.CutPrefix(resources, "not "); ok {
			s.NotResources = strings.Fields(rest)
		} else if resources != "" {
			s.Resources = strings.Fields(resources)
		}
		for _, c := range strings.Split(conditions, " and ") {
			if fields := strings.Fields(c); len(fields) > 1 {
				s.Conditions = append(s.Conditions, Condition{Test: fields[0], Variable: fields[1], Values: fields[2:]})
			}
		}
		doc.Statements = append(doc.Statements, s)
	}
	return doc
}

func TestEffective(t *testing.T) {
	const mfa = " if BoolIfExists aws:MultiFactorAuthPresent false"
	bucket := token.Text(4)
	tests := []struct {
		name     string
		docs     []string
		boundary string
		want     []string // document, resource, actions, "?" if conditional or uncertain
	}{
		{name: "nothing", docs: []string{"Deny iam:* on *"}},
		{name: "plain", docs: []string{"Allow iam:CreateUser on *"}, want: []string{"0 * iam:CreateUser"}},
		{name: "several resources", docs: []string{"Allow s3:GetObject on a b"},
			want: []string{"0 a s3:GetObject", "0 b s3:GetObject"}},
		{name: "NotResource", docs: []string{"Allow s3:GetObject on not a"}, want: []string{"0 * s3:GetObject"}},
		{name: "rejected by AWS", docs: []string{"Allow s3:GetObject"}},
		{name: "unknown effect", docs: []string{token.Text(1) + " s3:GetObject on *"}},
		{name: "unknown action", docs: []string{"Allow s3:" + token.Text(1) + " on *"}},
		{name: "actions that don't exist", docs: []string{"Allow s3:NoSuch nosuch:* on *"}},
		// Rule 1: what a Deny takes away.
		{name: "allow and deny in one document", docs: []string{"Allow iam:CreateUser on *\nDeny iam:* on *"}},
		{name: "allow and deny in two documents", docs: []string{"Allow iam:CreateUser on *", "Deny * on *"}},
		{name: "deny of some actions", docs: []string{"Allow iam:CreateUser iam:DeleteUser on *\nDeny iam:create* on *"},
			want: []string{"0 * iam:DeleteUser"}},
		{name: "deny by NotAction", docs: []string{"Allow iam:CreateUser iam:GetUser on *\nDeny not iam:Get* on *"},
			want: []string{"0 * iam:GetUser"}},
		{name: "deny on a part of the resources", docs: []string{"Allow s3:GetObject on *\nDeny s3:* on arn:aws:s3:::a/*"},
			want: []string{"0 * s3:GetObject"}},
		{name: "deny on more resources", docs: []string{"Allow s3:GetObject on arn:aws:s3:::a/b/*\nDeny s3:* on arn:aws:s3:::a/*"}},
		{name: "deny on one of two resources",
			docs: []string{"Allow s3:GetObject on arn:aws:s3:::a/x arn:aws:s3:::b/x\nDeny s3:* on arn:aws:s3:::a/*"},
			want: []string{"0 arn:aws:s3:::b/x s3:GetObject"}},
		{name: "deny on the same unknown resource", docs: []string{"Allow s3:GetObject on " + bucket + "/x\nDeny s3:* on " + bucket + "/*"}},
		{name: "deny on another unknown resource", docs: []string{"Allow s3:GetObject on " + bucket + "/x\nDeny s3:* on " + token.Text(5) + "/*"},
			want: []string{"0 " + bucket + "/x s3:GetObject"}},
		{name: "deny on everything else", docs: []string{"Allow s3:GetObject on arn:aws:s3:::b/x\nDeny s3:* on not arn:aws:s3:::a/*"}},
		{name: "deny on everything but the resource", docs: []string{"Allow s3:GetObject on arn:aws:s3:::a/x\nDeny s3:* on not arn:aws:s3:::a/*"},
			want: []string{"0 arn:aws:s3:::a/x s3:GetObject"}},
		{name: "deny on everything but something unknown", docs: []string{"Allow s3:GetObject on arn:aws:s3:::a/x\nDeny s3:* on not " + bucket},
			want: []string{"0 arn:aws:s3:::a/x s3:GetObject"}},
		{name: "several denies", docs: []string{"Allow s3:GetObject s3:PutObject s3:ListBucket on arn:aws:s3:::a\n" +
			"Deny s3:Get* on arn:aws:s3:::a\nDeny s3:Put* on arn:aws:s3:::a\nDeny s3:List* on not x\nDeny s3:Del* on not x"}},
		{name: "deny under a condition that holds", docs: []string{"Allow iam:CreateUser on *\nDeny * on *" + mfa}},
		{name: "deny under a condition that doesn't", docs: []string{"Allow iam:CreateUser on *\nDeny * on * if Bool aws:MultiFactorAuthPresent false"},
			want: []string{"0 * iam:CreateUser"}},
		{name: "deny under an uncertain condition", docs: []string{"Allow iam:CreateUser on *\nDeny * on * if StringEquals aws:RequestedRegion x"},
			want: []string{"0 * iam:CreateUser"}},
		{name: "deny of an unknown action", docs: []string{"Allow iam:CreateUser on *\nDeny " + token.Text(1) + " on *"},
			want: []string{"0 * iam:CreateUser"}},
		{name: "deny in one branch", docs: []string{"Allow iam:CreateUser on *\nMay Deny * on *"}, want: []string{"0 * iam:CreateUser"}},
		{name: "deny that AWS rejects", docs: []string{"Allow iam:CreateUser on *\nDeny *"}, want: []string{"0 * iam:CreateUser"}},
		// Rule 3: conditions on an Allow.
		{name: "allow in one branch", docs: []string{"May Allow iam:CreateUser on *"}, want: []string{"0 * iam:CreateUser?"}},
		{name: "allow under an uncertain condition", docs: []string{"Allow iam:CreateUser on * if StringEquals aws:RequestedRegion x"},
			want: []string{"0 * iam:CreateUser?"}},
		{name: "allow under a condition that fails", docs: []string{"Allow iam:CreateUser on * if Bool aws:MultiFactorAuthPresent true"}},
		// Rule 2: boundaries.
		{name: "boundary", docs: []string{"Allow iam:CreateUser s3:GetObject on *"}, boundary: "Allow s3:* on arn:aws:s3:::a/*",
			want: []string{"0 * s3:GetObject"}},
		{name: "boundary that denies", docs: []string{"Allow iam:CreateUser s3:GetObject on *"}, boundary: "Allow * on *\nDeny iam:* on *",
			want: []string{"0 * s3:GetObject"}},
		{name: "boundary with an uncertain condition", docs: []string{"Allow iam:CreateUser on *"},
			boundary: "Allow * on * if StringEquals aws:RequestedRegion x", want: []string{"0 * iam:CreateUser"}},
		{name: "boundary with a condition that fails", docs: []string{"Allow iam:CreateUser on *"},
			boundary: "Allow * on * if Bool aws:MultiFactorAuthPresent true"},
		{name: "boundary with an unknown action", docs: []string{"Allow iam:CreateUser on *"}, boundary: "Allow s3:* " + token.Text(1) + " on *",
			want: []string{"0 * iam:CreateUser"}},
		{name: "boundary with an unknown effect", docs: []string{"Allow iam:CreateUser on *"}, boundary: token.Text(1) + " s3:* on *",
			want: []string{"0 * iam:CreateUser"}},
		{name: "boundary in one branch", docs: []string{"Allow iam:CreateUser on *"}, boundary: "May Allow iam:* on *",
			want: []string{"0 * iam:CreateUser"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var docs []*Document
			for _, text := range tt.docs {
				docs = append(docs, statements(t, text))
			}
			docs = append(docs, nil) // a document that couldn't be resolved
			var boundary *Document
			if tt.boundary != "" {
				boundary = statements(t, tt.boundary)
			}
			var got []string
			for _, g := range Effective(LongTermKey, docs, boundary) {
				line := fmt.Sprintf("%d %s %s", g.Document, g.Resource, strings.Join(g.Actions.Names(), " "))
				if g.Conditional || g.Statement.May {
					line += "?"
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestEffectivePartialBoundary: nothing follows from a boundary that is only partly known, except what it denies.
func TestEffectivePartialBoundary(t *testing.T) {
	docs := []*Document{statements(t, "Allow iam:CreateUser s3:GetObject on *")}
	boundary := statements(t, "Allow sqs:* on *\nDeny iam:* on *")
	boundary.Partial = true
	got := Effective(LongTermKey, docs, boundary)
	if len(got) != 1 || !cmp.Equal(got[0].Actions.Names(), []string{"s3:GetObject"}) {
		t.Errorf("grants = %v", got)
	}
}

func TestDecide(t *testing.T) {
	unknown := token.Text(9)
	const object = "arn:aws:s3:::a/x"
	tests := []struct {
		docs, boundary   string
		action, resource string
		want             Tri
	}{
		{"Allow s3:Get* on arn:aws:s3:::a/*", "", "s3:GetObject", object, True},
		{"Allow S3:get* on arn:aws:s3:::a/*", "", "s3:GetObject", object, True},
		{"Allow s3:Get* on arn:aws:s3:::A/*", "", "s3:GetObject", object, False},
		{"Allow s3:Get* on arn:aws:s3:::a/*", "", "s3:PutObject", object, False},
		{"Allow not s3:Put* on not arn:aws:s3:::b/*", "", "s3:GetObject", object, True},
		{"Allow not s3:Get* on *", "", "s3:GetObject", object, False},
		{"Allow * on not arn:aws:s3:::a/*", "", "s3:GetObject", object, False},
		{"Allow * on *\nDeny s3:* on arn:aws:s3:::a/*", "", "s3:GetObject", object, False},
		{"Allow * on *\nDeny s3:* on arn:aws:s3:::b/*", "", "s3:GetObject", object, True},
		{"Allow * on *", "Allow s3:* on *", "s3:GetObject", object, True},
		{"Allow * on *", "Allow s3:* on *", "sqs:SendMessage", "*", False},
		{"Allow * on *", "Allow * on *\nDeny s3:* on *", "s3:GetObject", object, False},
		{"Allow s3:GetObject", "", "s3:GetObject", object, False},
		{"Allow " + unknown + " on *", "", "s3:GetObject", object, Unknown},
		{"Allow * on *\nDeny * on arn:aws:s3:::" + unknown, "", "s3:GetObject", object, Unknown},
		{"Allow * on *\nDeny not " + unknown + " on *", "", "s3:GetObject", object, Unknown},
		{"Allow * on *\n" + unknown + " * on *", "", "s3:GetObject", object, Unknown},
		{"May Allow * on *", "", "s3:GetObject", object, Unknown},
		{"Allow * on *\nMay Deny * on *", "", "s3:GetObject", object, Unknown},
		{"Allow * on * if StringEquals aws:RequestedRegion x", "", "s3:GetObject", object, Unknown},
		{"Allow * on arn:aws:s3:::${aws:username}/*", "", "s3:GetObject", object, Unknown},
	}
	for _, tt := range tests {
		var boundary *Document
		if tt.boundary != "" {
			boundary = statements(t, tt.boundary)
		}
		if got := Decide(LongTermKey, []*Document{statements(t, tt.docs)}, boundary, tt.action, tt.resource); got != tt.want {
			t.Errorf("%s (boundary %q): %s on %s is %v, want %v", tt.docs, tt.boundary, tt.action, tt.resource, got, tt.want)
		}
	}
	allow := statements(t, "Allow * on *")
	if got := Decide(LongTermKey, []*Document{allow, nil}, nil, "s3:GetObject", object); got != Unknown {
		t.Errorf("with an unresolved document: %v", got)
	}
	if got := Decide(LongTermKey, []*Document{allow}, &Document{Partial: true}, "s3:GetObject", object); got != Unknown {
		t.Errorf("with a partial boundary: %v", got)
	}
}

// TestEffectiveIsSound checks on random policies that Effective contains whatever may be allowed. Decide looks at single
// requests and shares no code with it beyond patterns and conditions.
func TestEffectiveIsSound(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	requests := [][2]string{
		{"s3:GetObject", "arn:aws:s3:::a/x"}, {"s3:GetObject", "arn:aws:s3:::b/x"}, {"s3:PutObject", "arn:aws:s3:::a/x"},
		{"iam:CreateUser", "arn:aws:iam::123456789012:user/a"}, {"iam:ListUsers", "*"},
	}
	allowed, kept := 0, 0
	for range 3_000 {
		docs := []*Document{randomDocument(random), randomDocument(random)}
		var boundary *Document
		if random.IntN(3) == 0 {
			boundary = randomDocument(random)
		}
		for _, ctx := range contexts {
			grants := Effective(ctx, docs, boundary)
			for _, request := range requests {
				if Decide(ctx, docs, boundary, request[0], request[1]) == False {
					continue
				}
				allowed++
				if !slices.ContainsFunc(grants, func(g Grant) bool {
					return g.Actions.HasName(request[0]) && CoversResource(g.Resource, request[1]) != False
				}) {
					t.Fatalf("%v is missing in %v for %v: %+v with boundary %+v", request, grants, ctx, docs, boundary)
				}
			}
			for _, g := range grants {
				if g.Actions.HasName("s3:GetObject") {
					kept++
				}
			}
		}
	}
	if allowed < 5_000 || kept < 5_000 {
		t.Errorf("only %d requests allowed, %d grants", allowed, kept)
	}
}

func randomDocument(random *rand.Rand) *Document {
	pick := func(list []string) string { return list[random.IntN(len(list))] }
	some := func(list []string) []string {
		picked := []string{}
		for range 1 + random.IntN(2) {
			picked = append(picked, pick(list))
		}
		return picked
	}
	actions := []string{"*", "s3:*", "s3:Get*", "S3:PutObject", "iam:*", "iam:CreateUser", "*:List*"}
	resources := []string{"*", "*", "arn:aws:s3:::*", "arn:aws:s3:::a/*", "arn:aws:s3:::?/x", "arn:aws:s3", "arn:aws:iam::*:user/*"}
	tests := []string{"Bool", "BoolIfExists", "StringNotEquals", "ForAllValues:Bool", "Null"}
	doc := &Document{}
	for range 1 + random.IntN(4) {
		s := Statement{Effect: Allow, May: random.IntN(10) == 0}
		if random.IntN(5) < 2 {
			s.Effect = Deny
		}
		if random.IntN(4) == 0 {
			s.NotActions = some(actions[1:])
		} else {
			s.Actions = some(actions)
		}
		if random.IntN(5) == 0 {
			s.NotResources = some(resources[2:])
		} else {
			s.Resources = some(resources)
		}
		if random.IntN(3) == 0 {
			s.Conditions = []Condition{{Test: pick(tests), Variable: "aws:MultiFactorAuthPresent", Values: []string{pick([]string{"true", "false"})}}}
		}
		doc.Statements = append(doc.Statements, s)
	}
	return doc
}

// FuzzEffective checks the law of TestEffectiveIsSound on policies of any text.
func FuzzEffective(f *testing.F) {
	f.Add(`{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`,
		`{"Statement":{"Effect":"Deny","NotAction":"iam:*","Resource":"arn:aws:s3:::a*"}}`, "s3:GetObject", "arn:aws:s3:::b")
	f.Add(`{"Statement":{"Effect":"Allow","NotAction":[],"NotResource":"arn:aws:s3"}}`,
		`{"Statement":{"Effect":"Deny","Action":"iam:*","NotResource":["*:x","?"]}}`, "iam:CreateUser", "*")
	f.Fuzz(func(t *testing.T, first, second, action, resource string) {
		if len(first)+len(second)+len(resource) > 2_000 || !plain(resource) && resource != "*" || SetOf(action).Empty() ||
			token.In(first+second) {
			return
		}
		var docs []*Document
		for _, text := range []string{first, second} {
			if doc, err := ParseJSON(text, hcl.Range{}); err == nil {
				docs = append(docs, doc)
			}
		}
		if Decide(PlainSession, docs, nil, action, resource) == False {
			return
		}
		for _, g := range Effective(PlainSession, docs, nil) {
			if g.Actions.HasName(action) && CoversResource(g.Resource, resource) != False {
				return
			}
		}
		t.Errorf("%s on %s is missing", action, resource)
	})
}

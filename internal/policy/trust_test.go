package policy

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

func TestKindOf(t *testing.T) {
	unknown := token.Text(1)
	tests := []struct {
		value string
		want  PrincipalKind
	}{
		{"*", PrincipalAnyone},
		{"123456789012", PrincipalAccount},
		{"arn:aws:iam::123456789012:root", PrincipalAccount},
		{"arn:" + unknown + ":iam::" + unknown + ":root", PrincipalAccount},
		{"arn:aws:iam::123456789012:user/ci", PrincipalUser},
		{"arn:aws:iam::123456789012:user/" + unknown, PrincipalUser},
		{"arn:aws-cn:iam::123456789012:role/ci", PrincipalOther},
		{"arn:aws:iam::" + unknown + ":role/" + unknown, PrincipalOther},
		{"arn:aws:sts::123456789012:assumed-role/" + unknown + "/x", PrincipalOther},
		{"arn:aws:sts::123456789012:federated-user/x", PrincipalOther},
		{"arn:aws:iam::cloudfront:user/x", PrincipalUser},
		{"AIDAEXAMPLE", PrincipalOther},
		{"1234567890123", PrincipalOther},
		{unknown, PrincipalUnknown},
		{"arn:aws:iam::123456789012:" + unknown, PrincipalUnknown},
		{"arn:aws:iam::" + unknown, PrincipalUnknown},
	}
	for _, tt := range tests {
		if got := KindOf(tt.value); got != tt.want {
			t.Errorf("KindOf(%q) = %v, want %v", tt.value, got, tt.want)
		}
	}
}

func TestJudgeTrust(t *testing.T) {
	const (
		root = `"Principal":{"AWS":"arn:aws:iam::123456789012:root"}`
		user = `"Principal":{"AWS":"arn:aws:iam::123456789012:user/ci"}`
		role = `"Principal":{"AWS":"arn:aws:iam::123456789012:role/ci"}`
		self = `"Action":"sts:AssumeRole"`
		deny = `"Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}`
	)
	unknown := token.Text(1)
	tests := []struct {
		name       string
		statements string
		want       []string // principals of a grant, "key" and "session" where open, its marks
		enforced   bool
		partial    bool
	}{
		{name: "open", statements: `{"Effect":"Allow",` + root + `,` + self + `}`,
			want: []string{"arn:aws:iam::123456789012:root key session"}},
		{name: "all actions", statements: `{"Effect":"Allow",` + user + `,"Action":"sts:*"}`,
			want: []string{"arn:aws:iam::123456789012:user/ci key session"}},
		{name: "all but", statements: `{"Effect":"Allow",` + user + `,"NotAction":"sts:TagSession"}`,
			want: []string{"arn:aws:iam::123456789012:user/ci key session"}},
		{name: "36", statements: `{"Effect":"Allow",` + root + `,` + self + `,"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}`,
			want: []string{"arn:aws:iam::123456789012:root"}, enforced: true},
		{name: "37", statements: `{"Effect":"Allow",` + root + `,` + self + `,"Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}}`,
			want: []string{"arn:aws:iam::123456789012:root key"}},
		{name: "session only", statements: `{"Effect":"Allow",` + root + `,` + self + `,"Condition":{"Null":{"aws:TokenIssueTime":"false"}}}`,
			want: []string{"arn:aws:iam::123456789012:root session"}},
		{name: "another action", statements: `{"Effect":"Allow",` + root + `,"Action":"sts:TagSession"}`, enforced: true},
		{name: "service", statements: `{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},` + self + `}`, enforced: true},
		{name: "role", statements: `{"Effect":"Allow",` + role + `,` + self + `}`, enforced: true},
		{name: "user among roles", statements: `{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::123456789012:role/a","arn:aws:iam::123456789012:user/b"]},` + self + `}`,
			want: []string{"arn:aws:iam::123456789012:user/b key session"}},
		{name: "anyone", statements: `{"Effect":"Allow","Principal":"*",` + self + `}`, want: []string{"* key session"}},
		{name: "everyone else", statements: `{"Effect":"Allow","NotPrincipal":{"AWS":"arn:aws:iam::123456789012:root"},` + self + `}`,
			want: []string{"* key session"}},
		{name: "unknown principal", statements: `{"Effect":"Allow","Principal":{"AWS":"` + unknown + `"},` + self + `}`,
			want: []string{unknown + " key session"}},
		{name: "unknown principals", statements: `{"Effect":"Allow","Principal":` + unknown + `,` + self + `}`,
			want: []string{unknown + " key session"}},
		{name: "external id", statements: `{"Effect":"Allow",` + root + `,` + self + `,"Condition":{"StringEquals":{"sts:externalid":"x"}}}`,
			want: []string{"arn:aws:iam::123456789012:root key session external conditional"}},
		{name: "only roles meet the condition", enforced: true,
			statements: `{"Effect":"Allow",` + root + `,` + self + `,"Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::123456789012:role/*"}}}`},
		{name: "denied to the same", statements: `{"Effect":"Allow",` + root + `,` + self + `},{"Effect":"Deny",` + root + `,` + self + `,` + deny + `}`,
			want: []string{"arn:aws:iam::123456789012:root"}, enforced: true},
		{name: "denied to the account", statements: `{"Effect":"Allow",` + user + `,` + self + `},{"Effect":"Deny","Principal":{"AWS":"123456789012"},` + self + `,` + deny + `}`,
			want: []string{"arn:aws:iam::123456789012:user/ci"}, enforced: true},
		{name: "denied to everyone", statements: `{"Effect":"Allow",` + user + `,` + self + `},{"Effect":"Deny","Principal":"*","Action":"*",` + deny + `}`,
			want: []string{"arn:aws:iam::123456789012:user/ci"}, enforced: true},
		{name: "denied to another", statements: `{"Effect":"Allow",` + root + `,` + self + `},{"Effect":"Deny",` + user + `,` + self + `,` + deny + `}`,
			want: []string{"arn:aws:iam::123456789012:root key session"}},
		{name: "denied to everyone else", statements: `{"Effect":"Allow","Principal":"*",` + self + `},{"Effect":"Deny","NotPrincipal":` + `{"AWS":"*"},` + self + `,` + deny + `}`,
			want: []string{"* key session"}},
		{name: "another action denied", statements: `{"Effect":"Allow",` + root + `,` + self + `},{"Effect":"Deny",` + root + `,"Action":"sts:TagSession"}`,
			want: []string{"arn:aws:iam::123456789012:root key session"}},
		{name: "one of two open", statements: `{"Effect":"Allow",` + root + `,` + self + `,"Condition":{"Null":{"aws:MultiFactorAuthAge":"false"}}},{"Effect":"Allow",` + user + `,` + self + `}`,
			want: []string{"arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:user/ci key session"}},
		{name: "unknown condition", statements: `{"Effect":"Allow",` + root + `,` + self + `,"Condition":` + unknown + `}`,
			want: []string{"arn:aws:iam::123456789012:root key session conditional"}, partial: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := JudgeTrust(parse(t, `{"Version":"2012-10-17","Statement":[`+tt.statements+`]}`))
			var got []string
			for _, g := range v.Grants {
				text := ""
				for _, p := range g.Principals {
					text += p.Value
				}
				for i, name := range []string{" key", " session"} {
					if g.Open[i] {
						text += name
					}
				}
				if g.ExternalID {
					text += " external"
				}
				if g.Conditional {
					text += " conditional"
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got := fmt.Sprint(v.Applicable, v.Enforced, v.Partial); got != fmt.Sprint(len(tt.want) > 0, tt.enforced, tt.partial) {
				t.Errorf("applicable, enforced, partial = %s", got)
			}
		})
	}
	if v := JudgeTrust(nil); !v.Partial || v.Enforced {
		t.Errorf("nothing is known of an unresolved policy, but the verdict is %+v", v)
	}
}

package policy

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// summary shows a problem as "statement.condition kind: escapes; fix or actions".
func summary(p MFAProblem) string {
	escapes := "none"
	switch len(p.Escapes) {
	case 1:
		escapes = map[Context]string{LongTermKey: "key", PlainSession: "session"}[p.Escapes[0]]
	case 2:
		escapes = "both"
	}
	what := strings.Join(p.Actions, " ")
	if what == "" {
		what = p.Fix.Test + " " + strings.TrimPrefix(p.Fix.Variable, "aws:MultiFactorAuth") + " " + strings.Join(p.Fix.Values, " ")
	}
	return fmt.Sprintf("%d.%d %s: %s; %s", p.Statement, p.Condition, p.Kind, escapes, what)
}

func TestIneffectiveMFA(t *testing.T) {
	const (
		denyFix  = "BoolIfExists Present false"
		allowFix = "Bool Present true"
	)
	unknown := token.Text(6)
	tests := []struct {
		name       string
		statements string
		want       []string
	}{
		// Denies, by the numbers of the shapes in mfa_test.go.
		{name: "1", statements: "Deny * on * if BoolIfExists P false"},
		{name: "2", statements: "Deny * on * if Bool P false", want: []string{"0.0 walked past: key; " + denyFix}},
		{name: "2 beside grants", statements: "Allow iam:CreateAccessKey on *\nDeny not LIST on * if Bool P false",
			want: []string{"1.0 walked past: key; " + denyFix}},
		{name: "3", statements: "Deny * on * if Bool P false and Bool aws:ViaAWSService false", want: []string{"0.0 walked past: key; " + denyFix}},
		{name: "4", statements: "Deny * on * if BoolIfExists P false and BoolIfExists aws:ViaAWSService false"},
		{name: "5", statements: "Deny * on * if BoolIfExists P true", want: []string{"0.0 inverted: session; " + denyFix}},
		{name: "5 without IfExists", statements: "Deny * on * if Bool P true", want: []string{"0.0 inverted: both; " + denyFix}},
		{name: "6", statements: "Deny * on * if Null P true", want: []string{"0.0 walked past: session; " + denyFix}},
		{name: "7", statements: "Deny * on * if Null P false", want: []string{"0.0 inverted: key; " + denyFix}},
		{name: "8", statements: "Deny * on * if Null A true"},
		{name: "8 inverted", statements: "Deny * on * if Null A false", want: []string{"0.0 inverted: both; Null Age true"}},
		{name: "9", statements: "Deny * on * if NumericGreaterThanIfExists A 3600"},
		{name: "9 reversed but forcing", statements: "Deny * on * if NumericLessThanIfExists A 3600"},
		{name: "10", statements: "Deny * on * if NumericGreaterThan A 3600",
			want: []string{"0.0 walked past: both; NumericGreaterThanIfExists Age 3600"}},
		{name: "10 with presence", statements: "Deny * on * if Bool P true and NumericGreaterThan A 3600",
			want: []string{"0.1 walked past: both; NumericGreaterThanIfExists Age 3600"}},
		{name: "11", statements: "Deny * on * if Bool P false\nDeny * on * if Null P true"},
		{name: "11 on fewer actions", statements: "Deny * on * if Bool P false\nDeny s3:* on * if Null P true",
			want: []string{"0.0 walked past: key; " + denyFix}},
		{name: "12", statements: "Deny * on * if Bool P false and Null P true",
			want: []string{"0.0 walked past: key; " + denyFix, "0.1 walked past: session; " + denyFix}},
		{name: "13", statements: "Deny * on * if Bool P false and NumericGreaterThanIfExists A 3600",
			want: []string{"0.0 walked past: key; " + denyFix}},
		{name: "14", statements: "Deny * on * if StringEquals P false", want: []string{"0.0 walked past: key; " + denyFix}},
		{name: "15", statements: "Deny * on * if StringNotEquals P true"},
		{name: "16", statements: "Deny * on * if ForAnyValue:Bool P false", want: []string{"0.0 walked past: key; " + denyFix}},
		{name: "17", statements: "Deny * on * if ForAllValues:Bool P false"},
		{name: "18", statements: "Deny * on * if BoolIfExists P false and NotIpAddress aws:SourceIp 203.0.113.0/24"},
		{name: "19", statements: "Deny ec2:* on * if BoolIfExists P false"},
		{name: "both values", statements: "Deny * on * if Bool P true false", want: []string{"0.0 inverted: key; " + denyFix}},
		// Carve-outs.
		{name: "21", statements: "Deny not iam:* on * if BoolIfExists P false", want: []string{"0.-1 carve-out: key; iam:CreateAccessKey " +
			"iam:CreateLoginProfile iam:CreateServiceSpecificCredential iam:DeactivateMFADevice iam:UpdateLoginProfile iam:UploadSSHPublicKey"}},
		{name: "22", statements: "Deny not LIST iam:DeactivateMFADevice on * if BoolIfExists P false",
			want: []string{"0.-1 carve-out: key; iam:DeactivateMFADevice"}},
		{name: "22 beside grants", statements: "Allow iam:*MFADevice on *\nDeny not LIST iam:DeactivateMFADevice on * if BoolIfExists P false",
			want: []string{"1.-1 carve-out: key; iam:DeactivateMFADevice"}},
		{name: "22 beside other grants", statements: "Allow s3:* on *\nDeny not LIST iam:DeactivateMFADevice on * if BoolIfExists P false"},
		{name: "22 closed by another Deny",
			statements: "Deny not LIST iam:DeactivateMFADevice on * if BoolIfExists P false\nDeny iam:DeactivateMFADevice on * if BoolIfExists P false"},
		{name: "another user's password", statements: "Deny not LIST iam:CreateLoginProfile on * if BoolIfExists P false",
			want: []string{"0.-1 carve-out: key; iam:CreateLoginProfile"}},
		{name: "exempt, but not allowed here", statements: "Allow s3:* on *\nDeny not LIST iam:CreateLoginProfile on * if BoolIfExists P false"},
		{name: "exempt and allowed here", statements: "Allow iam:CreateLoginProfile on *\nDeny not LIST iam:CreateLoginProfile on * if BoolIfExists P false",
			want: []string{"1.-1 carve-out: key; iam:CreateLoginProfile"}},
		{name: "roles are judged by their trust", statements: "Deny not LIST sts:AssumeRole on * if BoolIfExists P false"},
		// Allows.
		{name: "23", statements: "Allow * on * if Bool P true"},
		{name: "24", statements: "Allow * on * if BoolIfExists P true", want: []string{"0.0 walked past: key; " + allowFix}},
		{name: "24 beside the strict one", statements: "Allow * on * if BoolIfExists P true and Bool P true"},
		{name: "24 closed by a Deny", statements: "Allow * on * if BoolIfExists P true\nDeny * on * if BoolIfExists P false"},
		{name: "24 closed on the same resource", statements: "Allow s3:GetObject on a if BoolIfExists P true\nDeny s3:* on a if Null A true"},
		{name: "24 of bootstrap actions", statements: "Allow iam:GetUser iam:EnableMFADevice on * if BoolIfExists P true"},
		{name: "25", statements: "Allow * on * if Null P false", want: []string{"0.0 walked past: session; " + allowFix}},
		{name: "26", statements: "Allow * on * if NumericLessThan A 3600"},
		{name: "26 with presence", statements: "Allow * on * if Bool P true and NumericLessThanIfExists A 3600"},
		{name: "27", statements: "Allow * on * if NumericLessThanIfExists A 3600",
			want: []string{"0.0 walked past: both; NumericLessThan Age 3600"}},
		{name: "28", statements: "Allow * on * if Null A false"},
		{name: "29", statements: "Allow * on * if Bool P true false", want: []string{"0.0 walked past: session; " + allowFix}},
		{name: "29 like", statements: "Allow * on * if StringLike P *", want: []string{"0.0 walked past: session; " + allowFix}},
		{name: "30", statements: "Allow * on * if ForAllValues:Bool P true", want: []string{"0.0 walked past: key; " + allowFix}},
		{name: "31", statements: "Allow * on * if StringNotEquals P false", want: []string{"0.0 walked past: key; " + allowFix}},
		{name: "inverted", statements: "Allow * on * if Bool P false", want: []string{"0.0 inverted: session; " + allowFix}},
		{name: "inverted for the key", statements: "Allow s3:* on * if Null P true", want: []string{"0.0 inverted: key; " + allowFix}},
		{name: "inverted Age", statements: "Allow s3:* on * if Null A true", want: []string{"0.0 inverted: both; Null Age false"}},
		{name: "set up MFA without MFA", statements: "Allow iam:*MFADevice* iam:List* iam:Get* on * if BoolIfExists P false"},
		{name: "with another condition", statements: "Allow * on * if BoolIfExists P true and StringEquals aws:RequestedRegion x",
			want: []string{"0.0 walked past: key; " + allowFix}},
		{name: "with a condition that fails", statements: "Allow * on * if BoolIfExists P true and Bool aws:ViaAWSService true"},
		// The document as a whole.
		{name: "age limit beside a good Deny", statements: "Deny * on * if BoolIfExists P false\nDeny * on * if NumericGreaterThan A 3600"},
		{name: "age limit beside a guarded Allow", statements: "Allow s3:* on * if Bool P true\nDeny * on * if NumericGreaterThan A 3600"},
		{name: "age limit beside an open Allow", statements: "Allow s3:* on * if Bool P true\nAllow ec2:* on *\nDeny * on * if NumericGreaterThan A 3600",
			want: []string{"2.0 walked past: both; NumericGreaterThanIfExists Age 3600"}},
		{name: "Deny of what is guarded anyway", statements: "Allow s3:* on * if Bool P true\nDeny s3:* on * if Bool P false"},
		{name: "Deny of more than is guarded", statements: "Allow s3:* on * if Bool P true\nDeny * on * if Bool P false",
			want: []string{"1.0 walked past: key; " + denyFix}},
		{name: "Deny of bootstrap actions", statements: "Deny iam:DeleteVirtualMFADevice on * if Bool P false"},
		{name: "in one branch the other Deny is missing", statements: "Deny * on * if Bool P false\nMay Deny * on * if Null P true",
			want: []string{"0.0 walked past: key; " + denyFix}},
		// What AWS rejects or doesn't know.
		{name: "misspelt operator", statements: "Deny * on * if BoolIfExist P false", want: []string{"0.0 invalid operator: both; " + denyFix}},
		{name: "NullIfExists", statements: "Deny * on * if NullIfExists A true", want: []string{"0.0 invalid operator: both; Null Age true"}},
		{name: "operator of another type", statements: "Allow * on * if NumericEquals P 1", want: []string{"0.0 invalid operator: both; " + allowFix}},
		{name: "undefined outcome", statements: "Deny * on * if ForAnyValue:BoolIfExists P false", want: []string{"0.0 invalid operator: key; " + denyFix}},
		{name: "misspelt key stops everyone", statements: "Deny * on * if BoolIfExists aws:MultifactorAuth false",
			want: []string{"0.0 unknown key: none; " + denyFix}},
		{name: "misspelt key stops no one", statements: "Deny * on * if Bool aws:MutliFactorAuthPresent false",
			want: []string{"0.0 unknown key: both; " + denyFix}},
		{name: "misspelt Age", statements: "Allow * on * if NumericLessThan aws:MultiFactorAuthAges 3600",
			want: []string{"0.0 unknown key: none; NumericLessThan Age 3600"}},
		{name: "misspelt key in a Null", statements: "Deny * on * if Null aws:MFAPresent true", want: []string{"0.0 unknown key: none; " + denyFix}},
		{name: "misspelt operator and key", statements: "Deny * on * if Boool aws:MFAPresent true", want: []string{"0.0 unknown key: both; " + denyFix}},
		{name: "key without a prefix", statements: "Allow * on * if BoolIfExists MultiFactorAuthPresent true",
			want: []string{"0.0 unknown key: both; " + allowFix}},
		{name: "tags are other keys", statements: "Deny * on * if StringNotEquals aws:PrincipalTag/mfa true"},
		{name: "other services' keys", statements: "Deny * on * if StringNotEquals example:MultiFactorAuthPresent true"},
		{name: "not a Boolean", statements: "Allow * on * if Bool P 1", want: []string{"0.0 invalid value: none; " + allowFix}},
		{name: "not a number", statements: "Deny * on * if NumericGreaterThanIfExists A 1h", want: []string{"0.0 invalid value: none; Null Age true"}},
		{name: "no value", statements: "Deny * on * if BoolIfExists P", want: []string{"0.0 invalid value: both; " + denyFix}},
		// What is known only after apply.
		{name: "unknown value", statements: "Deny * on * if Bool P " + unknown},
		{name: "unknown operator", statements: "Deny * on * if " + unknown + " P false"},
		{name: "unknown key", statements: "Deny * on * if Bool " + unknown + " false"},
		{name: "unknown condition beside", statements: "Allow * on * if BoolIfExists P true and " + unknown + " k v"},
		// Not about MFA.
		{name: "no condition", statements: "Allow * on *\nDeny s3:* on *"},
		{name: "another key", statements: "Deny * on * if Null aws:TokenIssueTime true"},
		{name: "no effect", statements: unknown + " * on * if Bool P false"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.NewReplacer(" P", " "+presentKey, " A ", " "+ageKey+" ", "LIST", listMFA).Replace(tt.statements)
			var got []string
			for _, p := range IneffectiveMFA(statements(t, text)) {
				got = append(got, summary(p))
				if p.Why == "" || strings.HasSuffix(p.Why, ".") || token.In(p.Why) {
					t.Errorf("why = %q", p.Why)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if got := IneffectiveMFA(nil); got != nil {
		t.Errorf("problems of nothing: %v", got)
	}
}

// TestIneffectiveMFAFixes checks that what is suggested holds: put into the statement it leaves no problem.
func TestIneffectiveMFAFixes(t *testing.T) {
	for _, effect := range []Effect{Allow, Deny} {
		for _, variable := range []string{presentKey, ageKey} {
			for _, comparison := range comparisons {
				for _, suffix := range []string{"", ifExists} {
					for _, value := range []string{"true", "false", "3600"} {
						s := Statement{Effect: effect, Actions: []string{"*"}, Resources: []string{"*"}, Conditions: []Condition{
							{Test: comparison.name + suffix, Variable: variable, Values: []string{value}},
						}}
						for _, p := range IneffectiveMFA(&Document{Statements: []Statement{s}}) {
							fixed := s
							fixed.Conditions = []Condition{p.Fix}
							if rest := IneffectiveMFA(&Document{Statements: []Statement{fixed}}); len(rest) > 0 {
								t.Errorf("%s with %v: the fix %v has problems too", effect, s.Conditions, p.Fix)
							}
							if p.Fix.In(MFASession) == True != (effect == Allow) {
								t.Errorf("%s with %v: the fix %v doesn't tell MFA", effect, s.Conditions, p.Fix)
							}
						}
					}
				}
			}
		}
	}
}

func TestIneffectiveMFADropped(t *testing.T) {
	read := func(text string) *Document {
		return Merge([]*Document{parse(t, `{"Statement":`+text+`}`)}, FromStatements("", nil), nil)
	}
	tests := []struct {
		name, statement string
		want            []string
	}{
		{"allow", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":3600}}}`,
			[]string{"0.0 dropped: both; NumericLessThan Age 3600"}},
		{"allow bound in another way", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{
			"NumericLessThan":{"aws:MultiFactorAuthAge":3600},"Bool":{"aws:MultiFactorAuthPresent":true}}}`, nil},
		{"deny", `{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":3600}}}`,
			[]string{"0.0 dropped: none; NumericGreaterThanIfExists Age 3600"}},
		{"quoted", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}}`, nil},
		{"another key", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericLessThan":{"s3:max-keys":10}}}`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range IneffectiveMFA(read(tt.statement)) {
				got = append(got, summary(p))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestIneffectiveMFAPrincipals has policies that name principals: trust policies and resource policies.
func TestIneffectiveMFAPrincipals(t *testing.T) {
	const (
		root    = `"Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"`
		service = `"Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"`
		lax     = `"Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}`
		bound   = `"Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}`
		loose   = `"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}`
	)
	tests := []struct {
		name, statements string
		want             []string
	}{
		{"trust", `{"Effect":"Allow",` + root + `,` + lax + `}`, []string{"0.0 walked past: key; Bool Present true"}},
		{"trust of a service", `{"Effect":"Allow",` + service + `,` + lax + `}`, nil},
		{"trust with a Deny", `{"Effect":"Allow",` + root + `,` + lax + `},{"Effect":"Deny",` + root + `,` + bound + `}`, nil},
		{"trust with a Deny of someone else", `{"Effect":"Allow",` + root + `,` + lax +
			`},{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::123456789012:user/x"},"Action":"*",` + bound + `}`,
			[]string{"0.0 walked past: key; Bool Present true"}},
		{"trust with a loose Deny", `{"Effect":"Allow",` + root + `},{"Effect":"Deny",` + root + `,` + loose + `}`,
			[]string{"1.0 walked past: key; BoolIfExists Present false"}},
		{"trust with a loose Deny that isn't needed", `{"Effect":"Allow",` + root + `,"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}},` +
			`{"Effect":"Deny",` + root + `,` + loose + `}`, nil},
		{"bucket", `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{"Null":{"aws:MultiFactorAuthAge":true}}}`, nil},
		{"bucket with a loose Deny", `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*",` + loose + `}`,
			[]string{"0.0 walked past: key; BoolIfExists Present false"}},
		{"bucket with a Deny elsewhere", `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*",` + loose + `},` +
			`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::c/*",` + bound + `}`,
			[]string{"0.0 walked past: key; BoolIfExists Present false"}},
		{"bucket with a Deny of more", `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*",` + loose + `},` +
			`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::*",` + bound + `}`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range IneffectiveMFA(parse(t, `{"Version":"2012-10-17","Statement":[`+tt.statements+`]}`)) {
				got = append(got, summary(p))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestIneffectiveMFAOnSound has policies in use that hold: nothing may be said about them.
func TestIneffectiveMFAOnSound(t *testing.T) {
	const self = " on arn:aws:iam::*:user/${aws:username}"
	tests := map[string]string{
		// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
		"self-management": "Allow iam:GetAccountPasswordPolicy iam:ListVirtualMFADevices on *\n" +
			"Allow iam:ChangePassword iam:GetUser" + self + "\n" +
			"Allow iam:CreateAccessKey iam:DeleteAccessKey iam:ListAccessKeys iam:UpdateAccessKey" + self + "\n" +
			"Allow iam:CreateVirtualMFADevice on arn:aws:iam::*:mfa/*\n" +
			"Allow iam:DeactivateMFADevice iam:EnableMFADevice iam:ListMFADevices iam:ResyncMFADevice" + self + "\n" +
			"Deny not " + listMFA + " on * if BoolIfExists " + presentKey + " false",
		// The older sample, which exempts CreateLoginProfile without granting it and guards the removal of devices.
		"older self-management": "Allow iam:ListUsers iam:GetAccountSummary on *\n" +
			"Allow iam:CreateAccessKey iam:UpdateLoginProfile" + self + "\n" +
			"Allow iam:DeactivateMFADevice" + self + " if Bool " + presentKey + " true\n" +
			"Deny not " + listMFA + " iam:ChangePassword iam:CreateLoginProfile on * if BoolIfExists " + presentKey + " false",
		// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_s3_full-access-except-production.html
		"s3 except production": "Allow s3:* on *\nDeny s3:* on arn:aws:s3:::Production/* if NumericGreaterThanIfExists " + ageKey + " 1800",
		"ec2 with MFA":         "Allow ec2:* on *\nDeny ec2:StopInstances ec2:TerminateInstances on * if BoolIfExists " + presentKey + " false",
		"only with MFA":        "Allow ec2:* on * if Bool " + presentKey + " true",
		"recent MFA":           "Allow ec2:* on * if Bool " + presentKey + " true and NumericLessThan " + ageKey + " 43200",
	}
	for name, text := range tests {
		if problems := IneffectiveMFA(statements(t, text)); len(problems) > 0 {
			t.Errorf("%s: %s: %s", name, summary(problems[0]), problems[0].Why)
		}
	}
}

// TestIneffectiveMFAOnCases checks against the vectors: a single statement that is bound to MFA and lets something
// through has a problem, and documents that enforce MFA have none, unless a condition in them is broken by itself.
func TestIneffectiveMFAOnCases(t *testing.T) {
	broken := map[string]bool{"present_with_number": true}
	for _, c := range mfaCases(t) {
		if c.Kind != "identity" {
			continue
		}
		problems := IneffectiveMFA(document(t, c.Statements))
		if *c.Enforces && len(problems) > 0 && !broken[c.Name] {
			t.Errorf("%s: %s: %s", c.Name, summary(problems[0]), problems[0].Why)
		}
		if broken[c.Name] && len(problems) == 0 {
			t.Errorf("%s: no problem", c.Name)
		}
	}
}

package policy

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

const (
	presentKey = "aws:MultiFactorAuthPresent"
	ageKey     = "aws:MultiFactorAuthAge"
	listMFA    = "iam:CreateVirtualMFADevice iam:EnableMFADevice iam:GetUser iam:ListMFADevices iam:ListVirtualMFADevices " +
		"iam:ResyncMFADevice sts:GetSessionToken"
)

// TestMFAShapes has the shapes in which MFA conditions are written. A Deny stands beside an Allow of everything.
func TestMFAShapes(t *testing.T) {
	tests := []struct {
		name       string
		statements string
		boundary   string
		key        bool // something beyond Bootstrap is open to the long-term key
		session    bool // to a session without MFA
	}{
		{name: "1", statements: "Deny * on * if BoolIfExists " + presentKey + " false"},
		{name: "1 with NotAction", statements: "Deny not " + listMFA + " on * if BoolIfExists " + presentKey + " false"},
		{name: "2", statements: "Deny * on * if Bool " + presentKey + " false", key: true},
		{name: "3", statements: "Deny * on * if Bool " + presentKey + " false and Bool aws:ViaAWSService false", key: true},
		{name: "4", statements: "Deny * on * if BoolIfExists " + presentKey + " false and BoolIfExists aws:ViaAWSService false"},
		{name: "5", statements: "Deny * on * if BoolIfExists " + presentKey + " true", session: true},
		{name: "6", statements: "Deny * on * if Null " + presentKey + " true", session: true},
		{name: "7", statements: "Deny * on * if Null " + presentKey + " false", key: true},
		{name: "8", statements: "Deny * on * if Null " + ageKey + " true"},
		{name: "9", statements: "Deny * on * if NumericGreaterThanIfExists " + ageKey + " 3600"},
		{name: "10", statements: "Deny * on * if NumericGreaterThan " + ageKey + " 3600", key: true, session: true},
		{name: "11", statements: "Deny * on * if Bool " + presentKey + " false\nDeny * on * if Null " + presentKey + " true"},
		{name: "12", statements: "Deny * on * if Bool " + presentKey + " false and Null " + presentKey + " true", key: true, session: true},
		{name: "13", statements: "Deny * on * if Bool " + presentKey + " false and NumericGreaterThanIfExists " + ageKey + " 3600", key: true},
		{name: "14", statements: "Deny * on * if StringEquals " + presentKey + " false", key: true},
		{name: "15", statements: "Deny * on * if StringNotEquals " + presentKey + " true"},
		{name: "15 like", statements: "Deny * on * if StringNotLike " + presentKey + " true"},
		{name: "16", statements: "Deny * on * if ForAnyValue:Bool " + presentKey + " false", key: true},
		{name: "17", statements: "Deny * on * if ForAllValues:Bool " + presentKey + " false"},
		{name: "18", statements: "Deny * on * if BoolIfExists " + presentKey + " false and NotIpAddress aws:SourceIp 203.0.113.0/24", key: true, session: true},
		{name: "19", statements: "Deny ec2:* on * if BoolIfExists " + presentKey + " false", key: true, session: true},
		{name: "20", statements: "Deny * on arn:aws:s3:::prod/* if BoolIfExists " + presentKey + " false", key: true, session: true},
		{name: "21", statements: "Deny not iam:* on * if BoolIfExists " + presentKey + " false", key: true, session: true},
		{name: "22", statements: "Deny not " + listMFA + " iam:DeactivateMFADevice on * if BoolIfExists " + presentKey + " false", key: true, session: true},
		{name: "33", statements: "Deny * on * if BoolIfExists " + presentKey + " false"},
		{name: "34 deny", boundary: "Allow * on *\nDeny * on * if BoolIfExists " + presentKey + " false"},
		{name: "34 allow", boundary: "Allow * on * if Bool " + presentKey + " true"},
		{name: "35", boundary: "Allow * on * if BoolIfExists " + presentKey + " true", key: true},
		{name: "35 partly", boundary: "Allow * on * if Bool " + presentKey + " true\nAllow s3:* on *", key: true, session: true},
		{name: "38 token", statements: "Deny * on * if Null aws:TokenIssueTime true", session: true},
		{name: "38 transport", statements: "Deny * on * if Bool aws:SecureTransport false", key: true, session: true},
		{name: "38 type", statements: "Deny * on * if StringEquals aws:PrincipalType AssumedRole", key: true, session: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			// The Deny reaches the user through another document, as from a group.
			docs := []*Document{statements(t, "Allow * on *")}
			if tt.statements != "" {
				docs = append(docs, statements(t, tt.statements))
			}
			var boundary *Document
			if tt.boundary != "" {
				boundary = statements(t, tt.boundary)
			}
			checkVerdict(t, JudgeMFA(docs, boundary), tt.key, tt.session)
		})
	}
}

// TestMFAAllows has the shapes of an Allow bound to MFA, by itself.
func TestMFAAllows(t *testing.T) {
	tests := []struct {
		name       string
		statements string
		key        bool
		session    bool
	}{
		{name: "23", statements: "Allow * on * if Bool " + presentKey + " true"},
		{name: "24", statements: "Allow * on * if BoolIfExists " + presentKey + " true", key: true},
		{name: "25", statements: "Allow * on * if Null " + presentKey + " false", session: true},
		{name: "26", statements: "Allow * on * if NumericLessThan " + ageKey + " 3600"},
		{name: "27", statements: "Allow * on * if NumericLessThanIfExists " + ageKey + " 3600", key: true, session: true},
		{name: "28", statements: "Allow * on * if Null " + ageKey + " false"},
		{name: "29", statements: "Allow * on * if Bool " + presentKey + " true false", session: true},
		{name: "29 like", statements: "Allow * on * if StringLike " + presentKey + " *", session: true},
		{name: "30", statements: "Allow * on * if ForAllValues:Bool " + presentKey + " true", key: true},
		{name: "31", statements: "Allow * on * if StringNotEquals " + presentKey + " false", key: true},
		{name: "32", statements: "Allow ec2:* on * if Bool " + presentKey + " true\nAllow s3:* on *", key: true, session: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			checkVerdict(t, JudgeMFA([]*Document{statements(t, tt.statements)}, nil), tt.key, tt.session)
		})
	}
}

func checkVerdict(t *testing.T, v Verdict, key, session bool) {
	t.Helper()
	if got := len(v.Open[LongTermKey]) > 0; got != key {
		t.Errorf("open to the key: %v", got)
	}
	if got := len(v.Open[PlainSession]) > 0; got != session {
		t.Errorf("open to a session: %v", got)
	}
	if v.Enforced != (!key && !session) {
		t.Errorf("enforced: %v", v.Enforced)
	}
}

func TestJudgeMFADetails(t *testing.T) {
	unknown := token.Text(2)
	guard := "Deny not sts:GetSessionToken on * if BoolIfExists " + presentKey + " false"
	tests := []struct {
		name       string
		statements string
		want       Verdict // without Open
		carveOuts  []string
	}{
		{name: "no grants", statements: guard, want: Verdict{Enforced: true}},
		{name: "only bootstrap", statements: "Allow iam:EnableMFADevice on *", want: Verdict{Enforced: true}},
		{name: "usable", statements: "Allow s3:* on *\n" + guard, want: Verdict{Enforced: true, Usable: true}},
		{name: "only AssumeRole", statements: "Allow sts:AssumeRole sts:TagSession iam:GetUser on *",
			want: Verdict{Usable: true, OnlyAssumeRole: true}},
		{name: "more than AssumeRole", statements: "Allow sts:AssumeRole s3:GetObject on *", want: Verdict{Usable: true}},
		{name: "tags without AssumeRole", statements: "Allow sts:TagSession on *", want: Verdict{Usable: true}},
		{name: "AssumeRole exempt", statements: "Allow * on *\nDeny not sts:AssumeRole on * if BoolIfExists " + presentKey + " false",
			want: Verdict{Usable: true, OnlyAssumeRole: true}},
		{name: "dangerous exemptions", statements: "Allow * on *\nDeny not iam:*MFADevice iam:CreateAccessKey s3:* on * if BoolIfExists " + presentKey + " false",
			want: Verdict{Usable: true}, carveOuts: []string{"iam:CreateAccessKey", "iam:DeactivateMFADevice"}},
		{name: "exemption without grant", statements: "Allow s3:* on *\nDeny not iam:* on * if BoolIfExists " + presentKey + " false",
			want: Verdict{Enforced: true, Usable: true}},
		{name: "exemption of a Deny that isn't about MFA", statements: "Allow iam:* on *\nDeny not iam:* on *", want: Verdict{Usable: true}},
		{name: "unknown action", statements: "Allow " + unknown + " on *", want: Verdict{Enforced: true, Partial: true}},
		{name: "unknown effect", statements: unknown + " s3:* on *", want: Verdict{Enforced: true, Partial: true}},
		{name: "unknown resource", statements: "Allow s3:* on " + unknown, want: Verdict{Usable: true}},
		{name: "unknown MFA value", statements: "Allow s3:* on *\nDeny * on * if BoolIfExists " + presentKey + " " + unknown,
			want: Verdict{Usable: true, Partial: true}},
		{name: "unknown operator", statements: "Allow s3:* on * if " + unknown + " k v", want: Verdict{Usable: true, Partial: true}},
		{name: "unknown value of another key", statements: "Allow s3:* on * if StringEquals aws:RequestedRegion " + unknown, want: Verdict{Usable: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := JudgeMFA([]*Document{statements(t, tt.statements)}, nil)
			var carveOuts []string
			for _, c := range v.CarveOuts {
				carveOuts = append(carveOuts, c.Actions.Names()...)
			}
			v.Open, v.CarveOuts = [2][]Grant{}, nil
			if diff := cmp.Diff(tt.want, v); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.carveOuts, carveOuts); diff != "" {
				t.Errorf("carve-outs (-want +got):\n%s", diff)
			}
		})
	}
	if v := JudgeMFA([]*Document{nil}, nil); !v.Partial {
		t.Error("an unresolved document isn't partial")
	}
	if v := JudgeMFA(nil, &Document{Partial: true}); !v.Partial {
		t.Error("a partial boundary isn't partial")
	}
}

func TestJudgeMFAOpen(t *testing.T) {
	v := JudgeMFA([]*Document{statements(t, "Allow s3:GetObject iam:GetUser on *\nMay Allow iam:CreateUser on a")}, nil)
	var got []string
	for _, g := range v.Open[PlainSession] {
		got = append(got, g.Resource)
		got = append(got, g.Actions.Names()...)
	}
	if want := []string{"*", "s3:GetObject", "a", "iam:CreateUser"}; !slices.Equal(got, want) {
		t.Errorf("open = %v, want %v", got, want)
	}
	if !v.Open[PlainSession][1].Statement.May {
		t.Error("the uncertain statement isn't marked")
	}
}

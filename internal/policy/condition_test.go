package policy

import (
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// outcomes reads the expected outcomes in the three contexts: T, F or ? for the long-term key, the session without MFA
// and the session with MFA.
func outcomes(t *testing.T, text string) [3]Tri {
	t.Helper()
	var want [3]Tri
	for i, r := range text {
		switch r {
		case 'T':
			want[i] = True
		case 'F':
			want[i] = False
		case '?':
			want[i] = Unknown
		default:
			t.Fatalf("no outcome %q", r)
		}
	}
	return want
}

func TestConditionIn(t *testing.T) {
	const present, age = "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"
	tests := []struct {
		test, key, values string // values are separated by |, "-" is an empty list
		want              string
	}{
		// The two keys with the operators that fit them.
		{"Bool", present, "true", "FFT"},
		{"Bool", present, "True", "FFT"},
		{"Bool", present, "false", "FTF"},
		{"Bool", present, "true|false", "FTT"},
		{"Bool", present, "1", "FFF"},
		{"BoolIfExists", present, "true", "TFT"},
		{"BoolIfExists", present, "false", "TTF"},
		{"Null", present, "true", "TFF"},
		{"Null", present, "false", "FTT"},
		{"Null", present, "TRUE|false", "TTT"},
		{"Null", age, "true", "TTF"},
		{"Null", age, "false", "FFT"},
		{"NumericLessThan", age, "3600", "FFT"},
		{"NumericLessThanIfExists", age, "3600", "TTT"},
		{"NumericLessThanEquals", age, "1", "FFT"},
		{"NumericGreaterThan", age, "3600", "FFF"},
		{"NumericGreaterThanIfExists", age, "3600", "TTF"},
		{"NumericGreaterThanEquals", age, "0", "FFT"},
		{"NumericEquals", age, "1", "FFT"},
		{"NumericNotEquals", age, "1", "TTF"},
		{"NumericNotEqualsIfExists", age, "1", "TTF"},
		// Text operators work by the text of the value.
		{"StringEquals", present, "false", "FTF"},
		{"StringEquals", present, "FALSE", "FFF"},
		{"StringEqualsIfExists", present, "false", "TTF"},
		{"StringEqualsIgnoreCase", present, "FALSE", "FTF"},
		{"StringNotEquals", present, "true", "TTF"},
		{"StringNotEqualsIgnoreCase", present, "TRUE", "TTF"},
		{"StringNotEqualsIfExists", present, "true", "TTF"},
		{"StringLike", present, "*", "FTT"},
		{"StringLike", present, "t*|x", "FFT"},
		{"StringEquals", present, "*", "FFF"},
		{"StringNotLike", present, "true", "TTF"},
		{"StringNotLike", present, "true|false", "TFF"},
		{"StringLike", age, "?", "FFT"},
		// Case of operators and keys doesn't count.
		{"boolifexists", "AWS:multifactorauthpresent", "false", "TTF"},
		{"FORANYVALUE:BOOL", strings.ToUpper(present), "false", "FTF"},
		// Set prefixes.
		{"ForAllValues:Bool", present, "true", "TFT"},
		{"ForAllValues:Bool", present, "false", "TTF"},
		{"ForAllValues:BoolIfExists", present, "false", "TTF"},
		{"ForAnyValue:Bool", present, "true", "FFT"},
		{"ForAnyValue:BoolIfExists", present, "false", "?TF"},
		{"ForAnyValue:StringNotEquals", present, "true", "FTF"},
		{"ForAllValues:StringNotEquals", present, "true", "TTF"},
		{"ForAllValues:Null", present, "false", "TTT"},
		{"ForAnyValue:Null", present, "true", "FFF"},
		{"ForAllValues:Null", "aws:SourceIp", "false", "TTT"},
		// What AWS rejects is never credited.
		{"NullIfExists", age, "true", "???"},
		{"Boolean", present, "true", "???"},
		{"BoolIfExist", present, "false", "???"},
		{"ForEachValue:Bool", present, "true", "???"},
		{"", present, "true", "???"},
		{"Bool", age, "false", "???"},
		{"NumericEquals", present, "0", "???"},
		{"DateEquals", age, "2020", "???"},
		{"IpAddress", present, "0.0.0.0/0", "???"},
		{"BinaryEquals", present, "AA==", "???"},
		{"ArnLike", present, "*", "???"},
		{"BoolIfExists", present, "-", "???"},
		{"Null", present, "maybe", "???"},
		{"NumericLessThan", age, "1h", "FF?"},
		{"NumericGreaterThanIfExists", age, "1h", "TT?"},
		// Unknown parts.
		{"Bool", present, token.Text(1), "F??"},
		{"BoolIfExists", present, token.Text(1), "T??"},
		{"Bool", present, "false|" + token.Text(1), "FT?"},
		{"Bool", present, "${aws:PrincipalTag/mfa}", "F??"},
		{"StringEquals", present, "${aws:PrincipalTag/mfa}", "F??"},
		{"NumericLessThan", age, token.Text(1), "FF?"},
		{"Null", age, token.Text(1), "???"},
		{"Bool", token.Text(1), "true", "???"},
		{"Bool" + token.Text(1), present, "true", "???"},
		// Other keys of which something is known.
		{"Null", "aws:TokenIssueTime", "true", "TFF"},
		{"DateLessThan", "aws:TokenIssueTime", "2020-01-01T00:00:00Z", "FFF"},
		{"DateGreaterThan", "aws:TokenIssueTime", "2020-01-01T00:00:00Z", "FTT"},
		{"DateLessThan", "aws:TokenIssueTime", "2099-01-01T00:00:00Z", "F??"},
		{"DateGreaterThanIfExists", "aws:TokenIssueTime", "2020-01-01", "TTT"},
		{"StringLike", "aws:TokenIssueTime", "2020*", "F??"},
		{"Bool", "aws:ViaAWSService", "false", "TTT"},
		{"Bool", "aws:ViaAWSService", "true", "FFF"},
		{"Bool", "aws:PrincipalIsAWSService", "false", "TTT"},
		{"Bool", "aws:SecureTransport", "false", "FFF"},
		{"BoolIfExists", "aws:SecureTransport", "true", "TTT"},
		{"Null", "aws:SecureTransport", "false", "TTT"},
		{"DateLessThan", "aws:CurrentTime", "2020-06-30T23:59:59Z", "FFF"},
		{"DateLessThanEquals", "aws:CurrentTime", "2020", "FFF"},
		{"DateGreaterThan", "aws:CurrentTime", "2020-06-30T23:59:59+02:00", "TTT"},
		{"DateGreaterThanEquals", "aws:CurrentTime", "2020-06", "TTT"},
		{"DateEquals", "aws:CurrentTime", "2020-06-30", "FFF"},
		{"DateNotEquals", "aws:CurrentTime", "2020-06-30", "TTT"},
		{"DateLessThan", "aws:CurrentTime", "2099-01-01", "???"},
		{"DateGreaterThan", "aws:CurrentTime", "2099-01-01", "???"},
		{"DateGreaterThan", "aws:CurrentTime", "tomorrow", "???"},
		{"DateGreaterThan", "aws:EpochTime", "1577836800", "TTT"},
		{"NumericGreaterThan", "aws:EpochTime", "1577836800", "TTT"},
		{"NumericLessThan", "aws:EpochTime", "1577836800", "FFF"},
		{"StringEquals", "aws:PrincipalType", "User", "TTT"},
		{"StringNotEquals", "aws:PrincipalType", "User", "FFF"},
		{"StringEquals", "aws:PrincipalType", "AssumedRole", "FFF"},
		{"ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/admin", "FFF"},
		{"ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/admin", "TTT"},
		{"StringLike", "aws:PrincipalArn", "arn:aws:iam::123456789012:role/*", "FFF"},
		{"StringEquals", "aws:PrincipalArn", "arn:aws:iam::123456789012:user/ci", "???"},
		{"ArnLike", "aws:PrincipalArn", "arn:aws:iam::123456789012:*", "???"},
		{"StringLike", "aws:PrincipalArn", "*", "TTT"},
		{"ArnLike", "aws:PrincipalArn", token.Text(1), "???"},
		{"StringLike", "aws:userId", "AROAEXAMPLEROLE:*", "FFF"},
		{"StringNotLike", "aws:userid", "AROAEXAMPLEROLE:*", "TTT"},
		{"StringLike", "aws:userid", "AROAEXAMPLEROLE:*|AIDAEXAMPLEUSER", "???"},
		{"StringLike", "aws:userid", token.Text(1) + ":*", "???"},
		{"StringEquals", "aws:RequestedRegion", "eu-west-1", "???"},
		{"IpAddress", "aws:SourceIp", "0.0.0.0/0", "???"},
	}
	for _, tt := range tests {
		c := Condition{Test: tt.test, Variable: tt.key, Values: strings.Split(tt.values, "|")}
		if tt.values == "-" {
			c.Values = []string{}
		}
		got := [3]Tri{c.In(LongTermKey), c.In(PlainSession), c.In(MFASession)}
		if want := outcomes(t, tt.want); got != want {
			t.Errorf("%s %s %q = %v, want %v", tt.test, tt.key, tt.values, got, want)
		}
	}
}

func TestApplies(t *testing.T) {
	yes := Condition{Test: "Bool", Variable: "aws:SecureTransport", Values: []string{"true"}}
	no := Condition{Test: "Bool", Variable: "aws:SecureTransport", Values: []string{"false"}}
	perhaps := Condition{Test: "StringEquals", Variable: "aws:RequestedRegion", Values: []string{"eu-west-1"}}
	tests := []struct {
		conditions []Condition
		want       Tri
	}{
		{nil, True},
		{[]Condition{yes, yes}, True},
		{[]Condition{yes, perhaps}, Unknown},
		{[]Condition{perhaps, no, yes}, False},
	}
	for _, tt := range tests {
		s := Statement{Conditions: tt.conditions}
		if got := s.Applies(LongTermKey); got != tt.want {
			t.Errorf("%v applies: %v, want %v", tt.conditions, got, tt.want)
		}
	}
}

func TestTri(t *testing.T) {
	for _, a := range []Tri{False, Unknown, True} {
		for _, b := range []Tri{False, Unknown, True} {
			if got := a.And(b); got != b.And(a) || got != a.Not().Or(b.Not()).Not() {
				t.Errorf("%v and %v = %v", a, b, got)
			}
			if (a.And(b) == True) != (a == True && b == True) || (a.Or(b) == True) != (a == True || b == True) {
				t.Errorf("%v and %v are not combined as truth values", a, b)
			}
		}
	}
	if text := False.String() + Unknown.String() + True.String(); text != "falseunknowntrue" {
		t.Errorf("texts are %q", text)
	}
}

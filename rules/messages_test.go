package rules_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// maxMessage is how many characters of a message an editor's hint and a line of a review still show as a whole.
const maxMessage = 400

var (
	reportLine = regexp.MustCompile(`^\S+:\d+:\d+: (?:ERROR|WARNING|NOTICE): (.*) \(aws_\w+\)$`)
	// inside names the places in a called module, behind the sentence.
	inside = regexp.MustCompile(` \(at [^()]+\)$`)
	// subject is an address as Terraform writes it, with what looks like an ID masked, or the file that a comment stands in.
	subject = regexp.MustCompile(`^(?:data\.)?[\w-]+(?:\.[\w…-]+(?:\["[^"]*"\]|\[\d+\])?)+ `)
	// complete is an access key's whole identifier, of which a message shows the ends only.
	complete = regexp.MustCompile(`(?:AKIA|ASIA)[A-Z2-7]{16}`)
)

// TestMessages reads each message of the cases as an editor shows it: alone.
func TestMessages(t *testing.T) {
	read := 0
	for _, c := range cases(t) {
		for line := range strings.Lines(c.Want) {
			parts := reportLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
			if parts == nil {
				t.Errorf("%s: this is no issue: %q", c.Name, line)
				continue
			}
			read++
			if wrong := unreadable(parts[1]); wrong != "" {
				t.Errorf("%s: the message %s: %s", c.Name, wrong, parts[1])
			}
		}
	}
	if read == 0 {
		t.Error("no case has a message")
	}
}

// unreadable says what is wrong with a message; "" if nothing is.
func unreadable(message string) string {
	sentence := inside.ReplaceAllString(message, "")
	what, todo, split := strings.Cut(sentence, "; ")
	switch {
	case utf8.RuneCountInString(message) > maxMessage:
		return "is too long"
	case token.In(message):
		return "holds a token"
	case complete.MatchString(message):
		return "holds a key"
	case strings.TrimSpace(message) != message || strings.Contains(message, "  ") || strings.ContainsAny(message, "\n\t"):
		return "has space where none belongs"
	case strings.HasSuffix(sentence, ".") || strings.Contains(sentence, ". "):
		return "is not one sentence without its dot"
	case !subject.MatchString(what):
		return "does not begin with an address"
	case !split || todo == "" || strings.Contains(todo, "; "):
		return "does not say what to do, after one semicolon"
	}
	return ""
}

// TestUnreadable shows that each demand can fail.
func TestUnreadable(t *testing.T) {
	for message, want := range map[string]string{
		"aws_iam_user.ci does it; stop":                                  "",
		"module.ci[\"a\"].aws_iam_user.this[0] does it; stop":            "",
		"module.ci.aws_iam_user.ci does it; stop (at a.tf:1; also b.tf)": "",
		"main.tf does it; stop":                                          "",
		"aws_iam_user.ci does it; " + strings.Repeat("x", maxMessage):    "is too long",
		"aws_iam_user.ci is " + token.Text(1) + "; stop":                 "holds a token",
		"aws_iam_user.ci has AKIA…MPLE; remove it":                       "",
		"aws_iam_user.ci has AKIAIOSFODNN7EXAMPLE; remove it":            "holds a key",
		"aws_iam_user.ci does\nit; stop":                                 "has space where none belongs",
		"aws_iam_user.ci does it; stop.":                                 "is not one sentence without its dot",
		"aws_iam_user.ci does it. It is bad; stop":                       "is not one sentence without its dot",
		"The user does it; stop":                                         "does not begin with an address",
		"aws_iam_user.ci does it":                                        "does not say what to do, after one semicolon",
		"aws_iam_user.ci does it; stop; go":                              "does not say what to do, after one semicolon",
	} {
		if got := unreadable(message); got != want {
			t.Errorf("%q %s, want %q", message, got, want)
		}
	}
}

package linttest

import (
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
)

// Run runs the case in this process.
func (c Case) Run(t *testing.T, rules []*lint.Rule) Outcome {
	t.Helper()
	host := hosttest.New(t, c.Files)
	if err := host.Check(lint.NewRuleSet(rules).Strict(), hosttest.Options{Only: c.Only}); err != nil {
		t.Fatal(err)
	}
	var report strings.Builder
	for _, issue := range host.Issues {
		if strings.HasSuffix(issue.Message, ".") || strings.Contains(issue.Message, "\n") {
			t.Errorf("a message is one sentence without its dot: %q", issue.Message)
		}
		report.WriteString(issue.String() + "\n")
	}
	out := Outcome{Report: report.String(), Fixed: map[string]string{}}
	if len(c.Fixed) == 0 {
		return out
	}
	host = hosttest.New(t, c.Files)
	if err := host.Check(lint.NewRuleSet(rules).Strict(), hosttest.Options{Only: c.Only, Fix: true}); err != nil {
		t.Fatal(err)
	}
	for name := range c.Fixed {
		out.Fixed[name] = host.File(name)
	}
	return out
}

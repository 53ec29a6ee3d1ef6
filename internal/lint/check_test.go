package lint_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/terraform-linters/tflint-plugin-sdk/terraform/addrs"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
)

// start is the beginning of main.tf.
func start(length int) hcl.Range {
	return hcl.Range{Filename: "main.tf", Start: hcl.InitialPos, End: hcl.Pos{Line: 1, Column: length + 1, Byte: length}}
}

func says(name, message string) *lint.Rule {
	return &lint.Rule{Name: name, Severity: tflint.WARNING, Preset: lint.Recommended, Run: func(p *lint.Pass) {
		p.Report(lint.Finding{Range: start(6), Message: message})
	}}
}

func report(h *hosttest.Host) []string {
	var lines []string
	for _, i := range h.Issues {
		lines = append(lines, i.String())
	}
	return lines
}

func TestPanicCostsOneRule(t *testing.T) {
	host := hosttest.New(t, map[string]string{"main.tf": "locals {}\n"})
	broken := &lint.Rule{Name: "aws_broken", Preset: lint.Recommended, Run: func(p *lint.Pass) {
		p.Report(lint.Finding{Range: start(6), Message: "half a thought"})
		panic("a mistake")
	}}
	err := host.Check(lint.NewRuleSet([]*lint.Rule{says("aws_a", "a"), broken, says("aws_b", "b")}), hosttest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"main.tf:1:1: WARNING: a (aws_a)", "main.tf:1:1: WARNING: b (aws_b)"}
	if diff := cmp.Diff(want, report(host)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRulesShareOneModel(t *testing.T) {
	host := hosttest.New(t, map[string]string{"main.tf": "locals {}\n"})
	var models []*iam.Model
	look := func(name string) *lint.Rule {
		return &lint.Rule{Name: name, Preset: lint.Recommended, Run: func(p *lint.Pass) { models = append(models, p.Model) }}
	}
	plugin := lint.NewRuleSet([]*lint.Rule{look("aws_a"), look("aws_b")})
	if err := host.Check(plugin, hosttest.Options{}); err != nil {
		t.Fatal(err)
	}
	if len(models) != 2 || models[0] == nil || models[0] != models[1] {
		t.Errorf("the rules of one check saw %v", models)
	}
	if err := host.Check(plugin, hosttest.Options{}); err != nil {
		t.Fatal(err)
	}
	if len(models) != 4 || models[2] == models[0] {
		t.Error("two checks share a model")
	}
}

func TestOptions(t *testing.T) {
	type options struct {
		Allowed []string `hclext:"allowed_users,optional"`
		Limit   int      `hclext:"limit,optional"`
	}
	var got options
	rule := &lint.Rule{
		Name:    "aws_tuned",
		Preset:  lint.Recommended,
		Options: func() any { return &options{Limit: 2} },
		Run:     func(p *lint.Pass) { got = *lint.Options[options](p) },
	}
	tests := map[string]struct {
		config string
		want   options
	}{
		"defaults":    {"", options{Limit: 2}},
		"some":        {"rule \"aws_tuned\" {\n  enabled = true\n  allowed_users = [\"ci\"]\n}\n", options{Allowed: []string{"ci"}, Limit: 2}},
		"all of them": {"rule \"aws_tuned\" {\n  enabled = true\n  allowed_users = []\n  limit = 3\n}\n", options{Allowed: []string{}, Limit: 3}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if err := check(t, lint.NewRuleSet([]*lint.Rule{rule}), tt.config); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A called module's own check asks the host one thing only, and says nothing.
func TestCalledModule(t *testing.T) {
	host := hosttest.New(t, map[string]string{"main.tf": "locals {}\n"})
	plugin := lint.NewRuleSet([]*lint.Rule{says("aws_a", "a"), says("aws_b", "b")})
	if err := host.Check(plugin, hosttest.Options{Only: []string{"aws_a", "aws_b"}}); err != nil {
		t.Fatal(err)
	}
	host.Issues, host.Calls = nil, map[string]int{}
	runner, err := plugin.NewRunner(host.ModuleRunner("ci"))
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range plugin.EnabledRules {
		if err := rule.Check(runner); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(map[string]int{"GetModulePath": 1}, host.Calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

// failing is a host that has gone away.
type failing struct{ tflint.Runner }

var errGone = errors.New("the host has gone away")

func (failing) GetModulePath() (addrs.Module, error) { return nil, errGone }

func TestTransportErrorLeavesCheck(t *testing.T) {
	plugin := lint.NewRuleSet([]*lint.Rule{says("aws_a", "a")})
	runner, err := plugin.NewRunner(failing{})
	if err != nil {
		t.Fatal(err)
	}
	if err := plugin.Rules[0].Check(runner); !errors.Is(err, errGone) {
		t.Errorf("Check returned %v", err)
	}
}

// remover's fix takes away the first characters of main.tf. Whoever runs after it must see the new text.
func remover(name, text string) *lint.Rule {
	return &lint.Rule{Name: name, Severity: tflint.ERROR, Preset: lint.Recommended, Run: func(p *lint.Pass) {
		p.Report(lint.Finding{Range: start(len(text)), Message: "begins with " + text, Fix: func(f tflint.Fixer) error {
			return f.Remove(start(len(text)))
		}})
	}}
}

func TestFix(t *testing.T) {
	t.Run("is offered", func(t *testing.T) {
		host := hosttest.New(t, map[string]string{"main.tf": "a = 1\n"})
		if err := host.Check(lint.NewRuleSet([]*lint.Rule{remover("aws_a", "a = 1")}), hosttest.Options{}); err != nil {
			t.Fatal(err)
		}
		if len(host.Issues) != 1 || !host.Issues[0].Fixable || host.File("main.tf") != "a = 1\n" {
			t.Errorf("issues %v, file %q", host.Issues, host.File("main.tf"))
		}
	})
	t.Run("that fails is no fix and no error", func(t *testing.T) {
		for name, fix := range map[string]func(tflint.Fixer) error{
			"error":         func(tflint.Fixer) error { return errors.New("cannot") },
			"not supported": func(tflint.Fixer) error { return tflint.ErrFixNotSupported },
			"panic":         func(tflint.Fixer) error { panic("a mistake") },
		} {
			host := hosttest.New(t, map[string]string{"main.tf": "a = 1\n"})
			rule := &lint.Rule{Name: "aws_a", Preset: lint.Recommended, Run: func(p *lint.Pass) {
				p.Report(lint.Finding{Range: start(1), Message: "a", Fix: fix})
			}}
			if err := host.Check(lint.NewRuleSet([]*lint.Rule{rule}), hosttest.Options{Fix: true}); err != nil {
				t.Fatalf("%s: %s", name, err)
			}
			if len(host.Issues) != 1 || host.Issues[0].Fixable {
				t.Errorf("%s: issues %v", name, host.Issues)
			}
		}
	})
	t.Run("makes the next rule look again", func(t *testing.T) {
		host := hosttest.New(t, map[string]string{"main.tf": "a = 1\n"})
		fixed := false
		var models []*iam.Model
		first := &lint.Rule{Name: "aws_a", Preset: lint.Recommended, Run: func(p *lint.Pass) {
			models = append(models, p.Model)
			if fixed {
				return
			}
			fixed = true
			p.Report(lint.Finding{Range: start(5), Message: "a", Fix: func(f tflint.Fixer) error { return f.Remove(start(5)) }})
		}}
		second := &lint.Rule{Name: "aws_b", Preset: lint.Recommended, Run: func(p *lint.Pass) { models = append(models, p.Model) }}
		if err := host.Check(lint.NewRuleSet([]*lint.Rule{first, second}), hosttest.Options{Fix: true}); err != nil {
			t.Fatal(err)
		}
		if len(models) != 4 || models[0] == models[1] || models[2] != models[3] {
			t.Errorf("the two rules of two passes saw %v", models)
		}
		if got := host.File("main.tf"); got != "\n" {
			t.Errorf("the file is %q", got)
		}
		if len(host.Issues) != 1 {
			t.Errorf("issues %v", host.Issues)
		}
	})
}

package lint_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/terraform-linters/tflint-plugin-sdk/hclext"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
)

func silent(*lint.Pass) {}

func twoRules() *lint.RuleSet {
	return lint.NewRuleSet([]*lint.Rule{
		{Name: "aws_more", Preset: lint.All, Run: silent},
		{Name: "aws_usual", Preset: lint.Recommended, Run: silent},
	})
}

// check configures the plugin as .tflint.hcl says.
func check(t *testing.T, plugin *lint.RuleSet, config string, only ...string) error {
	t.Helper()
	return hosttest.New(t, map[string]string{".tflint.hcl": config}).Check(plugin, hosttest.Options{Only: only})
}

func TestWhichRulesRun(t *testing.T) {
	const (
		none        = ""
		recommended = `plugin "aws-access-key" {
  enabled = true
  preset  = "recommended"
}
`
		all = `plugin "aws-access-key" {
  enabled = true
  preset  = "all"
}
`
		disabledByDefault = `config {
  disabled_by_default = true
}
`
		usualOff = `rule "aws_usual" {
  enabled = false
}
`
		moreOn = `rule "aws_more" {
  enabled = true
}
`
	)
	tests := map[string]struct {
		config string
		only   []string
		want   []string
	}{
		"nothing configured":                     {none, nil, []string{"aws_usual"}},
		"preset recommended":                     {recommended, nil, []string{"aws_usual"}},
		"preset all":                             {all, nil, []string{"aws_more", "aws_usual"}},
		"disabled by default":                    {disabledByDefault, nil, nil},
		"preset recommended before disabled":     {disabledByDefault + recommended, nil, []string{"aws_usual"}},
		"preset all before disabled":             {disabledByDefault + all, nil, []string{"aws_more", "aws_usual"}},
		"a rule block before the preset":         {all + usualOff, nil, []string{"aws_more"}},
		"a rule block adds to the preset":        {recommended + moreOn, nil, []string{"aws_more", "aws_usual"}},
		"a rule block before disabled":           {disabledByDefault + moreOn, nil, []string{"aws_more"}},
		"a rule block without anything":          {usualOff, nil, nil},
		"only before a rule block":               {usualOff, []string{"aws_usual"}, []string{"aws_usual"}},
		"only before the preset":                 {all, []string{"aws_usual"}, []string{"aws_usual"}},
		"only outside the preset":                {recommended, []string{"aws_more"}, []string{"aws_more"}},
		"only before disabled":                   {disabledByDefault, []string{"aws_more"}, []string{"aws_more"}},
		"only another plugin's":                  {all, []string{"terraform_typed_variables"}, nil},
		"all of them at once":                    {disabledByDefault + all + usualOff + moreOn, []string{"aws_usual"}, []string{"aws_usual"}},
		"all of them but only":                   {disabledByDefault + recommended + usualOff + moreOn, nil, []string{"aws_more"}},
		"a rule block of another plugin's rule":  {"rule \"aws_other\" {\n  enabled = true\n}\n", nil, []string{"aws_usual"}},
		"a rule block that repeats the default":  {moreOn + all, nil, []string{"aws_more", "aws_usual"}},
		"a disabled rule stays so in preset all": {usualOff + all, nil, []string{"aws_more"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			plugin := twoRules()
			if err := check(t, plugin, tt.config, tt.only...); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, enabled(plugin)); diff != "" {
				t.Errorf("enabled rules (-want +got):\n%s", diff)
			}
		})
	}
}

func enabled(plugin *lint.RuleSet) []string {
	var names []string
	for _, rule := range plugin.EnabledRules {
		names = append(names, rule.Name())
	}
	return names
}

// A language server configures the same plugin again and again: what one configuration said must not outlive it.
func TestConfigureAgain(t *testing.T) {
	plugin := twoRules()
	steps := []struct {
		config string
		want   []string
	}{
		{"plugin \"aws-access-key\" {\n  enabled = true\n  preset = \"all\"\n  modules = \"none\"\n}\n", []string{"aws_more", "aws_usual"}},
		{"plugin \"aws-access-key\" {\n  enabled = true\n}\n", []string{"aws_usual"}},
		{"config {\n  disabled_by_default = true\n}\n", nil},
		{"", []string{"aws_usual"}},
	}
	for _, step := range steps {
		if err := check(t, plugin, step.config); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(step.want, enabled(plugin)); diff != "" {
			t.Errorf("after %q (-want +got):\n%s", step.config, diff)
		}
	}
}

func TestWrongConfiguration(t *testing.T) {
	type options struct {
		Allowed []string `hclext:"allowed_users,optional"`
		Limit   int      `hclext:"limit,optional"`
	}
	plugin := lint.NewRuleSet([]*lint.Rule{
		{Name: "aws_plain", Preset: lint.Recommended, Run: silent},
		{Name: "aws_tuned", Preset: lint.Recommended, Run: silent, Options: func() any { return &options{} }},
	})
	block := func(kind, name, argument string) string {
		return kind + " \"" + name + "\" {\n  enabled = true\n  " + argument + "\n}\n"
	}
	tests := map[string]struct {
		config string
		want   []string // all of these are in the error
	}{
		"a preset that does not exist": {
			block("plugin", "aws-access-key", `preset = "strict"`),
			[]string{`preset = "strict" is not valid; it is one of "recommended" and "all"`},
		},
		"modules that do not exist": {
			block("plugin", "aws-access-key", `modules = "remote"`),
			[]string{`modules = "remote" is not valid; it is one of "all", "local" and "none"`},
		},
		"a preset of another type": {
			block("plugin", "aws-access-key", `preset = ["all"]`),
			[]string{"string required"},
		},
		"an argument that the plugin has not": {
			block("plugin", "aws-access-key", `presets = "all"`),
			[]string{`"presets" is not expected here`},
		},
		"an argument that a rule without options has not": {
			block("rule", "aws_plain", `limit = 1`),
			[]string{`"aws_plain"`, `"limit" is not expected here`, "the rule has no options"},
		},
		"an argument that a rule has not": {
			block("rule", "aws_tuned", `allowed = ["ci"]`),
			[]string{`"aws_tuned"`, `"allowed" is not expected here`, `the rule's options are "allowed_users" and "limit"`},
		},
		"an option of another type": {
			block("rule", "aws_tuned", `limit = "many"`),
			[]string{`"aws_tuned"`, "a number is required", `the rule's options are "allowed_users" and "limit"`},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			err := check(t, plugin, tt.config)
			if err == nil {
				t.Fatal("accepted")
			}
			for _, part := range tt.want {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%q is not in: %s", part, err)
				}
			}
		})
	}
}

// The host may ask for the rules before it configures them, and configure a plugin that has no block at all.
func TestUnconfigured(t *testing.T) {
	plugin := twoRules()
	if diff := cmp.Diff([]string{"aws_more", "aws_usual"}, plugin.RuleNames()); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if err := plugin.ApplyGlobalConfig(&tflint.Config{}); err != nil {
		t.Fatal(err)
	}
	if err := plugin.ApplyConfig(&hclext.BodyContent{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"aws_usual"}, enabled(plugin)); diff != "" {
		t.Errorf("enabled rules (-want +got):\n%s", diff)
	}
}

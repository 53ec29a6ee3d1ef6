package lint

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/terraform-linters/tflint-plugin-sdk/hclext"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

// Modules says which called modules are read along with the root module.
type Modules string

// The values of the plugin block's "modules".
const (
	ModulesAll   Modules = "all"   // also those that terraform init has fetched
	ModulesLocal Modules = "local" // those in directories of the configuration
	ModulesNone  Modules = "none"
)

// RuleSet is the plugin: its rules, and which of them the user wants. The host configures it before it checks anything,
// and a language server configures it again for each inspection. While it checks it is only read.
type RuleSet struct {
	tflint.BuiltinRuleSet
	global *tflint.Config
	plugin config
	strict bool
}

// config is the plugin block.
type config struct {
	Preset  string `hclext:"preset,optional"`
	Modules string `hclext:"modules,optional"`
	// Recursive says that the user lints with --recursive, so that each local module has a run of its own.
	Recursive bool `hclext:"recursive,optional"`
}

func defaults() config {
	return config{Preset: string(Recommended), Modules: string(ModulesAll), Recursive: true}
}

// NewRuleSet makes a plugin of rules.
func NewRuleSet(rules []*Rule) *RuleSet {
	rs := &RuleSet{
		BuiltinRuleSet: tflint.BuiltinRuleSet{Name: project.Name, Version: project.Version},
		global:         &tflint.Config{},
		plugin:         defaults(),
	}
	for _, rule := range rules {
		rs.Rules = append(rs.Rules, &adapter{rule: rule})
	}
	return rs
}

// Strict returns the plugin without the guard that keeps a panic in a rule from ending the run: a test is to see it.
func (rs *RuleSet) Strict() *RuleSet {
	rs.strict = true
	return rs
}

// ConfigSchema says what the plugin block may hold.
func (rs *RuleSet) ConfigSchema() *hclext.BodySchema {
	return hclext.ImpliedBodySchema(&config{})
}

// ApplyGlobalConfig keeps the configuration until ApplyConfig: only then is the preset known, which comes before
// disabled_by_default.
func (rs *RuleSet) ApplyGlobalConfig(global *tflint.Config) error {
	rs.global = global
	return nil
}

// ApplyConfig decides which rules run. The first of these that speaks about a rule decides:
//
//  1. the --only option,
//  2. the rule's own block, or --enable-rule and --disable-rule,
//  3. the preset in the plugin block,
//  4. disabled_by_default in the config block,
//  5. the recommended preset.
func (rs *RuleSet) ApplyConfig(body *hclext.BodyContent) error {
	plugin := defaults()
	if diags := hclext.DecodeBody(body, nil, &plugin); diags.HasErrors() {
		return diags
	}
	err := errors.Join(
		oneOf("preset", plugin.Preset, string(Recommended), string(All)),
		oneOf("modules", plugin.Modules, string(ModulesAll), string(ModulesLocal), string(ModulesNone)),
	)
	if err != nil {
		return err
	}
	_, presetChosen := body.Attributes["preset"]

	enabled := []tflint.Rule{}
	for _, rule := range rs.Rules {
		on := Preset(plugin.Preset) == All || rule.Enabled()
		if len(rs.global.Only) > 0 {
			on = slices.Contains(rs.global.Only, rule.Name())
		} else if block := rs.global.Rules[rule.Name()]; block != nil {
			on = block.Enabled
		} else if !presetChosen && rs.global.DisabledByDefault {
			on = false
		}
		if on {
			enabled = append(enabled, rule)
		}
	}
	rs.plugin, rs.EnabledRules = plugin, enabled
	return nil
}

// oneOf returns an error that says what is valid, unless value is.
func oneOf(name, value string, valid ...string) error {
	if slices.Contains(valid, value) {
		return nil
	}
	var quoted []string
	for _, v := range valid {
		quoted = append(quoted, strconv.Quote(v))
	}
	return fmt.Errorf("%s = %q is not valid; it is one of %s", name, value, Enumerate(quoted))
}

// NewRunner makes what the rules share in one Check. Nothing is read yet: an error here would end the run, and there may
// be no rule to run.
func (rs *RuleSet) NewRunner(r tflint.Runner) (tflint.Runner, error) {
	runner := newRunner(r, rs.plugin, rs.global.Fix)
	runner.strict = rs.strict
	runner.blocks = rs.global.Rules
	return runner, nil
}

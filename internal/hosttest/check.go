package hosttest

import (
	"errors"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/terraform-linters/tflint-plugin-sdk/hclext"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/host"
)

// Options are tflint's command line options.
type Options struct {
	Only []string // rule names
	Fix  bool
}

// Check runs the plugin over the root module as one run of tflint does. Its error is what would end the run.
func (h *Host) Check(plugin tflint.RuleSet, options Options) error {
	config, err := h.config()
	if err != nil {
		return err
	}
	h.fix = options.Fix
	global := config.global
	global.Only, global.Fix = options.Only, options.Fix
	if err := plugin.ApplyGlobalConfig(&global); err != nil {
		return err
	}
	content := &hclext.BodyContent{}
	if config.plugin != nil {
		schema := plugin.ConfigSchema()
		var diags hcl.Diagnostics
		if content, diags = hclext.Content(config.plugin, schema); diags.HasErrors() {
			return diags
		}
	}
	if err := plugin.ApplyConfig(content); err != nil {
		return err
	}

	var reported []Issue
	for pass := 1; pass <= 10; pass++ {
		h.Issues = nil
		changed, err := h.pass(plugin)
		if err != nil {
			return err
		}
		for _, i := range h.Issues {
			if pass == 1 || i.Fixable {
				reported = append(reported, i)
			}
		}
		if !changed {
			h.Issues = reported
			return nil
		}
	}
	return errors.New("fixes do not come to an end")
}

// pass runs every enabled rule once, and reports whether a fix changed anything.
func (h *Host) pass(plugin tflint.RuleSet) (changed bool, err error) {
	host := &runner{Host: h}
	given, err := plugin.NewRunner(host)
	if err != nil {
		return false, err
	}
	for _, rule := range plugin.BuiltinImpl().EnabledRules {
		if err := rule.Check(given); err != nil {
			return false, fmt.Errorf("failed to check %q rule: %w", rule.Name(), err)
		}
		if host.applyFixes() {
			changed = true
		}
	}
	return changed, nil
}

// config is what .tflint.hcl says.
type config struct {
	global tflint.Config
	plugin hcl.Body            // the first plugin block that is not tflint's own; nil if there is none
	rules  map[string]hcl.Body // by name, less what the host keeps to itself
}

func (h *Host) config() (config, error) {
	c := config{global: tflint.Config{Rules: map[string]*tflint.RuleConfig{}}, rules: map[string]hcl.Body{}}
	const name = ".tflint.hcl"
	file, diags := host.Parse(name, h.files[name])
	if diags.HasErrors() {
		return c, diags
	}
	type block struct {
		Name    string   `hcl:"name,label"`
		Enabled *bool    `hcl:"enabled"`
		Rest    hcl.Body `hcl:",remain"`
	}
	var blocks struct {
		Config []struct {
			DisabledByDefault *bool    `hcl:"disabled_by_default"`
			Rest              hcl.Body `hcl:",remain"`
		} `hcl:"config,block"`
		Plugins []block `hcl:"plugin,block"`
		Rules   []block `hcl:"rule,block"`
	}
	if diags := gohcl.DecodeBody(file.Body, nil, &blocks); diags.HasErrors() {
		return c, diags
	}
	for _, b := range blocks.Config {
		c.global.DisabledByDefault = b.DisabledByDefault != nil && *b.DisabledByDefault
	}
	for _, b := range blocks.Plugins {
		if b.Name != "terraform" && c.plugin == nil {
			c.plugin = b.Rest
		}
	}
	for _, b := range blocks.Rules {
		c.rules[b.Name] = b.Rest
		c.global.Rules[b.Name] = &tflint.RuleConfig{Name: b.Name, Enabled: b.Enabled != nil && *b.Enabled}
	}
	return c, nil
}

package lint

import (
	"fmt"
	"strconv"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/trace"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

// adapter makes a tflint rule of a Rule.
type adapter struct {
	tflint.DefaultRule
	rule *Rule
}

// Name is the rule's.
func (a *adapter) Name() string { return a.rule.Name }

// Enabled reports whether the rule is on without any configuration.
func (a *adapter) Enabled() bool { return a.rule.Preset == Recommended }

// Severity is the rule's.
func (a *adapter) Severity() tflint.Severity { return a.rule.Severity }

// Link is the address of the rule's page.
func (a *adapter) Link() string { return project.ReferenceLink(a.rule.Name) }

// Check reports the rule's issues for the whole configuration when the root module is checked. A called module's own
// check does nothing: the host drops nearly all that is reported there.
//
// It returns an error only where the host cannot be asked or the user's configuration of the rule is wrong, because the
// host answers any error by throwing away the issues of every plugin.
func (a *adapter) Check(r tflint.Runner) error {
	runner, ok := r.(*runner)
	if !ok {
		runner = newRunner(r, defaults(), false)
	}
	root, err := runner.inRoot()
	if err != nil || !root {
		return err
	}
	options, err := a.options(runner)
	if err != nil {
		return err
	}
	model, err := runner.theModel()
	if err != nil || model == nil {
		return err
	}
	var found []issue
	done := runner.guard("rule "+a.rule.Name, func() {
		defer runner.trace.In(trace.Rules)()
		found = issues(a.rule.findings(model, options))
	})
	if !done {
		runner.forget() // values may be half evaluated
	}
	for _, i := range found {
		if err := runner.emit(a, i); err != nil {
			return fmt.Errorf("reporting at %s: %w", i.Range, err)
		}
	}
	runner.log(a.rule, found)
	return nil
}

// options reads the rule's block in the user's configuration, if there is one: the host is asked for each. A rule without
// options reads it too: this alone makes the host reject an argument that does not exist.
func (a *adapter) options(runner *runner) (any, error) {
	options := any(&struct{}{})
	if a.rule.Options != nil {
		options = a.rule.Options()
	}
	if runner.blocks != nil && runner.blocks[a.rule.Name] == nil {
		return options, nil
	}
	if err := runner.DecodeRuleConfig(a.rule.Name, options); err != nil {
		return nil, fmt.Errorf("%w; %s", err, describe(a.rule.OptionNames()))
	}
	return options, nil
}

// describe says which options there are.
func describe(options []string) string {
	var quoted []string
	for _, option := range options {
		quoted = append(quoted, strconv.Quote(option))
	}
	switch len(quoted) {
	case 0:
		return "the rule has no options"
	case 1:
		return "the rule's option is " + quoted[0]
	}
	return "the rule's options are " + Enumerate(quoted)
}

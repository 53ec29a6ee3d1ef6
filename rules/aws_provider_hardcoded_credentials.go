package rules

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/credential"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
)

// What is written there reaches whoever reads the repository, whether it looks like a key or not.
var providerHardcodedCredentials = &lint.Rule{
	Name:     "aws_provider_hardcoded_credentials",
	Summary:  "Disallow credentials written for a provider, a backend or a remote state",
	Severity: tflint.ERROR,
	Preset:   lint.Recommended,
	Run: func(pass *lint.Pass) {
		for _, c := range configuredCredentials(pass.Model) {
			m := c.Module
			if m.LintedItself() {
				continue // a text in a called module's own file is that module's own finding
			}
			if !slices.ContainsFunc(c.uses, func(u credentialUse) bool { return !u.emulated }) {
				continue
			}
			if line, above := m.ValueLines(c.Range); annotated("aws_provider_hardcoded_credentials", line, above) {
				continue
			}
			pass.Report(lint.Finding{Module: m, Range: c.Range, Message: c.message(), Fix: c.fix()})
		}
		for _, a := range pass.Model.Tree.PluginArguments() {
			if _, ok := credential.ProviderArgument(a.Name); ok && a.Plugin == "aws" && strings.TrimSpace(a.Text) != "" {
				pass.Report(lint.Finding{Range: a.Range, Message: fmt.Sprintf(
					"%s has a hardcoded %s for its plugin aws%s; remove it and let deep checking find temporary credentials",
					filepath.Base(a.Range.Filename), a.Name, describeKeyID(a.Text))})
			}
		}
	},
}

func (c *configuredCredential) message() string {
	var arguments, of []string
	for _, u := range c.uses {
		if !u.emulated {
			arguments, of = append(arguments, u.argument), append(of, u.addr)
		}
	}
	slices.Sort(arguments)
	slices.Sort(of)
	argument, of := lint.Enumerate(slices.Compact(arguments)), slices.Compact(of)
	prefix := c.Module.Prefix()
	var where string
	switch {
	case c.Assigned:
		where = fmt.Sprintf("%svar.%s has a hardcoded value in %s, which is the %s of %s",
			prefix, c.Variable.Name, filepath.Base(c.Range.Filename), argument, some(of))
	case c.Variable != nil:
		where = fmt.Sprintf("%svar.%s has a hardcoded default, which is the %s of %s", prefix, c.Variable.Name, argument, some(of))
	case c.Local != nil:
		where = fmt.Sprintf("%slocal.%s holds a hardcoded %s of %s", prefix, c.Local.Name, argument, some(of))
	case len(of) > 1:
		where = fmt.Sprintf("%s have a hardcoded %s", some(of), argument)
	default:
		where = fmt.Sprintf("%s has a hardcoded %s", of[0], argument)
	}
	if file := filepath.Base(c.Range.Filename); c.Variable == nil && !strings.HasSuffix(file, ".tf") && !strings.HasSuffix(file, ".tf.json") {
		where += " in " + file
	}
	if !slices.ContainsFunc(c.uses, func(u credentialUse) bool { return !u.emulated && !u.foreign }) {
		return where + describeKeyID(c.Text) + "; remove it and set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment instead"
	}
	return where + describeKeyID(c.Text) + "; remove it and let the default credential chain find temporary credentials"
}

// describeKeyID shows which key a text is, if it is a key id; a secret is never shown.
func describeKeyID(text string) string {
	masked := credential.Mask(text)
	if !strings.HasPrefix(text, masked[:1]) { // not a key id
		return ""
	}
	shown := " (" + masked
	if account, ok := credential.AccountID(text); ok {
		shown += " of account " + account
	}
	return shown + ")"
}

// fix removes the argument from its provider, if all credentials of the provider are written there: a part of a key alone
// is of no use to the provider.
func (c *configuredCredential) fix() func(tflint.Fixer) error {
	p := c.uses[0].provider
	if p == nil || !c.Module.IsRoot() {
		return nil
	}
	for _, name := range credentialArguments {
		if p.Written(name) != nil && (!p.Constant(name) || len(p.Origins(name)) == 0) {
			return nil
		}
	}
	attr := p.Written(c.uses[0].argument)
	return func(f tflint.Fixer) error { return f.RemoveAttribute(attr) }
}

package hosttest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/terraform-linters/tflint-plugin-sdk/hclext"
	"github.com/terraform-linters/tflint-plugin-sdk/helper"
	"github.com/terraform-linters/tflint-plugin-sdk/terraform/addrs"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/host"
)

// runner is the plugin's view of the host in one check.
type runner struct {
	*Host
	path  addrs.Module
	fixer *helper.Runner // collects what the running rule's fixes change; nil while there is none
}

var errNotOffered = errors.New("hosttest does not offer this")

// GetOriginalwd is the directory that file names are relative to.
func (r *runner) GetOriginalwd() (string, error) {
	r.Calls["GetOriginalwd"]++
	return r.dir, nil
}

// GetModulePath is the names of the calls that lead to the module.
func (r *runner) GetModulePath() (addrs.Module, error) {
	r.Calls["GetModulePath"]++
	return r.path, nil
}

// GetFile parses one file of any module that the host has loaded.
func (r *runner) GetFile(name string) (*hcl.File, error) {
	r.Calls["GetFile"]++
	text, ok := r.files[name]
	if !ok || !(strings.HasSuffix(name, ".tf") || strings.HasSuffix(name, ".tf.json")) {
		return nil, fmt.Errorf("file %q not found", name)
	}
	file, diags := host.Parse(name, text)
	if diags.HasErrors() {
		return nil, diags
	}
	return file, nil
}

// GetFiles parses the files of the checked module.
func (r *runner) GetFiles() (map[string]*hcl.File, error) {
	r.Calls["GetFiles"]++
	if !r.path.IsRoot() {
		return nil, errNotOffered
	}
	files := map[string]*hcl.File{}
	var all hcl.Diagnostics
	for _, name := range r.files.Module(".") {
		file, diags := host.Parse(name, r.files[name])
		files[name] = file
		all = all.Extend(diags)
	}
	if all.HasErrors() {
		return files, all
	}
	return files, nil
}

// EvaluateExpr evaluates references to the root module's variables.
func (r *runner) EvaluateExpr(expr hcl.Expression, target any, option *tflint.EvaluateExprOption) error {
	r.Calls["EvaluateExpr"]++
	value, ok := target.(*cty.Value)
	if !ok || option != nil || !r.path.IsRoot() {
		return errNotOffered
	}
	variables, diags := host.Variables(r.files, nil)
	if diags.HasErrors() {
		return diags
	}
	var err error
	*value, err = r.files.Evaluate(expr, variables)
	return err
}

// DecodeRuleConfig reads the rule's block in .tflint.hcl.
func (r *runner) DecodeRuleConfig(name string, target any) error {
	r.Calls["DecodeRuleConfig"]++
	config, err := r.config()
	if err != nil {
		return err
	}
	body, ok := config.rules[name]
	if !ok {
		return nil
	}
	content, diags := hclext.Content(body, hclext.ImpliedBodySchema(target))
	if diags.HasErrors() {
		return diags
	}
	if diags := hclext.DecodeBody(content, nil, target); diags.HasErrors() {
		return diags
	}
	return nil
}

// EmitIssue reports an issue of the root module. In a called module the host drops nearly all of them.
func (r *runner) EmitIssue(rule tflint.Rule, message string, at hcl.Range) error {
	r.Calls["EmitIssue"]++
	r.emit(rule, message, at, false)
	return nil
}

// EmitIssueWithFix reports an issue and, if this run fixes, applies the fix.
func (r *runner) EmitIssueWithFix(rule tflint.Rule, message string, at hcl.Range, fix func(tflint.Fixer) error) error {
	r.Calls["EmitIssueWithFix"]++
	t, ok := r.t.(*testing.T)
	if !ok {
		return errNotOffered
	}
	fixer := r.fixer
	if fixer == nil {
		sources := map[string]string{}
		for _, name := range r.files.Module(".") {
			if _, diags := host.Parse(name, r.files[name]); diags.HasErrors() { // tflint would not have come so far
				r.emit(rule, message, at, false)
				return nil
			}
			sources[name] = r.files[name]
		}
		if fixer = newFixer(t, sources); fixer == nil {
			r.emit(rule, message, at, false)
			return nil
		}
	}
	fixable := true
	err := fixer.EmitIssueWithFix(rule, message, at, func(f tflint.Fixer) error {
		err := fix(f)
		fixable = !errors.Is(err, tflint.ErrFixNotSupported)
		return err
	})
	if err != nil {
		return err
	}
	if r.emit(rule, message, at, fixable) && r.fix && fixable {
		r.fixer = fixer
	}
	return nil
}

// newFixer returns nil where the sources are beyond the SDK's helper, which evaluates variables and panics if it can't.
func newFixer(t *testing.T, sources map[string]string) (fixer *helper.Runner) {
	defer func() {
		if recover() != nil {
			fixer = nil
		}
	}()
	return helper.TestRunner(t, sources)
}

func (r *runner) emit(rule tflint.Rule, message string, at hcl.Range, fixable bool) bool {
	if !r.path.IsRoot() {
		return false
	}
	return r.report(Issue{Rule: rule.Name(), Severity: rule.Severity(), Message: message, Range: at, Fixable: fixable})
}

// applyFixes gives the host what the last rule's fixes made, and reports whether there was anything.
func (r *runner) applyFixes() bool {
	if r.fixer == nil {
		return false
	}
	changed := false
	for name, text := range r.fixer.Changes() {
		changed = true
		r.files[name] = string(text)
	}
	r.fixer = nil
	return changed
}

// GetResourceContent is not offered.
func (r *runner) GetResourceContent(string, *hclext.BodySchema, *tflint.GetModuleContentOption) (*hclext.BodyContent, error) {
	return nil, errNotOffered
}

// GetProviderContent is not offered.
func (r *runner) GetProviderContent(string, *hclext.BodySchema, *tflint.GetModuleContentOption) (*hclext.BodyContent, error) {
	return nil, errNotOffered
}

// GetModuleContent is not offered.
func (r *runner) GetModuleContent(*hclext.BodySchema, *tflint.GetModuleContentOption) (*hclext.BodyContent, error) {
	return nil, errNotOffered
}

// WalkExpressions is not offered.
func (r *runner) WalkExpressions(tflint.ExprWalker) hcl.Diagnostics {
	return hcl.Diagnostics{{Severity: hcl.DiagError, Summary: errNotOffered.Error()}}
}

// EnsureNoError is not offered.
func (r *runner) EnsureNoError(error, func() error) error {
	return errNotOffered
}

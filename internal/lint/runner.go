package lint

import (
	"fmt"
	"time"

	"github.com/terraform-linters/tflint-plugin-sdk/logger"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
)

// runner is one Check of one module, and what the rules share in it. The host makes one for every Check and runs the
// enabled rules through it in turn, so that it needs no lock; the checks of several modules run in parallel, each with
// its own.
type runner struct {
	*host
	modules Modules
	fixing  bool // fixes are applied between one rule and the next

	root  *bool
	built bool
	model *iam.Model
}

func newRunner(r tflint.Runner, modules Modules, fixing bool) *runner {
	return &runner{host: &host{Runner: r}, modules: modules, fixing: fixing}
}

// inRoot reports whether this Check is the root module's.
func (r *runner) inRoot() (bool, error) {
	if r.root == nil {
		path, err := r.GetModulePath()
		if err != nil {
			return false, fmt.Errorf("asking which module is checked: %w", err)
		}
		root := path.IsRoot()
		r.root = &root
	}
	return *r.root, nil
}

// theModel returns the model of the configuration, built when the first rule asks for it. It is nil where building it
// went wrong: the rules then have nothing to say. An error means that the host could not be asked.
func (r *runner) theModel() (*iam.Model, error) {
	if r.built {
		return r.model, nil
	}
	start := time.Now()
	var err error
	guard("reading the configuration", func() {
		tree, readErr := readTree(r.host, r.modules)
		if readErr != nil {
			err = fmt.Errorf("reading the configuration: %w", readErr)
			return
		}
		for _, problem := range tree.Problems {
			logger.Debug("not resolved: " + problem)
		}
		r.model = iam.Build(tree)
	})
	if err != nil {
		return nil, err
	}
	r.built = true
	logger.Debug("model built", "host calls", r.calls, "took", time.Since(start))
	return r.model, nil
}

// emit tells the host one issue.
func (r *runner) emit(rule tflint.Rule, i issue) error {
	if i.Fix == nil {
		return r.EmitIssue(rule, i.Message, i.Range)
	}
	if r.fixing {
		// The host may rewrite the files after this rule: every range in the model is stale for the next one.
		r.built, r.model = false, nil
	}
	return r.EmitIssueWithFix(rule, i.Message, i.Range, func(fixer tflint.Fixer) error {
		err := tflint.ErrFixNotSupported
		guard("fixing "+rule.Name(), func() { err = i.Fix(fixer) })
		if err != nil {
			// Any other error would end the run and lose the issues of every plugin.
			logger.Debug("not fixed: "+err.Error(), "rule", rule.Name())
			return tflint.ErrFixNotSupported
		}
		return nil
	})
}

// guard runs f and keeps a panic in it from ending the plugin, and with it everybody's run.
func guard(doing string, f func()) {
	defer func() {
		if p := recover(); p != nil {
			logger.Error(fmt.Sprintf("%s failed, which is a mistake in this plugin: %v", doing, p))
		}
	}()
	f()
}

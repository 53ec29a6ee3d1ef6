package lint

import (
	"fmt"
	"slices"
	"time"

	"github.com/terraform-linters/tflint-plugin-sdk/logger"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/trace"
)

// runner is one Check of one module, and what the rules share in it. The host makes one for every Check and runs the
// enabled rules through it in turn, so that it needs no lock; the checks of several modules run in parallel, each with
// its own.
type runner struct {
	*host
	config config
	fixing bool // fixes are applied between one rule and the next
	strict bool // see RuleSet.Strict
	// blocks are the rules that the user's configuration or command line speaks of; nil if that isn't known.
	blocks map[string]*tflint.RuleConfig

	root   *bool
	built  bool
	model  *iam.Model
	logged map[string]bool // the problems that are in the log
	trace  *trace.Trace    // nil if nobody asks
}

func newRunner(r tflint.Runner, config config, fixing bool) *runner {
	return &runner{host: &host{Runner: r}, config: config, fixing: fixing, logged: map[string]bool{}, trace: trace.New()}
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
	r.guard("reading the configuration", func() {
		tree, readErr := terraform.Read(r.host, terraform.Options{
			Modules: r.config.Modules, Recursive: r.config.Recursive, Outline: iam.Outline, Trace: r.trace,
		})
		if readErr != nil {
			err = fmt.Errorf("reading the configuration: %w", readErr)
			return
		}
		defer r.trace.In(trace.Model)()
		r.model = iam.Build(tree)
	})
	if err != nil {
		return nil, err
	}
	r.built = true
	logger.Debug("model built", "asked", r.calls, "took", time.Since(start))
	return r.model, nil
}

// forget makes the next rule build the model anew.
func (r *runner) forget() {
	r.built, r.model = false, nil
}

// emit tells the host one issue.
func (r *runner) emit(rule tflint.Rule, i issue) error {
	defer r.trace.In(trace.Emit)()
	if i.Fix == nil {
		return r.EmitIssue(rule, i.Message, i.Range)
	}
	if r.fixing {
		// The host may rewrite the files after this rule: every range in the model is stale for the next one.
		r.forget()
	}
	return r.EmitIssueWithFix(rule, i.Message, i.Range, func(fixer tflint.Fixer) error {
		err := tflint.ErrFixNotSupported
		r.guard("fixing "+rule.Name(), func() { err = i.Fix(fixer) })
		if err != nil {
			// Any other error would end the run and lose the issues of every plugin.
			logger.Debug("not fixed: "+err.Error(), "rule", rule.Name())
			return tflint.ErrFixNotSupported
		}
		return nil
	})
}

// log says in the debug log how a rule fared. Values are evaluated when a rule asks for them, so that any rule may have
// found out what cannot be resolved.
func (r *runner) log(rule *Rule, found []issue) {
	if r.model != nil {
		for _, problem := range slices.Concat(r.model.Tree.Problems(), r.model.Problems) {
			if !r.logged[problem] {
				r.logged[problem] = true
				logger.Debug("not resolved: " + problem)
			}
		}
	}
	if err := r.trace.Write(rule.Name, len(found), r.calls); err != nil {
		logger.Error("no trace: " + err.Error())
	}
	logger.Debug("rule done", "rule", rule.Name, "issues", len(found), "asked", r.calls)
}

// guard runs f and keeps a panic in it from ending the plugin, and with it everybody's run. It reports whether f came to
// its end.
func (r *runner) guard(doing string, f func()) (ok bool) {
	if r.strict {
		f()
		return true
	}
	defer func() {
		if p := recover(); p != nil {
			logger.Error(fmt.Sprintf("%s failed, which is a mistake in this plugin: %v", doing, p))
		}
	}()
	f()
	return true
}

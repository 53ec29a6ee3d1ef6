package lint

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/credential"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// Preset is a set of rules that the plugin block can choose.
type Preset string

// The presets. Recommended is the default, and All holds every rule.
const (
	Recommended Preset = "recommended"
	All         Preset = "all"
)

// Rule is one check. It is a value without state: the checks of several modules share it and run in parallel.
type Rule struct {
	Name     string          // in snake_case, as the user writes it in a rule block and in an annotation
	Summary  string          // what it forbids, in one sentence without a final dot
	Severity tflint.Severity // the user cannot change it
	Preset   Preset          // Recommended, or All for a rule that a user must ask for

	// Options returns a pointer to a new struct that holds the defaults; nil for a rule without options. Every field
	// has an hclext tag and is optional, because a required one would make --enable-rule fail.
	Options func() any

	// Run reports what the model has against it. It asks the host nothing and changes nothing.
	Run func(*Pass)
}

// Pass is one run of one rule.
type Pass struct {
	Model *iam.Model

	options  any
	findings []Finding
}

// Finding is something wrong in the user's code.
type Finding struct {
	// Module is where Range lies; nil stands for the root module. A finding in a called module is shown at the root's
	// module block, which is the only place where the user can act on it or ignore it.
	Module *terraform.Module
	Range  hcl.Range
	// Message is one sentence without a final dot, and no place in it: the range says where.
	Message string
	// Fix repairs the code; nil for most. It applies to the root module only.
	Fix func(tflint.Fixer) error
}

// Report adds a finding. Order and repetition do not matter. Names that the user chose can hold an access key ID, which
// no message shows.
func (p *Pass) Report(f Finding) {
	f.Message = credential.MaskKeyIDs(f.Message)
	p.findings = append(p.findings, f)
}

// Options returns the rule's options, as the user configured them. T is the struct that Rule.Options points to.
func Options[T any](p *Pass) *T {
	options, ok := p.options.(*T)
	if !ok {
		panic(fmt.Sprintf("the rule's options are a %T, and it asked for a %T", p.options, options))
	}
	return options
}

// OptionNames returns the names of the rule's options, as the user writes them in the rule's block.
func (r *Rule) OptionNames() []string {
	if r.Options == nil {
		return nil
	}
	options := reflect.TypeOf(r.Options()).Elem()
	var names []string
	for i := range options.NumField() {
		name, _, _ := strings.Cut(options.Field(i).Tag.Get("hclext"), ",")
		names = append(names, name)
	}
	return names
}

// findings runs the rule.
func (r *Rule) findings(model *iam.Model, options any) []Finding {
	pass := &Pass{Model: model, options: options}
	r.Run(pass)
	return pass.findings
}

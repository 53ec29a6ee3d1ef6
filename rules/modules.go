package rules

import (
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// ownFinding reports whether a finding is a called module's own: found says that it is made in a model of that module
// alone, without what its caller passes. As with tflint's own rules, such a finding is reported when the module itself is
// linted (tflint --recursive), where it can be mended, and once, rather than at each call. It may be a module's that calls
// the one in which it stands. A module that is not part of this code, because it was installed by terraform init, is
// never linted itself, and with the option recursive = false none is.
func ownFinding(model *iam.Model, module *terraform.Module, found func(alone *iam.Model) bool) bool {
	for m := module; !m.IsRoot(); m = m.Parent() {
		if m.LintedItself() && found(model.Alone(m)) {
			return true
		}
	}
	return false
}

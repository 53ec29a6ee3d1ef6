// The TFLint ruleset plugin that finds long-term AWS access keys and says what happens if they leak.
package main

import (
	"github.com/terraform-linters/tflint-plugin-sdk/plugin"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/rules"
)

func main() {
	plugin.Serve(&plugin.ServeOpts{RuleSet: lint.NewRuleSet(rules.All)})
}

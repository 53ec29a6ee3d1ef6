// The TFLint ruleset plugin that finds long-term AWS access keys and says what happens if they leak. A person can run it
// too, with a command, to have a picture drawn of that.
package main

import (
	"os"
	"runtime/debug"

	"github.com/terraform-linters/tflint-plugin-sdk/plugin"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/graph"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/rules"
)

// A run is short and almost all that it allocates, the parsed code, lives until its end. At Go's default of 100 the
// garbage collector would take half of the time.
const gcPercent = 400

func main() {
	if len(os.Args) > 1 { // tflint gives none
		os.Exit(graph.Main(os.Args[1:], graph.System{Stdout: os.Stdout, Stderr: os.Stderr, Environ: os.Environ()}))
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	plugin.Serve(&plugin.ServeOpts{RuleSet: lint.NewRuleSet(rules.All)})
}

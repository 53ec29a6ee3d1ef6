// Package project names this plugin. It is the only place besides go.mod that knows where the repository is.
package project

import "fmt"

const (
	// Name is the label of the plugin block and the end of the binary's name: tflint-ruleset-aws-access-key.
	Name = "aws-access-key"

	// Version is the released version, without the "v" of its tag.
	Version = "0.1.0"

	// MinimumTFLint is the oldest TFLint that the plugin works with, which is the oldest that its SDK works with. The
	// workflow tests with it. It reports the same issues; --fix came with v0.47.
	MinimumTFLint = "0.46.0"

	// Repository is where the source, the releases and the documentation are.
	Repository = "github.com/seed-c912fb13/tflint-ruleset-aws-access-key"
)

// ReferenceLink returns the address of a rule's page, as it was when this version was released.
func ReferenceLink(rule string) string {
	return fmt.Sprintf("https://%s/blob/v%s/docs/rules/%s.md", Repository, Version, rule)
}

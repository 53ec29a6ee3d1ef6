package host

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
	"github.com/terraform-linters/tflint-plugin-sdk/hclext"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// Files are the texts of files by their slash-separated paths from the root module's directory.
type Files map[string]string

// Module lists the Terraform files of a directory, sorted.
func (files Files) Module(dir string) []string {
	var names []string
	for name := range files {
		if path.Dir(name) == dir && terraform.IsConfig(path.Base(name)) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Parse parses a file in the syntax that its name says.
func Parse(name, text string) (*hcl.File, hcl.Diagnostics) {
	if strings.HasSuffix(name, ".json") {
		return json.Parse([]byte(text), name)
	}
	return hclsyntax.ParseConfig([]byte(text), name, hcl.InitialPos)
}

// Evaluate evaluates an expression that refers to variables. As in tflint, all that counts of expr is its range: the text
// there is parsed anew.
func (files Files) Evaluate(expr hcl.Expression, variables map[string]cty.Value) (cty.Value, error) {
	at := expr.Range()
	text, ok := files[at.Filename]
	if !ok || at.End.Byte > len(text) {
		return cty.NilVal, fmt.Errorf("no expression at %s", at)
	}
	parsed, diags := hclext.ParseExpression([]byte(text[at.Start.Byte:at.End.Byte]), at.Filename, at.Start)
	if diags.HasErrors() {
		return cty.NilVal, diags
	}
	value, diags := parsed.Value(&hcl.EvalContext{Variables: map[string]cty.Value{"var": cty.ObjectVal(variables)}})
	if diags.HasErrors() {
		return cty.NilVal, diags
	}
	return value, nil
}

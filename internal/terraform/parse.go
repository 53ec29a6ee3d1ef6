package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
)

// parse parses a whole file in the syntax that its name says. The file is nil where nothing of it can be read.
func parse(source []byte, name string) (*hcl.File, hcl.Diagnostics) {
	if nested(source) {
		return nil, hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "nests too deep to be parsed"}}
	}
	var file *hcl.File
	var diags hcl.Diagnostics
	if strings.HasSuffix(name, ".json") {
		file, diags = json.Parse(source, name)
	} else {
		file, diags = hclsyntax.ParseConfig(source, name, hcl.InitialPos)
	}
	if file == nil || file.Body == nil {
		return nil, diags
	}
	return file, diags
}

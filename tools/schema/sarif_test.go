// Package schema holds what the project has in formats of others against their schemas.
package schema

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"
)

// TestSARIF holds what tflint prints as SARIF, the golden output of the integration tests, against the schema of SARIF
// 2.1.0 as tflint ships it. GitHub's code scanning refuses a file that is not valid.
func TestSARIF(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/terraform-linters/tflint").Output()
	if err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join(strings.TrimSpace(string(out)), "formatter", "sarif-2.1.0.json"))
	if err != nil {
		t.Fatal(err)
	}
	golden, err := txtar.ParseFile(filepath.Join("..", "..", "integration", "testdata", "formats.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range golden.Files {
		if f.Name != "sarif" {
			continue
		}
		text := string(f.Data)
		if err := validate(t, schema, text); err != nil {
			t.Error(err)
		}
		if strings.Count(text, `"ruleId"`) == 0 {
			t.Error("it has no results")
		}
		if validate(t, schema, strings.ReplaceAll(text, `"level": "error"`, `"level": "fatal"`)) == nil {
			t.Error("the schema takes a level that SARIF does not have")
		}
		return
	}
	t.Error("the golden output has no SARIF")
}

func validate(t *testing.T, schema *jsonschema.Schema, text string) error {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(value)
}

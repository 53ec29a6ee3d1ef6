package rules_test

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty/gocty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/rules"
)

const exampleConfig = "../.tflint.hcl.example"

// TestExampleConfig holds the example of a configuration against the rules: each is there, with its options and their
// defaults.
func TestExampleConfig(t *testing.T) {
	want := example(t)
	if *update {
		if err := os.WriteFile(exampleConfig, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(exampleConfig)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", exampleConfig, diff)
	}
}

func example(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	fmt.Fprintf(&b, `# Everything that can be configured, with its default. Written by make golden.

plugin %q {
  enabled = true
  version = %q
  source  = %q

  # Which rules run: "recommended", or "all" for those too that not every team wants.
  preset = %q

  # Which called modules are read: "all", "local" for those in directories of the configuration, or "none".
  modules = %q

  # Whether tflint runs with --recursive. With false, what a local module does is reported at each call of it.
  recursive = true
}
`, project.Name, project.Version, project.Repository, lint.Recommended, lint.ModulesAll)
	for _, rule := range rules.All {
		fmt.Fprintf(&b, "\n# %s.\nrule %q {\n  enabled = %t\n", rule.Summary, rule.Name, rule.Preset == lint.Recommended)
		if rule.Options != nil {
			writeDefaults(t, &b, rule.Options())
		}
		b.WriteString("}\n")
	}
	return hclwrite.Format(b.Bytes())
}

func writeDefaults(t *testing.T, b *bytes.Buffer, options any) {
	t.Helper()
	fields := reflect.ValueOf(options).Elem()
	for i := range fields.NumField() {
		name, _, _ := strings.Cut(fields.Type().Field(i).Tag.Get("hclext"), ",")
		value := fields.Field(i)
		if value.Kind() == reflect.Slice && value.IsNil() {
			value = reflect.MakeSlice(value.Type(), 0, 0)
		}
		kind, err := gocty.ImpliedType(value.Interface())
		if err != nil {
			t.Fatalf("option %s: %s", name, err)
		}
		constant, err := gocty.ToCtyValue(value.Interface(), kind)
		if err != nil {
			t.Fatalf("option %s: %s", name, err)
		}
		fmt.Fprintf(b, "  %s = %s\n", name, hclwrite.TokensForValue(constant).Bytes())
	}
}

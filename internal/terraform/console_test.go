package terraform_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// consoleFiles are what the expressions of testdata/console read, and a module that they call.
var consoleFiles = map[string]string{
	"files/a.txt":           "hello \u00e9\n",
	"files/latin1.txt":      "\xe9\n",
	"files/sub/b.md":        "b",
	"files/sub/deep/c.md":   "c",
	"files/t.tftpl":         "%{ for n in names ~}\n${n}\n%{ endfor ~}\n%{ if flag }yes%{ else }no%{ endif }\n",
	"files/one.tftpl":       "${x}",
	"files/text.tftpl":      "a $${x} %%{x} ${x}\n  ${~ x ~}\n b",
	"files/nested.tftpl":    "${upper(x)}-${templatefile(\"files/one.tftpl\", { x = x })}",
	"files/recursive.tftpl": "${templatefile(\"files/recursive.tftpl\", {})}",
	"files/policy.tftpl":    "${jsonencode({ Statement = [for a in actions : { Action = a, Resource = \"arn:aws:s3:::${bucket}/*\" }] })}",
	"child/own.txt":         "own",
	"child/main.tf": `
variable "name" { type = string }
variable "echo" { default = null }
variable "defaulted" {
  type     = string
  default  = "default"
  nullable = false
}
variable "settings" {
  type    = object({ name = string, path = optional(string, "/") })
  default = { name = "s" }
}
locals { local = "local of ${var.name}" }
module "grandchild" {
  source = "./grandchild"
  names  = [var.name, local.local]
}
output "echo" { value = var.echo }
output "name" { value = upper(var.name) }
output "object" { value = { name = var.name, list = [var.echo] } }
output "path" { value = path.module }
output "root" { value = path.root }
output "dir" { value = basename(path.module) }
output "deep" { value = module.grandchild.joined }
output "defaulted" { value = var.defaulted }
output "file" { value = file("${path.module}/own.txt") }
output "all" { value = var.settings }
`,
	"child/grandchild/main.tf": `
variable "names" { type = set(string) }
output "joined" { value = join("+", var.names) }
`,
}

// What stands for the value of an expression that has none.
const failedExpression, unknownExpression, severalValues = "<error>", "<unknown>", "<several>"

// TestConsole compares what expressions come to here with what `terraform console` says. It needs no provider.
func TestConsole(t *testing.T) {
	binary := terraformBinary(t)
	sources := map[string]string{} // of the locals, as they are written
	config := map[string]string{}  // what is beside the locals
	for _, name := range []string{"functions.tf", "language.tf"} {
		source, err := os.ReadFile(filepath.Join("testdata", "console", name))
		if err != nil {
			t.Fatal(err)
		}
		config[name] = readLocals(t, name, source, sources)
	}
	names := make([]string, 0, len(sources))
	for name := range sources {
		names = append(names, name)
	}
	slices.Sort(names)

	ours := evaluateLocals(t, names, sources, config)
	theirs := askConsole(t, binary, names, sources, config)
	for _, name := range names {
		diff := cmp.Diff(theirs[name], ours[name])
		reason := consoleDifferences[name]
		switch {
		case diff == "" && reason != "":
			t.Errorf("%s: no difference is left: %s", name, reason)
		case diff != "" && reason == "":
			t.Errorf("%s: %s (-terraform +this package):\n%s", name, sources[name], diff)
		}
	}
	t.Logf("%d expressions", len(names))
}

// TestFunctions demands that Terraform's functions are here, and that each is compared with Terraform's.
func TestFunctions(t *testing.T) {
	out, err := exec.Command(terraformBinary(t), "metadata", "functions", "-json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var metadata struct {
		Functions map[string]any `json:"function_signatures"`
	}
	if err := json.Unmarshal(out, &metadata); err != nil {
		t.Fatal(err)
	}
	compared, err := os.ReadFile(filepath.Join("testdata", "console", "functions.tf"))
	if err != nil {
		t.Fatal(err)
	}
	for name := range metadata.Functions {
		if strings.HasPrefix(name, "core::") {
			continue
		}
		_, left := leftFunctions[name]
		switch here := terraform.HasFunction(name); {
		case here && left:
			t.Errorf("%s is here after all", name)
		case !here && !left:
			t.Errorf("%s is missing", name)
		case here && !strings.Contains(string(compared), name+"("):
			t.Errorf("%s is not compared", name)
		}
	}
	if len(metadata.Functions) < 100 {
		t.Errorf("terraform has %d functions", len(metadata.Functions))
	}
}

func terraformBinary(t *testing.T) string {
	t.Helper()
	binary, err := exec.LookPath("terraform")
	if err != nil {
		t.Skip("no terraform to compare with: ", err)
	}
	t.Setenv("TF_CLI_CONFIG_FILE", os.DevNull)
	t.Setenv("CHECKPOINT_DISABLE", "1")
	return binary
}

// readLocals adds the locals of a file to sources, and returns the rest of it.
func readLocals(t *testing.T, name string, source []byte, sources map[string]string) string {
	t.Helper()
	file, diags := hclsyntax.ParseConfig(source, name, hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var rest strings.Builder
	for _, block := range file.Body.(*hclsyntax.Body).Blocks {
		if block.Type != "locals" {
			rest.Write(block.Range().SliceBytes(source))
			rest.WriteString("\n")
			continue
		}
		var given strings.Builder
		for _, attr := range block.Body.Attributes {
			if strings.HasPrefix(attr.Name, "given_") { // for others to refer to
				given.Write(attr.Range().SliceBytes(source))
				given.WriteString("\n")
				continue
			}
			if sources[attr.Name] != "" {
				t.Errorf("there are two locals %s", attr.Name)
			}
			// The end of a heredoc is a line of its own.
			sources[attr.Name] = string(attr.Expr.Range().SliceBytes(source)) + "\n"
		}
		fmt.Fprintf(&rest, "locals {\n%s}\n", given.String())
	}
	return rest.String()
}

// withLocals is the configuration with the locals, each written in some form.
func withLocals(names []string, config map[string]string, form func(name string) string) map[string]string {
	files := map[string]string{}
	for name, text := range consoleFiles {
		files[name] = text
	}
	for name, text := range config {
		files[name] = text
	}
	var b strings.Builder
	b.WriteString("locals {\n")
	for _, name := range names {
		fmt.Fprintf(&b, "  %s = %s\n", name, form(name))
	}
	b.WriteString("}\n")
	files["locals.tf"] = b.String()
	return files
}

// evaluateLocals returns the locals as JSON values, as this package evaluates them.
func evaluateLocals(t *testing.T, names []string, sources, config map[string]string) map[string]any {
	t.Helper()
	files := withLocals(names, config, func(name string) string { return "(" + sources[name] + ")" })
	tree, err := terraform.Read(hosttest.New(t, files).Runner(), terraform.Options{Modules: "all"})
	if err != nil {
		t.Fatal(err)
	}
	results := map[string]any{}
	for _, local := range tree.Root.Locals {
		if sources[local.Name] == "" {
			continue
		}
		alternatives := local.Value().Alternatives
		if len(alternatives) != 1 {
			results[local.Name] = severalValues
			continue
		}
		encoded, err := stdlib.JSONEncode(alternatives[0])
		if err != nil { // an infinite number, which Terraform can't write down either
			results[local.Name] = failedExpression
			continue
		}
		results[local.Name] = outcome(t, tree, encoded)
	}
	return results
}

func outcome(t *testing.T, tree *terraform.Tree, encoded cty.Value) any {
	t.Helper()
	if token.In(encoded.AsString()) {
		for _, ref := range tree.Refs(encoded.AsString()) {
			if ref.Failed() {
				return failedExpression
			}
		}
		return unknownExpression
	}
	return decodeJSON(t, encoded.AsString())
}

func decodeJSON(t *testing.T, s string) any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(s))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		t.Fatalf("%s in %s", err, s)
	}
	return v
}

// askConsole returns the locals as JSON values, as Terraform evaluates them. An error in one is its value.
func askConsole(t *testing.T, binary string, names []string, sources, config map[string]string) map[string]any {
	t.Helper()
	files := withLocals(names, config, func(name string) string {
		return "try(jsonencode(" + sources[name] + "), null)"
	})
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(stdin string, args ...string) string {
		cmd := exec.Command(binary, args...)
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(stdin)
		var stderr strings.Builder
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil || stderr.Len() > 0 {
			t.Fatalf("terraform %s: %v\n%s%s", args, err, out, &stderr)
		}
		return string(out)
	}
	run("", "init", "-backend=false", "-input=false", "-no-color")
	var all strings.Builder
	for _, name := range names {
		fmt.Fprintf(&all, "%s=local.%s,", name, name)
	}
	out := run("base64encode(jsonencode({"+all.String()+"}))\n", "console")
	decoded, err := base64.StdEncoding.DecodeString(strings.Trim(strings.TrimSpace(out), `"`))
	if err != nil {
		t.Fatalf("%s in %q", err, out)
	}
	var texts map[string]*string
	if err := json.Unmarshal(decoded, &texts); err != nil {
		t.Fatal(err)
	}
	results := map[string]any{}
	for name, text := range texts {
		if results[name] = failedExpression; text != nil {
			results[name] = decodeJSON(t, *text)
		}
	}
	return results
}

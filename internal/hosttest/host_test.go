package hosttest

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/terraform-linters/tflint-plugin-sdk/terraform/lang/marks"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"
	"github.com/zclconf/go-cty/cty"
)

// reference is the expression at the only place where main.tf has the text.
func reference(t *testing.T, files map[string]string, text string) hcl.Expression {
	t.Helper()
	offset := strings.Index(files["main.tf"], text)
	if offset < 0 {
		t.Fatalf("no %s in main.tf", text)
	}
	before := files["main.tf"][:offset]
	line := strings.Count(before, "\n")
	pos := hcl.Pos{Line: line + 1, Column: offset - strings.LastIndex(before, "\n"), Byte: offset}
	expr, diags := hclsyntax.ParseExpression([]byte(text), "main.tf", pos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return expr
}

func TestEvaluateVariable(t *testing.T) {
	tests := map[string]struct {
		block string
		files map[string]string
		want  cty.Value
	}{
		"default":                    {block: `default = "a"`, want: cty.StringVal("a")},
		"default of the type":        {block: "type = string\n  default = 7", want: cty.StringVal("7")},
		"default of optional fields": {block: "type = object({ a = optional(string, \"x\") })\n  default = {}", want: cty.ObjectVal(map[string]cty.Value{"a": cty.StringVal("x")})},
		"unset":                      {block: "", want: cty.DynamicVal},
		"unset of a type":            {block: "type = list(string)", want: cty.UnknownVal(cty.List(cty.String))},
		"null":                       {block: `default = null`, want: cty.NullVal(cty.DynamicPseudoType)},
		"sensitive":                  {block: "default = \"a\"\n  sensitive = true", want: cty.StringVal("a").Mark(marks.Sensitive)},
		"terraform.tfvars": {
			block: `default = "a"`,
			files: map[string]string{"terraform.tfvars": "x = \"b\"\n"},
			want:  cty.StringVal("b"),
		},
		"auto.tfvars win in the order of their names": {
			files: map[string]string{"b.auto.tfvars": "x = 2", "a.auto.tfvars.json": `{"x": 1}`, "terraform.tfvars": "x = 0"},
			want:  cty.NumberIntVal(2),
		},
		"other tfvars are not read": {
			block: `default = "a"`,
			files: map[string]string{"prod.tfvars": "x = 1", "env/a.auto.tfvars": "x = 2"},
			want:  cty.StringVal("a"),
		},
		"null given to one that is not nullable": {
			block: "default = \"a\"\n  nullable = false",
			files: map[string]string{"terraform.tfvars": "x = null"},
			want:  cty.StringVal("a"),
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"main.tf": "variable \"x\" {\n  " + tt.block + "\n}\n\noutput \"x\" {\n  value = var.x\n}\n"}
			for name, text := range tt.files {
				files[name] = text
			}
			var got cty.Value
			if err := New(t, files).Runner().EvaluateExpr(reference(t, files, "var.x"), &got, nil); err != nil {
				t.Fatal(err)
			}
			if !got.RawEquals(tt.want) {
				t.Errorf("got %#v, want %#v", got, tt.want)
			}
		})
	}
}

func TestEvaluateOtherThanVariables(t *testing.T) {
	files := map[string]string{"main.tf": "locals {\n  a = local.b\n  c = var.nowhere\n}\n"}
	for _, text := range []string{"local.b", "var.nowhere"} {
		var got cty.Value
		if err := New(t, files).Runner().EvaluateExpr(reference(t, files, text), &got, nil); err == nil {
			t.Errorf("%s is %#v", text, got)
		}
	}
}

func TestFiles(t *testing.T) {
	host := New(t, map[string]string{
		"main.tf": "locals {}\n", "a.tf.json": "{}", "note.md": "", "modules/ci/main.tf": "", ".tflint.hcl": "", "x.tfvars": "",
	})
	files, err := host.Runner().GetFiles()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 2 || files["main.tf"] == nil || files["a.tf.json"] == nil {
		t.Errorf("the root module has %v", files)
	}
	if _, err := host.Runner().GetFile("modules/ci/main.tf"); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"./main.tf", "note.md", "nowhere.tf"} {
		if _, err := host.Runner().GetFile(name); err == nil {
			t.Errorf("%s is there", name)
		}
	}
	if diff := cmp.Diff(map[string]int{"GetFiles": 1, "GetFile": 4}, host.Calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

func TestIgnored(t *testing.T) {
	tests := map[string]struct {
		file string
		text string
		line int
		want bool
	}{
		"no annotation":             {"main.tf", "a\nb\n", 2, false},
		"the line above":            {"main.tf", "# tflint-ignore: r\nb\n", 2, true},
		"the same line":             {"main.tf", "a\nb # tflint-ignore: r\n", 2, true},
		"two lines above":           {"main.tf", "# tflint-ignore: r\n#\nb\n", 3, false},
		"the line below":            {"main.tf", "a\n# tflint-ignore: r\n", 1, false},
		"a reason":                  {"main.tf", "# tflint-ignore: r # because\nb\n", 2, true},
		"a reason without its mark": {"main.tf", "# tflint-ignore: r because\nb\n", 2, false},
		"another rule":              {"main.tf", "# tflint-ignore: q\nb\n", 2, false},
		"several rules":             {"main.tf", "// tflint-ignore: q, r\nb\n", 2, true},
		"all":                       {"main.tf", "/* tflint-ignore: all */\nb\n", 2, true},
		"the file":                  {"main.tf", "# tflint-ignore-file: r\n\n\nb\n", 4, true},
		"not at the file's top":     {"main.tf", "\n# tflint-ignore-file: r\n\nb\n", 4, false},
		"JSON has the file's only":  {"a.tf.json", "{\"//\": \"tflint-ignore: r\",\n}", 2, false},
		"JSON":                      {"a.tf.json", "{\"//\": \"tflint-ignore-file: r\",\n}", 2, true},
	}
	for name, tt := range tests {
		i := Issue{Rule: "r", Range: hcl.Range{Filename: tt.file, Start: hcl.Pos{Line: tt.line}}}
		if got := ignored(tt.text, i); got != tt.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// endless is a plugin whose fix never comes to an end.
type endless struct{ tflint.DefaultRule }

func (*endless) Name() string              { return "r" }
func (*endless) Enabled() bool             { return true }
func (*endless) Severity() tflint.Severity { return tflint.ERROR }
func (e *endless) Check(r tflint.Runner) error {
	at := hcl.Range{Filename: "main.tf", Start: hcl.InitialPos, End: hcl.InitialPos}
	return r.EmitIssueWithFix(e, "a", at, func(f tflint.Fixer) error { return f.InsertTextBefore(at, "#\n") })
}

func TestFixThatNeverEnds(t *testing.T) {
	plugin := &tflint.BuiltinRuleSet{Name: "p", Rules: []tflint.Rule{&endless{}}}
	host := New(t, map[string]string{"main.tf": "locals {}\n"})
	if err := host.Check(plugin, Options{}); err != nil || len(host.Issues) != 1 {
		t.Errorf("without fixing: %v, %v", err, host.Issues)
	}
	if err := New(t, map[string]string{"main.tf": "locals {}\n"}).Check(plugin, Options{Fix: true}); err == nil {
		t.Error("it came to an end")
	}
}

func TestNotOffered(t *testing.T) {
	runner := New(t, nil).Runner()
	if _, err := runner.GetModuleContent(nil, nil); !errors.Is(err, errNotOffered) {
		t.Error(err)
	}
	var text string
	if err := runner.EvaluateExpr(hcl.StaticExpr(cty.StringVal("a"), hcl.Range{}), &text, nil); !errors.Is(err, errNotOffered) {
		t.Error(err)
	}
}

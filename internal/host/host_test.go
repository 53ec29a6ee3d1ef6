package host

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

func directory(t *testing.T, files map[string]string, environ ...string) *Directory {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d, err := Open(dir, environ)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// evaluate asks for the value of local.x in main.tf.
func evaluate(t *testing.T, d *Directory) cty.Value {
	t.Helper()
	files, err := d.GetFiles()
	if err != nil {
		t.Fatal(err)
	}
	content, _, _ := files["main.tf"].Body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "locals"}}})
	attributes, _ := content.Blocks[0].Body.JustAttributes()
	if attributes["x"] == nil {
		t.Fatal("no local.x")
	}
	var value cty.Value
	if err := d.EvaluateExpr(attributes["x"].Expr, &value, nil); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestVariables(t *testing.T) {
	code := func(block string) string {
		return "variable \"x\" {\n" + block + "\n}\nlocals {\n  x = var.x\n}\n"
	}
	for name, tt := range map[string]struct {
		files   map[string]string
		environ []string
		want    cty.Value
	}{
		"default":                          {map[string]string{"main.tf": code(`default = "a"`)}, nil, cty.StringVal("a")},
		"the environment before a default": {map[string]string{"main.tf": code(`default = "a"`)}, []string{"TF_VAR_x=b"}, cty.StringVal("b")},
		"a file before the environment":    {map[string]string{"main.tf": code(""), "terraform.tfvars": `x = "c"`}, []string{"TF_VAR_x=b"}, cty.StringVal("c")},
		"a number from the environment":    {map[string]string{"main.tf": code("type = number")}, []string{"TF_VAR_x=7"}, cty.NumberIntVal(7)},
		"a list from the environment":      {map[string]string{"main.tf": code("type = list(string)")}, []string{`TF_VAR_x=["a"]`}, cty.ListVal([]cty.Value{cty.StringVal("a")})},
		"terraform.tfvars.json":            {map[string]string{"main.tf": code(""), "terraform.tfvars.json": `{"x": "d"}`, "terraform.tfvars": `x = "c"`}, nil, cty.StringVal("d")},
		"neither":                          {map[string]string{"main.tf": code("type = string")}, []string{"TF_VAR_y=1", "x=2"}, cty.UnknownVal(cty.String)},
		"a mistake in another's value": {
			map[string]string{"main.tf": code(`default = "a"`), "b.tf": "variable \"y\" {\n  type = number\n  default = \"no\"\n}\n"}, nil, cty.StringVal("a"),
		},
		"a mistake in the environment": {map[string]string{"main.tf": code("type = list(string)")}, []string{"TF_VAR_x=["}, cty.UnknownVal(cty.List(cty.String))},
	} {
		if got := evaluate(t, directory(t, tt.files, tt.environ...)); !got.RawEquals(tt.want) {
			t.Errorf("%s: %#v, want %#v", name, got, tt.want)
		}
	}
}

func TestProblems(t *testing.T) {
	d := directory(t, map[string]string{"main.tf": "locals {\n  x = var.x\n}\nvariable \"x\" {\n  default = 1\n}\n", "broken.tf": "resource {", "a.auto.tfvars": "y = ="})
	if err := os.Mkdir(filepath.Join(d.path, "dir.tf"), 0o755); err != nil {
		t.Fatal(err)
	}
	if got := evaluate(t, d); !got.RawEquals(cty.NumberIntVal(1)) {
		t.Errorf("%#v", got)
	}
	for _, want := range []string{"broken.tf", "a.auto.tfvars"} {
		if !slices.ContainsFunc(d.Problems, func(p string) bool { return strings.Contains(p, want) && !strings.Contains(p, d.path) }) {
			t.Errorf("nothing about %s in %q", want, d.Problems)
		}
	}
}

func TestOpen(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "nowhere"), nil); err == nil {
		t.Error("a directory that is not there is opened")
	}
	if d := directory(t, map[string]string{"README.md": "", ".hidden.tf": "", "x.tfvars": ""}); !d.Empty() {
		t.Error("there is no code, and it is not empty")
	}
	if d := directory(t, map[string]string{"a.tf.json": "{}"}); d.Empty() {
		t.Error("JSON is code")
	}
}

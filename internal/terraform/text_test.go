package terraform_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// all wants every file and every stretch of code.
func all([]byte) bool { return true }

// mark wants what speaks of MARK, and so keeps the code between the strings out of the tests below.
func mark(source []byte) bool { return strings.Contains(string(source), "MARK") }

// describe is a text on one line: where it is, whose it is, what it is called, and what it says.
func describe(t *terraform.Text) string {
	line := fmt.Sprintf(`%s:%d %s %s "%s" = %s`, t.Range.Filename, t.Range.Start.Line, t.Addr, strings.Join(t.Path, "."), t.Name, t.Value)
	return strings.NewReplacer("\n", "|", token.Text(0), "*").Replace(line)
}

func describeAll(texts []*terraform.Text) []string {
	var lines []string
	for _, t := range texts {
		lines = append(lines, describe(t))
	}
	return lines
}

func TestTexts(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{
			name: "what a text is called",
			files: map[string]string{"main.tf": `
variable "secret" { default = "MARK" }
locals {
  a = "b"
  c = { d = ["e", "f"], "g" = { h = "i" } }
}
output "o" { value = "p" }
resource "aws_ssm_parameter" "s" {
  name  = "/x/${var.secret}/y"
  value = "z"
}
resource "aws_ssm_parameter" "t" {
  value = "z"
}
provider "aws" {
  alias = "west"
}
module "m" {
  source = "./nowhere"
}
`},
			want: []string{
				`main.tf:2 var.secret default "secret" = MARK`,
				`main.tf:4 local.a a "a" = b`,
				`main.tf:5 local.c c.d "d" = e`,
				`main.tf:5 local.c c.d "d" = f`,
				`main.tf:5 local.c c "" = g`,
				`main.tf:5 local.c c.g.h "h" = i`,
				`main.tf:7 output.o value "o" = p`,
				`main.tf:9 aws_ssm_parameter.s name "name" = /x/*/y`,
				`main.tf:10 aws_ssm_parameter.s value "/x/*/y" = z`,
				`main.tf:13 aws_ssm_parameter.t value "t" = z`,
				`main.tf:16 provider.aws.west alias "alias" = west`,
				`main.tf:19 module.m source "source" = ./nowhere`,
			},
		},
		{
			name: "pairs of a name and a value",
			files: map[string]string{"main.tf": `
resource "aws_codebuild_project" "p" {
  environment {
    environment_variable {
      name  = "MARK"
      value = "v"
    }
  }
  dynamic "setting" {
    for_each = { k = "w" }
    content {
      value = "x${"inner"}"
    }
  }
  definitions = jsonencode([{ environment = [{ name = "N", value = "n" }] }])
}
`},
			want: []string{
				`main.tf:5 aws_codebuild_project.p environment.environment_variable.name "name" = MARK`,
				`main.tf:6 aws_codebuild_project.p environment.environment_variable.value "MARK" = v`,
				`main.tf:10 aws_codebuild_project.p setting.for_each.k "k" = w`,
				`main.tf:12 aws_codebuild_project.p setting.value "p" = x*`,
				`main.tf:12 aws_codebuild_project.p setting.value "p" = inner`,
				`main.tf:15 aws_codebuild_project.p definitions.environment.name "name" = N`,
				`main.tf:15 aws_codebuild_project.p definitions.environment.value "N" = n`,
			},
		},
		{
			name: "expressions of every kind",
			files: map[string]string{"main.tf": `
locals {
  a = true ? "MARK" : "no"
  b = [for x in ["in"] : "out" if x != "cond"]
  c = { for x in ["in"] : "key" => "val" }
  d = { i = "j" }["i"]
  e = ("paren")
  f = <<-EOT
    one
      two ${local.a}
  EOT
  g = "%{ if true }yes%{ endif }"
  h = ["s"][*]
  i = "escaped A\n"
  j = !("x" == "y")
}
`},
			want: []string{
				`main.tf:3 local.a a "a" = MARK`,
				`main.tf:3 local.a a "a" = no`,
				`main.tf:4 local.b b "b" = in`,
				`main.tf:4 local.b b "b" = out`,
				`main.tf:5 local.c c "c" = in`,
				`main.tf:5 local.c c "c" = key`,
				`main.tf:5 local.c c "c" = val`,
				`main.tf:6 local.d d.i "i" = j`,
				`main.tf:7 local.e e "e" = paren`,
				`main.tf:8 local.f f "f" = one|  two *|`,
				`main.tf:12 local.g g "g" = *`,
				`main.tf:12 local.g g "g" = yes`,
				`main.tf:13 local.h h "h" = s`,
				`main.tf:14 local.i i "i" = escaped A|`,
				`main.tf:15 local.j j "j" = x`,
				`main.tf:15 local.j j "j" = y`,
			},
		},
		{
			name: "comments",
			files: map[string]string{"main.tf": `# MARK before
resource "a" "b" {
  c = "d" // MARK in
}
# MARK after
`},
			want: []string{
				`main.tf:1   "" = # MARK before|`,
				`main.tf:3 a.b c "c" = d`,
				`main.tf:3 a.b  "" =  // MARK in|}`,
				`main.tf:4   "" = |# MARK after|`,
			},
		},
		{
			name: "JSON syntax",
			files: map[string]string{"main.tf.json": `{
  "//": "MARK",
  "locals": { "l": { "m": "n" } },
  "variable": { "v": { "default": "d" } },
  "resource": { "a": { "b": [{ "env": [{ "name": "N", "value": "${x}" }] }] } }
}`},
			want: []string{
				"main.tf.json:1   \"\" = {|  \"//\": \"MARK\",|  \"locals\": { \"l\": ",
				`main.tf.json:3 local.l l "" = m`,
				`main.tf.json:3 local.l l.m "m" = n`,
				`main.tf.json:4 var.v  "" = default`,
				`main.tf.json:4 var.v default "v" = d`,
				`main.tf.json:5 a.b  "" = env`,
				`main.tf.json:5 a.b env "" = name`,
				`main.tf.json:5 a.b env.name "name" = N`,
				`main.tf.json:5 a.b env "" = value`,
				`main.tf.json:5 a.b env.value "N" = ${x}`,
			},
		},
		{
			name: "value files",
			files: map[string]string{
				"main.tf":                "",
				"terraform.tfvars":       "a = \"MARK\"\nb = { c = \"d\" }\n",
				"e.auto.tfvars.json":     `{"f": {"g": "MARK"}}`,
				"env/prod/eu.tfvars":     `h = "MARK"`,
				"a/b/c/d/deep.tfvars":    `i = "MARK"`,
				"module/main.tf":         "",
				"module/x.tfvars":        `j = "MARK"`,
				"module/below/x.tfvars":  `k = "MARK"`,
				".hidden/x.tfvars":       `l = "MARK"`,
				"quiet.tfvars":           `m = "n"`,
				"broken.tfvars":          "o = \"MARK\"\np = {\n",
				"prod.tfvars/not_a_file": "",
			},
			want: []string{
				`broken.tfvars:1 var.o o "o" = MARK`,
				`e.auto.tfvars.json:1 var.f f "" = g`,
				`e.auto.tfvars.json:1 var.f f.g "g" = MARK`,
				`terraform.tfvars:1 var.a a "a" = MARK`,
				`terraform.tfvars:2 var.b b.c "c" = d`,
				`env/prod/eu.tfvars:1 var.h h "h" = MARK`,
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := describeAll(read(t, test.files).Root.Texts(mark))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("texts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestGroups demands that what belongs together is in one group and nothing else is.
func TestGroups(t *testing.T) {
	tree := read(t, map[string]string{"main.tf": `
locals {
  a1 = "a"
  a2 = "a"
  o1 = { x = "b", y = ["b", "b"] }
  o2 = [{ x = "c" }, { x = "d" }]
  o3 = [{ name = "a", value = "a" }, { name = "a", value = "a" }]
}
resource "r" "r" {
  x = "e"
  y = "e"
  nested {
    z = "f"
  }
  pair {
    name  = "e"
    value = "e"
  }
}
`})
	byLetter, byGroup := map[string]int{}, map[int]string{}
	for _, text := range tree.Root.Texts(all) {
		if text.Kind == terraform.CodeText {
			continue
		}
		if group, ok := byLetter[text.Value]; ok && group != text.Group {
			t.Errorf("%s is not in the group of its like", describe(text))
		}
		if letter, ok := byGroup[text.Group]; ok && letter != text.Value {
			t.Errorf("%s is in the group of %s", describe(text), letter)
		}
		byLetter[text.Value], byGroup[text.Group] = text.Group, text.Value
	}
	if len(byLetter) != 6 {
		t.Errorf("%d groups, want 6", len(byLetter))
	}
}

func TestLocator(t *testing.T) {
	tree := read(t, map[string]string{"main.tf": "locals {\n  a = <<EOT\n  é key é\nkey\nEOT\n  b = \"x\\u0041y\"\n}\n"})
	texts := tree.Root.Texts(func(source []byte) bool { return strings.Contains(string(source), "locals {\n  a = <<") })
	heredoc, escaped := texts[len(texts)-2], texts[len(texts)-1]
	locate := heredoc.Locator()
	var got []string
	for range 3 {
		got = append(got, locate("key").String())
	}
	got = append(got, escaped.Locator()("xAy").String())
	want := []string{"main.tf:3,5-8", "main.tf:4,1-4", heredoc.Range.String(), escaped.Range.String()}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
	line, above := heredoc.Lines(hcl.Range{Start: hcl.Pos{Byte: strings.Index("locals {\n  a = <<EOT\n  é key é\nkey", "key")}})
	if line != "  é key é" || above != "  a = <<EOT" {
		t.Errorf("lines %q and %q", line, above)
	}
}

func TestFileTexts(t *testing.T) {
	tree := read(t, map[string]string{
		"main.tf": `
variable "stage" { default = "prod" }
resource "aws_instance" "a" {
  for_each  = toset(["x"])
  user_data = base64encode(templatefile("${path.module}/files/${each.key}.sh", { z = 1 }))
}
resource "aws_instance" "b" {
  user_data = file("files/x.sh")
  tags      = { for f in ["files/x.sh"] : f => file(f) }
  arn       = file(aws_instance.a["x"].id)
}
locals { c = filebase64("${var.stage}.txt") }
module "m" {
  source = "./m"
  script = file("quiet.txt")
}
`,
		"files/x.sh": "MARK ${z}",
		"prod.txt":   "MARK",
		"quiet.txt":  "nothing",
		"m/main.tf":  `locals { d = file("${path.module}/n.txt") }`,
		"m/n.txt":    "MARK",
	})
	var got []string
	for _, text := range tree.Root.FileTexts(mark) {
		got = append(got, fmt.Sprintf("%s reads %s: %s", text.Addr, text.File, text.Value))
	}
	want := []string{
		"local.c reads prod.txt: MARK",
		"aws_instance.a reads files/x.sh: MARK ${z}",
		"aws_instance.b reads files/x.sh: MARK ${z}",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestUsedTexts(t *testing.T) {
	tree := read(t, map[string]string{"main.tf": `
locals {
  a = "MARK"
  b = { c = local.a }
  d = "other"
}
resource "aws_lambda_function" "f" {
  environment {
    variables = { KEY = local.b.c }
  }
}
resource "aws_codebuild_project" "p" {
  environment {
    environment_variable {
      name  = "NAME"
      value = local.a
    }
  }
}
resource "aws_lambda_function" "g" {
  environment {
    variables = { KEY = local.d }
  }
}
resource "aws_sns_topic" "own" { display_name = join("", ["x", "y"]) }
output "o" { value = "${local.a}!" }
module "m" {
  source = "example.com/m"
  key    = local.a
}
`})
	got := describeAll(tree.Root.UsedTexts(map[string]bool{"local.a": true, "aws_sns_topic.own": true}))
	want := []string{
		`main.tf:9 aws_lambda_function.f environment.variables.KEY "KEY" = MARK`,
		`main.tf:15 aws_codebuild_project.p environment.environment_variable.name "name" = NAME`,
		`main.tf:16 aws_codebuild_project.p environment.environment_variable.value "NAME" = MARK`,
		`main.tf:25 aws_sns_topic.own display_name "display_name" = xy`,
		`main.tf:29 module.m key "key" = MARK`,
		`main.tf:26 output.o value "o" = MARK!`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("uses (-want +got):\n%s", diff)
	}
}

// TestAssignedOrigins follows a reference into the value files, which the modules below and a module by itself don't have.
func TestAssignedOrigins(t *testing.T) {
	tree := read(t, map[string]string{
		"main.tf": `
variable "aws" { default = { (var.other) = "none", key = "default" } }
variable "other" {}
provider "aws" { access_key = var.aws.key }
module "m" { source = "./m" }
`,
		"terraform.tfvars": `aws = { key = "assigned" }`,
		"m/main.tf": `
variable "aws" { default = { key = "own" } }
provider "aws" { access_key = var.aws.key }
`,
		"m/terraform.tfvars": `aws = { key = "not read" }`,
	})
	describe := func(m *terraform.Module) []string {
		var got []string
		for _, o := range m.Providers[0].Origins("access_key") {
			got = append(got, fmt.Sprintf("%s %t %s", o.Range, o.Assigned, o.Text))
		}
		return got
	}
	child := tree.Root.Calls[0].Modules()[0]
	for _, test := range []struct {
		name   string
		module *terraform.Module
		want   []string
	}{
		{"root", tree.Root, []string{"main.tf:2,58-67 false default", "terraform.tfvars:1,15-25 true assigned"}},
		{"child", child, []string{"m/main.tf:2,36-41 false own"}},
		{"alone", tree.Alone(child).Root, []string{"m/main.tf:2,36-41 false own"}},
	} {
		if diff := cmp.Diff(test.want, describe(test.module)); diff != "" {
			t.Errorf("%s: origins (-want +got):\n%s", test.name, diff)
		}
	}
	line, above := tree.Root.ValueLines(hcl.Range{Filename: "terraform.tfvars"})
	if line != `aws = { key = "assigned" }` || above != "" {
		t.Errorf("lines %q and %q", line, above)
	}
}

func TestPluginArguments(t *testing.T) {
	tests := []struct {
		name, file, config string
		want               []string
	}{
		{"native", ".tflint.hcl", "plugin \"aws\" {\n  key = \"x\"\n  on = true\n}\nrule \"r\" {\n  y = \"z\"\n}\n", []string{"aws key x .tflint.hcl:2,9-12"}},
		{"JSON", ".tflint.json", `{"plugin": {"aws": {"key": "x"}}}`, []string{"aws key x .tflint.json:1,28-31"}},
		{"broken", ".tflint.hcl", "plugin \"aws\" {\n  key = \"x\"\n  on = \n", []string{"aws key x .tflint.hcl:2,9-12"}},
		{"absent", "README.md", "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, a := range read(t, map[string]string{"main.tf": "", test.file: test.config}).PluginArguments() {
				got = append(got, fmt.Sprintf("%s %s %s %s", a.Plugin, a.Name, a.Text, a.Range))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("arguments (-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzTexts demands that texts lie in their files, in order, and that nothing panics.
func FuzzTexts(f *testing.F) {
	f.Add("locals {\n  a = \"b${c}\" # d\n}\n")
	f.Add("resource \"a\" \"b\" {\n  c = <<EOT\nd\nEOT\n}\n")
	f.Add("x {\n  a = { b = [\"c\"] }")
	f.Fuzz(func(t *testing.T, source string) {
		tree, err := terraform.Read(hosttest.New(t, map[string]string{"main.tf": source}).Runner(), terraform.Options{Modules: "none"})
		if err != nil {
			t.Skip()
		}
		previous := 0
		for _, text := range tree.Root.Texts(all) {
			start, end := text.Range.Start.Byte, text.Range.End.Byte
			if start < previous || end < start || end > len(source) {
				t.Errorf("%d-%d after %d in %d bytes", start, end, previous, len(source))
			}
			previous = start
			text.Locator()("a")
			text.Lines(text.Range)
		}
	})
}

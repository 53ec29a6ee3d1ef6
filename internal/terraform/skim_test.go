package terraform

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// skimSeeds are code in which it isn't easy to see where things end.
var skimSeeds = []string{
	"",
	"resource \"a\" \"b\" {}\n",
	"resource a b {\n  c = 1\n}\nlocals {\n}",
	"# {\n// {\n/* { \n */\nlocals { # }\n  a = 1 /* } */ # }\n  b = 2 // }\n}\n",
	"locals {\n  a = \"}\"\n  b = \"${\"}\"}\"\n  c = \"$${\"\n  d = \"%%{\"\n  e = \"\\\"}\"\n  f = \"${[for x in { a = \"}\" } : x][0]}\"\n}\n",
	"locals {\n  a = <<EOT\n}\n${\"}\"}\n  EOT no\nEOT\n  b = <<-E-T\n    { ${<<X\n}\nX\n}\n    E-T\n}\n",
	"locals {\n  a = <<EOT\n${x}EOT\n$EOT\nEOT\n}\n",
	"locals {\n  a = { b = [\n    1, (2\n  )] }\n  c = a ? b :\n    d\n}\n",
	"locals {\n  a = foo(<<EOT\n}\nEOT\n  )\n}\n",
	"locals {\r\n  a = 1\r\n  b = <<EOT\r\nx\r\nEOT\r\n}\r\n",
	"variable \"x\" { type = string }\n  output  \"y\"  {\n\tvalue = var.x\n}\n",
	"/* ü */ locals {\n}\nlocals {\n  ü = \"ü\"\n  /* ü */ a = 1\n}\n",
	"resource \"${x}\" \"b\" {\n}\n",
	"terraform {\n  backend \"s3\" {\n    key = \"}\"\n  }\n  required_version = \"1\"\n}\n",
	"locals {\n  a = 1 # one\n  b = \"%{if x ~}}%{endif}\"\n  c = \"a$\"\n  d = \"a%\"\n}",
	"locals {\n  a = aws_iam_user.ci.name\n  b = \"plain\"\n  c = var.x\n  d = \"\"\n  e = null\n  f = a.b[0].c\n  g = a.*.b\n  h = true.x\n  i = a.0\n}\n",
}

func TestSkim(t *testing.T) {
	for _, seed := range skimSeeds {
		sameAsHCL(t, seed)
	}
}

// What can't be told apart without knowing more is left to HCL.
func TestSkimIsUnsure(t *testing.T) {
	for _, code := range []string{
		"\xef\xbb\xbflocals {\n}\n", "/* ü */ locals {\n}\n", "a = 1\n", "locals {\n", "locals {\n}}\n", "locals {\n} locals {\n}\n", "resource \"a\\\"b\" {\n}\n",
		"locals {\n  a = \"\n\"\n}\n", "locals {\n  a = <<EOT\n}\n", "locals {\n  a = [}\n}\n", "/* locals {\n}\n", "ü {\n}\n",
		"locals {\n  a = " + strings.Repeat("[", 2*maxSkimmed) + strings.Repeat("]", 2*maxSkimmed) + "\n}\n",
	} {
		if _, ok := skimFile([]byte(code)); ok {
			t.Errorf("sure of %q", code)
		}
	}
}

func FuzzSkim(f *testing.F) {
	for _, seed := range skimSeeds {
		f.Add(seed)
	}
	f.Fuzz(sameAsHCL)
}

// sameAsHCL fails where HCL accepts code and finds other blocks or arguments in it than the skimmer, which may be unsure.
func sameAsHCL(t *testing.T, code string) {
	source := []byte(code)
	file, diags := hclsyntax.ParseConfig(source, "main.tf", hcl.InitialPos)
	skimmed, ok := skimFile(source)
	if diags.HasErrors() || !ok {
		return
	}
	want := file.Body.(*hclsyntax.Body).Blocks
	if len(skimmed) != len(want) {
		t.Fatalf("%d blocks instead of %d in %q", len(skimmed), len(want), code)
	}
	for i, block := range newCodeFile(newEvaluator(nil), "main.tf", source).blocks {
		if block.blockType != want[i].Type || !slices.Equal(block.labels, want[i].Labels) {
			t.Errorf("%s %q instead of %s %q", block.blockType, block.labels, want[i].Type, want[i].Labels)
		}
		if block.header != want[i].DefRange() {
			t.Errorf("header at %#v instead of %#v in %q", block.header, want[i].DefRange(), code)
		}
		if start, end := want[i].Range().Start.Byte, want[i].Range().End.Byte; block.body.start != start || block.body.end != end {
			t.Errorf("block at %d-%d instead of %d-%d in %q", block.body.start, block.body.end, start, end, code)
		}
		piece, diags := parsePiece(block.body.source(), "main.tf", want[i].TypeRange.Start)
		if diags.HasErrors() || len(piece.Blocks) != 1 || !reflect.DeepEqual(piece.Blocks[0], want[i]) {
			t.Errorf("block %d of %q is another when it is parsed alone: %v", i, code, diags)
		}
		items, ok := skimBody(source, skimmed[i])
		if !ok {
			continue
		}
		if len(items) != len(want[i].Body.Attributes) {
			t.Errorf("%d arguments instead of %d in %q", len(items), len(want[i].Body.Attributes), code)
		}
		for name, attr := range want[i].Body.Attributes {
			got := parseItem(source, "main.tf", items[name])
			if got == nil || !reflect.DeepEqual(got, attr) {
				t.Errorf("argument %s of %q is another when it is parsed alone", name, code)
			}
		}
	}
}

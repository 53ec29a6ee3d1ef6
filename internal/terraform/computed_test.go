package terraform_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

func TestComputed(t *testing.T) {
	const context = `
variable "unset" {}
resource "aws_s3_bucket" "b" {}
`
	cases := []struct{ name, block, attr, want string }{
		{"block of vars", "template_file\" \"x\" {\n template = \"$${bucket}/*\"\n vars {\n bucket = aws_s3_bucket.b.arn\n }\n}", "rendered", "<aws_s3_bucket.b.arn>/*"},
		{"argument of vars", "template_file\" \"x\" {\n template = file(\"x.tpl\")\n vars = { bucket = \"b\" }\n}", "rendered", "in b"},
		{"no vars", "template_file\" \"x\" {\n template = \"plain $$${x}\"\n}", "rendered", "plain ${x}"},
		{"two outcomes", "template_file\" \"x\" {\n template = \"$${a}\"\n vars = { a = var.unset ? \"y\" : \"n\" }\n}", "rendered", "y | n"},
		{"count", "template_file\" \"x\" {\n count = 1\n template = \"$${n}\"\n vars = { n = count.index }\n}", "rendered", "0"},
		{"unknown template", "template_file\" \"x\" {\n template = var.unset\n}", "rendered", "<var.unset>"},
		{"missing file", "template_file\" \"x\" {\n template = file(\"none.tpl\")\n}", "rendered", "<file(\"none.tpl\")>"},
		{"broken template", "template_file\" \"x\" {\n template = \"$${\"\n}", "rendered", "<case.tf:2,13-18>"},
		{"vars of the wrong type", "template_file\" \"x\" {\n template = \"a\"\n vars = [\"b\"]\n}", "rendered", "<case.tf:2,13-16>"},
		{"other attribute", "template_file\" \"x\" {\n template = \"a\"\n}", "id", ""},
		{"local file", "local_file\" \"x\" {\n filename = \"${path.module}/x.tpl\"\n}", "content", "in ${bucket}"},
		{"missing local file", "local_file\" \"x\" {\n filename = \"none\"\n}", "content", "<case.tf:2,13-19>"},
		{"unknown local file", "local_file\" \"x\" {\n filename = var.unset\n}", "content", "<var.unset>"},
		{"other data source", "external\" \"x\" {\n program = [\"a\"]\n}", "rendered", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			tree := read(t, map[string]string{
				"context.tf": context, "x.tpl": "in ${bucket}", "case.tf": "data \"" + c.block + "\n",
			})
			kind, _, _ := strings.Cut(c.block, "\"")
			value := tree.Root.Resource(terraform.Data, kind, "x").Instances()[0].Computed(c.attr)
			var got []string
			for _, v := range value.Alternatives {
				got = append(got, show(tree, v))
			}
			if diff := cmp.Diff(c.want, strings.Join(got, " | ")); diff != "" {
				t.Errorf("%s\n%s", diff, strings.Join(tree.Problems(), "\n"))
			}
		})
	}
}

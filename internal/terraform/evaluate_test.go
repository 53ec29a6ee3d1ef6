package terraform_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

func read(t *testing.T, files map[string]string) *terraform.Tree {
	t.Helper()
	tree, err := terraform.Read(hosttest.New(t, files).Runner(), terraform.Options{Modules: "all"})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// show writes a value as text, with <what a token stands for> in the place of tokens.
func show(tree *terraform.Tree, v cty.Value) string {
	switch {
	case v.IsNull():
		return "null"
	case v.Type() == cty.String:
		var b strings.Builder
		for _, part := range token.Split(v.AsString()) {
			if !part.Token {
				b.WriteString(part.Text)
				continue
			}
			ref := tree.Ref(part.Text)
			if ref == nil {
				b.WriteString("<?>")
			} else if ref.Instance != nil {
				fmt.Fprintf(&b, "<%s.%s>", ref.Instance.Resource.Addr(), ref.Attr())
			} else {
				fmt.Fprintf(&b, "<%s>", ref.Source)
			}
		}
		return b.String()
	case v.CanIterateElements():
		var parts []string
		for it := v.ElementIterator(); it.Next(); {
			k, element := it.Element()
			part := show(tree, element)
			if v.Type().IsMapType() || v.Type().IsObjectType() {
				part = show(tree, k) + "=" + part
			}
			parts = append(parts, part)
		}
		return "[" + strings.Join(parts, ",") + "]"
	case v.Type() == cty.Bool:
		return fmt.Sprint(v.True())
	}
	return v.AsBigFloat().Text('f', -1)
}

// context is what the expressions below refer to.
const context = `
variable "unset" {}
variable "region" { default = "eu-west-1" }
variable "names" { default = ["ann", "bob"] }
variable "settings" {
  type = object({ name = string, path = optional(string, "/ci/"), tags = optional(map(string)) })
  default = { name = "x" }
}
variable "secret" {
  default   = "hidden"
  sensitive = true
}
locals {
  name   = "ci-${var.region}"
  doc    = jsonencode({ Statement = [local.one] })
  one    = { Action = "*", Resource = "${aws_s3_bucket.b.arn}/*" }
  itself = local.itself
  ping   = local.pong
  pong   = local.ping
  broken = file("missing.json")
  choice = var.unset ? "a" : "b"
}
data "aws_partition" "current" {}
resource "aws_s3_bucket" "b" {}
resource "aws_iam_user" "one" {}
resource "aws_iam_user" "two" { count = 2 }
resource "aws_iam_user" "none" { count = 0 }
resource "aws_iam_user" "sole" { count = 1 }
resource "aws_iam_user" "each" { for_each = toset(var.names) }
resource "aws_iam_user" "some" { count = var.unset }
resource "aws_iam_user" "any" { for_each = var.unset }
resource "aws_iam_user" "chained" {
  for_each = aws_iam_user.each
  name     = each.value.name
}
resource "aws_iam_user" "loop" { count = length(aws_iam_user.loop) }
`

func TestEvaluate(t *testing.T) {
	cases := []struct{ expr, want string }{
		// values
		{`"a-${var.region}"`, "a-eu-west-1"},
		{`local.name`, "ci-eu-west-1"},
		{`var.unset`, "<var.unset>"},
		{`var.secret`, "hidden"},
		{`var.settings.path`, "/ci/"},
		{`var.settings.tags`, "null"},
		{`path.module`, "."},
		{`terraform.workspace`, "<terraform.workspace>"},
		// resources
		{`aws_iam_user.one.name`, "<aws_iam_user.one.name>"},
		{`"${aws_iam_user.one.name}"`, "<aws_iam_user.one.name>"},
		{`aws_iam_user.two[1].name`, "<aws_iam_user.two.name>"},
		{`aws_iam_user.two.*.name`, "[<aws_iam_user.two.name>,<aws_iam_user.two.name>]"},
		{`aws_iam_user.two[*].name[0]`, "[<aws_iam_user.two.name.0>,<aws_iam_user.two.name.0>]"}, // HCL indexes each name
		{`aws_iam_user.two.*.name[0]`, "<aws_iam_user.two.name>"},
		{`element(aws_iam_user.two.*.name, 3)`, "<aws_iam_user.two.name>"},
		{`element(aws_iam_user.some.*.name, count.index)`, "<aws_iam_user.some.name>"},
		{`join("", aws_iam_user.none.*.name)`, ""},
		{`one(aws_iam_user.none[*].name)`, "null"},
		{`try(aws_iam_user.none[0].name, "fallback")`, "fallback"},
		{`can(aws_iam_user.none[0].name)`, "false"},
		{`can(aws_iam_user.two[0].name)`, "<can(aws_iam_user.two[0].name)>"},
		{`aws_iam_user.each["ann"].name`, "<aws_iam_user.each.name>"},
		{`[for u in aws_iam_user.each : u.name]`, "[<aws_iam_user.each.name>,<aws_iam_user.each.name>]"},
		{`{ for k, u in aws_iam_user.each : k => u.arn }`, "[ann=<aws_iam_user.each.arn>,bob=<aws_iam_user.each.arn>]"},
		{`values(aws_iam_user.each)[*].name`, "[<aws_iam_user.each.name>,<aws_iam_user.each.name>]"},
		{`keys(aws_iam_user.each)`, "[ann,bob]"},
		{`length(aws_iam_user.each)`, "2"},
		{`aws_iam_user.chained["bob"].name`, "<aws_iam_user.chained.name>"},
		{`aws_iam_user.one[0].name`, "<aws_iam_user.one.name>"},
		{`aws_iam_user.one.tags["Owner"]`, "<aws_iam_user.one.tags.Owner>"},
		{`aws_iam_user.sole.name`, "<aws_iam_user.sole.name>"},
		{`aws_iam_user.two.name`, "<case.tf:1,31-52>"},
		{`aws_iam_user.some.name`, "<aws_iam_user.some.name>"},
		// count and for_each unknown: one instance stands for all
		{`aws_iam_user.some[0].name`, "<aws_iam_user.some.name>"},
		{`aws_iam_user.some[3].name`, "<aws_iam_user.some.name>"},
		{`aws_iam_user.any["x"].name`, "<aws_iam_user.any.name>"},
		{`aws_iam_user.any[var.unset].name`, "<aws_iam_user.any.name>"},
		{`[for u in aws_iam_user.any : u.name]`, "[<aws_iam_user.any.name>]"},
		{`length(aws_iam_user.some)`, "<length(aws_iam_user.some)>"},
		// what is unknown leaves the rest readable
		{`jsonencode({ Statement = [{ Action = "*", Resource = "${aws_s3_bucket.b.arn}/*" }] })`,
			`{"Statement":[{"Action":"*","Resource":"<aws_s3_bucket.b.arn>/*"}]}`},
		{`local.doc`, `{"Statement":[{"Action":"*","Resource":"<aws_s3_bucket.b.arn>/*"}]}`},
		{`"arn:${data.aws_partition.current.partition}:iam::aws:policy/AdministratorAccess"`,
			"arn:<data.aws_partition.current.partition>:iam::aws:policy/AdministratorAccess"},
		{`jsonencode({ a = local.nope, b = "x" })`, `{"a":"<local.nope>","b":"x"}`},
		{`jsonencode({ a = unheard_of(1), b = "x" })`, `{"a":"<unheard_of(1)>","b":"x"}`},
		{`merge({ a = "1" }, { b = var.unset })`, "[a=1,b=<var.unset>]"},
		{`concat(["a"], [var.unset])`, "[a,<var.unset>]"},
		{`concat(["a"], aws_iam_user.two[*].name)`, "[a,<aws_iam_user.two.name>,<aws_iam_user.two.name>]"},
		{`flatten(["a", [var.unset, ["b"]]])`, "[a,<var.unset>,b]"},
		{`format("%s/%s", aws_iam_user.one.name, "x")`, "<aws_iam_user.one.name>/x"},
		{`upper("a${aws_iam_user.one.name}")`, "A<aws_iam_user.one.name>"},
		{`coalesce("", var.unset)`, "<var.unset>"},
		{`lookup({ a = "b" }, "c", "d")`, "d"},
		{`lookup(var.unset, "c", "d")`, `<lookup(var.unset, "c", "d")>`},
		{`length(var.unset)`, "<length(var.unset)>"},
		{`sha256(var.unset)`, "<sha256(var.unset)>"},
		{`[for x in var.unset : "p-${x.name}"]`, "[p-<var.unset.name>]"},
		{`var.unset.a.b[0]`, "<var.unset.a.b.0>"},
		{`base64decode(base64encode("k ${var.unset}"))`, "k <var.unset>"},
		// conditions
		{`true ? "a" : local.nope`, "a"},
		{`var.unset ? "a" : "b"`, "a | b"},
		{`var.unset == "x" ? "a" : "b"`, "a | b"},
		{`"${var.unset ? "a" : "b"}-${var.unset ? "a" : "b"}"`, "a-a | b-b"},
		{`"${var.unset ? "a" : "b"}-${local.choice}"`, "a-a | b-b"},
		{`[for x in ["a", "b"] : x if x != "a"]`, "[b]"},
		{`var.unset == "x" && false`, "false"},
		{`var.unset == "x" || true`, "true"},
		{`!var.unset`, "<!var.unset>"},
		{`aws_iam_user.one.arn != null ? "set" : "not"`, "set"},
		{`aws_iam_user.one.arn == "" ? "empty" : "set"`, "set"},
		// failures are values
		{`local.itself`, "<context.tf:17,12-24>"},
		{`local.broken`, `<file("missing.json")>`},
		{`try(local.broken, "fallback")`, "fallback"},
		{`try(var.unset.x, "fallback")`, "<var.unset.x>"},
		{`aws_iam_user.missing.name`, "<aws_iam_user.missing.name>"},
		{`1 + "x"`, "<case.tf:1,31-38>"},
		// functions
		{`yamldecode("a: [1, 2]").a[1]`, "2"},
		{`cidrsubnet("10.0.0.0/8", 8, 2)`, "10.2.0.0/16"},
		{`cidrhost("10.0.0.0/8", -1)`, "10.255.255.255"},
		{`replace("a-b", "/[ab]/", "x")`, "x-x"},
		{`zipmap(["a"], ["b"])`, "[a=b]"},
		{`setproduct(["a", "b"], ["c"])`, "[[a,c],[b,c]]"},
		{`regex("a(.)c", "abc")`, "[b]"},
		{`distinct(compact(["a", "", "a"]))`, "[a]"},
		{`sum([1, 2, 3])`, "6"},
		{`transpose({ a = ["x"] })`, "[x=[a]]"},
		{`alltrue([true, "true"])`, "true"},
		{`nonsensitive(sensitive("x"))`, "x"},
		{`templatestring("hi $${n}", { n = "you" })`, "hi you"},
	}
	for _, c := range cases {
		t.Run(c.expr, func(t *testing.T) {
			tree := read(t, map[string]string{"context.tf": context, "case.tf": "resource \"case\" \"x\" { value = " + c.expr + "\n}\n"})
			value := tree.Root.Resource(terraform.Managed, "case", "x").Instances()[0].Attr("value")
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

package terraform_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// values evaluates one argument of every instance of the resources of a type, in all modules.
func values(tree *terraform.Tree, resourceType, attr string) []string {
	var all []string
	for _, m := range tree.Modules() {
		for _, r := range m.Resources {
			if r.Type != resourceType {
				continue
			}
			for _, i := range r.Instances() {
				var alternatives []string
				for _, v := range i.Attr(attr).Alternatives {
					alternatives = append(alternatives, show(tree, v))
				}
				all = append(all, m.Prefix()+r.Addr()+"="+strings.Join(alternatives, " | "))
			}
		}
	}
	return all
}

func TestModule(t *testing.T) {
	cases := map[string]struct {
		files map[string]string
		want  []string // thing.*'s value
	}{
		"count": {
			files: map[string]string{"main.tf": `
variable "unset" {}
resource "thing" "none" { 
  count = 0
  value = 1
}
resource "thing" "two" {
  count = 2
  value = count.index
}
resource "thing" "text" {
  count = "1"
  value = count.index
}
resource "thing" "unknown" {
  count = var.unset ? 1 : 0
  value = "x${count.index}"
}
resource "thing" "null" {
  count = null
  value = 1
}
`},
			want: []string{
				"thing.two=0", "thing.two=1", "thing.text=0", "thing.unknown=x<count.index>", "thing.null=1",
			},
		},
		"for_each": {
			files: map[string]string{"main.tf": `
variable "unset" {}
locals { users = { b = { path = "/b/" }, a = { path = "/a/" } } }
resource "thing" "map" {
  for_each = local.users
  value    = "${each.key}${each.value.path}"
}
resource "thing" "set" {
  for_each = toset(["x", "x", "y"])
  value    = each.value
}
resource "thing" "list" {
  for_each = ["l"]
  value    = each.key
}
resource "thing" "chained" {
  for_each = thing.map
  value    = each.value.id
}
resource "thing" "unknown" {
  for_each = toset(var.unset)
  value    = each.value
}
resource "thing" "unknown_values" {
  for_each = { for u in var.unset : u.name => u }
  value    = each.value.arn
}
resource "thing" "some" {
  for_each = var.unset ? toset(["on"]) : []
  value    = each.key
}
resource "thing" "null" {
  for_each = null
  value    = 1
}
`},
			want: []string{
				"thing.map=a/a/", "thing.map=b/b/", "thing.set=x", "thing.set=y", "thing.list=l",
				"thing.chained=<thing.map.id>", "thing.chained=<thing.map.id>",
				"thing.unknown=<toset(var.unset)>", "thing.unknown_values=<var.unset.arn>", "thing.some=on",
			},
		},
		"override files": {
			files: map[string]string{
				"main.tf":         "resource \"thing\" \"x\" {\n  value = local.v\n}\nlocals { v = \"base\" }\n",
				"b_override.tf":   "resource \"thing\" \"x\" {\n  value = \"last ${local.v}\"\n}\n",
				"a_override.tf":   "resource \"thing\" \"x\" {\n  value = \"first\"\n}\nlocals { v = \"changed\" }\n",
				"not_overide.tf":  "resource \"thing\" \"y\" {\n  value = 1\n}\n",
				"override.tf.txt": "not Terraform",
			},
			want: []string{"thing.x=last changed", "thing.y=1"},
		},
		"JSON": {
			files: map[string]string{"main.tf.json": `{
  "variable": {"n": {"type": "string", "default": "v"}, "unset": {}},
  "locals": {"list": ["a", "${var.n}"]},
  "resource": {"thing": {
    "text":  {"value": "x-${var.n}"},
    "list":  {"value": "${local.list[1]}"},
    "both":  {"value": "${var.unset ? \"a\" : \"b\"}"},
    "not":   {"count": "${var.unset == \"a\" ? 1 : 0}", "value": 1},
    "deep":  {"value": {"a": ["${thing.text.id}", true, null]}},
    "each":  {"for_each": {"k": "w"}, "value": "${each.key}${each.value}"}
  }}
}`},
			want: []string{
				"thing.text=x-v", "thing.list=v", "thing.both=a | b", "thing.not=1",
				"thing.deep=[a=[<thing.text.id>,true,null]]", "thing.each=kw",
			},
		},
		"module calls": {
			files: map[string]string{
				"main.tf": `
variable "unset" {}
resource "aws_iam_user" "ci" {}
module "one" {
  source = "./child"
  name   = "one"
  user   = aws_iam_user.ci
}
module "each" {
  source   = "./child"
  for_each = { a = "x", b = "y" }
  name     = "${each.key}${each.value}"
}
module "none" {
  source = "./child"
  count  = 0
  name   = "none"
}
module "unknown" {
  source = "./child"
  count  = var.unset
  name   = "n${count.index}"
}
module "missing" {
  source = "registry/module/aws"
}
resource "thing" "outside" {
  value = [module.one.name, module.one.user, values(module.each)[*].name, module.each["b"].name, module.unknown[0].name, module.missing.x, one(module.none[*].name)]
}
`,
				"child/main.tf": `
variable "name" {}
variable "user" { default = { name = "nobody" } }
variable "settings" {
  type    = object({ a = optional(string, "dflt"), b = optional(list(string)) })
  default = {}
}
resource "thing" "inside" {
  value = "${var.name} ${var.user.name} ${var.settings.a} ${path.module}"
}
output "name" { value = "out-${var.name}" }
output "user" { value = var.user.arn }
`,
			},
			want: []string{
				"thing.outside=[out-one,<aws_iam_user.ci.arn>,[out-ax,out-by],out-by,out-n<count.index>,<module.missing.x>,null]",
				"module.one.thing.inside=one <aws_iam_user.ci.name> dflt child",
				"module.each.thing.inside=ax nobody dflt child", "module.each.thing.inside=by nobody dflt child",
				"module.unknown.thing.inside=n<count.index> nobody dflt child",
			},
		},
		"a module that calls itself": {
			files: map[string]string{
				"main.tf":       "module \"a\" {\n  source = \"./child\"\n}\nresource \"thing\" \"x\" {\n  value = module.a.v\n}\n",
				"child/main.tf": "module \"again\" {\n  source = \"../child\"\n}\noutput \"v\" {\n  value = module.again.v\n}\nresource \"thing\" \"y\" {\n  value = 1\n}\n",
			},
			want: []string{"thing.x=<module.a.module.again.v>", "module.a.thing.y=1"},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			tree := read(t, c.files)
			if diff := cmp.Diff(c.want, values(tree, "thing", "value")); diff != "" {
				t.Errorf("%s\n%s", diff, strings.Join(tree.Problems(), "\n"))
			}
		})
	}
}

func TestBlocks(t *testing.T) {
	const config = `
variable "unset" {}
resource "thing" "x" {
  item { value = "static" }
  dynamic "item" {
    for_each = ["a", "b"]
    content { value = "${item.key}${item.value}" }
  }
  dynamic "item" {
    for_each = var.unset
    iterator = it
    content { value = "p-${it.value.name}" }
  }
  dynamic "item" {
    for_each = var.unset == "x" ? [1] : []
    content { value = "maybe" }
  }
  dynamic "item" {
    for_each = null
    content { value = "never" }
  }
}
`
	tree := read(t, map[string]string{"main.tf": config})
	var got []string
	for _, b := range tree.Root.Resource(terraform.Managed, "thing", "x").Instances()[0].Blocks("item") {
		for _, v := range b.Attr("value").Alternatives {
			got = append(got, fmt.Sprintf("%s %t", show(tree, v), b.May))
		}
	}
	want := []string{"static false", "0a false", "1b false", "p-<var.unset.name> false", "maybe true"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestOrigins(t *testing.T) {
	const config = `
variable "default" { default = "from default" }
variable "object" { default = { key = "in object", other = "no" } }
variable "unset" {}
locals {
  text = "from local"
  via  = var.default
}
resource "thing" "x" {
  literal = "literal"
  number  = 12
  empty   = ""
  var     = var.default
  object  = var.object.key
  local   = local.text
  via     = local.via
  unset   = var.unset
  either  = var.unset != "" ? var.unset : "fallback"
  call    = coalesce(var.unset, "fallback")
  built   = join("", ["a", "b"])
  config  = { key = "in config", other = local.text }
  ref     = thing.x.id
}
`
	tree := read(t, map[string]string{"main.tf": config})
	block := tree.Root.Resource(terraform.Managed, "thing", "x").Instances()[0]
	for _, c := range []struct {
		attr string
		path []string
		want string
	}{
		{attr: "literal", want: "literal@main.tf:10"},
		{attr: "number", want: "12@main.tf:11"},
		{attr: "empty"},
		{attr: "var", want: "from default@main.tf:2 var.default"},
		{attr: "object", want: "in object@main.tf:3 var.object"},
		{attr: "local", want: "from local@main.tf:6 local.text"},
		{attr: "via", want: "from default@main.tf:2 var.default"},
		{attr: "unset"},
		{attr: "either", want: "fallback@main.tf:18"},
		{attr: "built", want: "ab@main.tf:20"},
		{attr: "config", path: []string{"key"}, want: "in config@main.tf:21"},
		{attr: "config", path: []string{"other"}, want: "from local@main.tf:6 local.text"},
		{attr: "ref"},
		{attr: "absent"},
	} {
		var got []string
		for _, o := range block.Origins(c.attr, c.path...) {
			s := fmt.Sprintf("%s@%s:%d", o.Text, o.Range.Filename, o.Range.Start.Line)
			if o.Variable != nil {
				s += " var." + o.Variable.Name
			}
			if o.Local != nil {
				s += " local." + o.Local.Name
			}
			got = append(got, s)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s %v: got %q, want %q", c.attr, c.path, got, c.want)
		}
	}
}

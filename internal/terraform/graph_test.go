package terraform_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// dependents names what depends on source_x resources, or on a module's output "wanted".
func dependents(tree *terraform.Tree) []string {
	d := tree.Dependents(
		func(r *terraform.Resource) bool { return r.Type == "source_x" },
		func(_ *terraform.Call, name string) bool { return name == "wanted" },
	)
	var names []string
	for _, m := range tree.Modules() {
		for _, r := range m.Resources {
			if d.Has(r) {
				names = append(names, m.Prefix()+r.Addr())
			}
		}
		for _, out := range m.Outputs {
			if d.Has(out) {
				names = append(names, m.Prefix()+"output."+out.Name)
			}
		}
		for _, c := range m.Calls {
			if d.Has(c) {
				names = append(names, m.Prefix()+c.Addr())
			}
		}
	}
	slices.Sort(names)
	return names
}

func TestDependents(t *testing.T) {
	const source = "resource \"source_x\" \"s\" {}\n"
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"nothing refers to it", map[string]string{"main.tf": source + `
			resource "r" "other" { a = source_y.s.id }
			output "o" { value = "source_x.s" }`},
			"source_x.s"},
		{"in an argument, a nested block, a dynamic block and its for_each", map[string]string{"main.tf": source + `
			resource "r" "argument" { a = "x ${source_x.s.id}" }
			resource "r" "nested" {
			  b {
			    c { a = [for x in [1] : source_x.s.id] }
			  }
			}
			resource "r" "dynamic" {
			  dynamic "b" {
			    for_each = [1]
			    content { a = source_x.s.id }
			  }
			}
			resource "r" "each" {
			  dynamic "b" {
			    for_each = source_x.s
			    content { a = b.value }
			  }
			}
			resource "r" "repeated" { for_each = source_x.s.ids }
			resource "r" "splat" { a = source_x.s[*].id }
			resource "r" "keyword" { a = resource.source_x.s.id }`},
			"r.argument r.dynamic r.each r.keyword r.nested r.repeated r.splat source_x.s"},
		{"through locals and resources", map[string]string{"main.tf": source + `
			locals {
			  a = local.b
			  b = { k = source_x.s.id }
			  c = "none"
			}
			data "d" "x" { a = local.a }
			resource "r" "x" { a = data.d.x.y }
			resource "r" "none" { a = local.c }
			output "x" { value = r.x.id }`},
			"data.d.x output.x r.x source_x.s"},
		{"in a circle", map[string]string{"main.tf": source + `
			locals {
			  a = local.b
			  b = "${local.a} ${source_x.s.id}"
			}
			resource "r" "x" { a = local.a }`},
			"r.x source_x.s"},
		{"into and out of modules", map[string]string{
			"main.tf": source + `
				module "in" {
				  source = "./m"
				  a      = source_x.s.id
				}
				module "each" {
				  source   = "./m"
				  for_each = { k = source_x.s.id }
				  a        = each.value
				}
				module "none" {
				  source = "./m"
				  a      = "none"
				}
				output "in" { value = module.in.o }
				output "none" { value = module.none.o }`,
			"m/main.tf": `
				variable "a" {}
				resource "r" "x" { a = var.a }
				output "o" { value = r.x.id }`},
			"module.each module.each.output.o module.each.r.x module.in module.in.output.o module.in.r.x output.in source_x.s"},
		{"outputs of modules that are not at hand", map[string]string{"main.tf": `
			module "m" { source = "example/m/aws" }
			module "n" {
			  source = "example/n/aws"
			  a      = module.m[0].wanted
			}
			output "wanted" { value = module.m.wanted }
			output "other" { value = module.m.other }
			output "whole" { value = module.m }`},
			"module.n output.wanted"},
		{"JSON and override files", map[string]string{
			"main.tf.json":     `{"resource": {"source_x": {"s": {}}, "r": {"x": {"b": [{"a": "${source_x.s.id}"}]}}}}`,
			"more.tf":          `resource "r" "y" { a = "none" }`,
			"more_override.tf": `resource "r" "y" { a = source_x.s.id }`},
			"r.x r.y source_x.s"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := dependents(read(t, test.files))
			if diff := cmp.Diff(strings.Fields(test.want), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

package terraform_test

import (
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

func TestOpen(t *testing.T) {
	tree := read(t, map[string]string{
		"main.tf": `
			variable "list" { default = [] }
			variable "map" { default = {} }
			variable "null" { default = null }
			variable "empty" { default = "" }
			variable "set_elsewhere" { default = [] }
			variable "off" { default = false }
			variable "zero" { default = 0 }
			variable "one" { default = ["a"] }
			variable "required" {}
			locals { names = toset(var.list) }
			resource "r" "list" { for_each = local.names }
			resource "r" "map" { for_each = var.map }
			resource "r" "null" { count = var.null == null ? 0 : 1 }
			resource "r" "empty" { count = var.empty != "" ? 1 : 0 }
			resource "r" "set_elsewhere" { for_each = toset(var.set_elsewhere) }
			resource "r" "off" { count = var.off ? 1 : 0 }
			resource "r" "zero" { count = var.zero }
			resource "r" "one" { for_each = toset(var.one) }
			resource "r" "literal" { for_each = toset([]) }
			module "m" {
			  source = "./m"
			  names  = var.list
			}
			module "n" { source = "./m" }`,
		"terraform.tfvars": `set_elsewhere = ["a", "b"]`,
		"m/main.tf": `
			variable "names" { default = [] }
			resource "r" "in_module" { for_each = toset(var.names) }`,
	})
	open := tree.Open()
	for name, want := range map[string][2]int{ // instances as it is, and in the open configuration
		"list": {0, 1}, "map": {0, 1}, "null": {0, 1}, "empty": {0, 1}, "set_elsewhere": {2, 2}, "off": {0, 0}, "zero": {0, 0},
		"one": {1, 1}, "literal": {0, 0},
	} {
		for i, tree := range []*terraform.Tree{tree, open} {
			if got := len(tree.Root.Resource(terraform.Managed, "r", name).Instances()); got != want[i] {
				t.Errorf("r.%s has %d instances, not %d (open: %t)", name, got, want[i], i == 1)
			}
		}
	}
	for i, want := range []int{1, 0} { // what a caller leaves out is its decision
		module := open.Root.Calls[i].Modules()[0]
		if got := len(module.Resource(terraform.Managed, "r", "in_module").Instances()); got != want {
			t.Errorf("%s has %d instances, not %d", module.Prefix(), got, want)
		}
	}
}

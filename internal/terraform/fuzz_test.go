package terraform_test

import (
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// FuzzEvaluate evaluates everything that is written in any configuration. Nothing may panic, and every value must be
// wholly known: what isn't is a token.
func FuzzEvaluate(f *testing.F) {
	for _, text := range []string{
		context,
		`resource "a" "b" { x = [for k, v in a.c : "${k}-${v.y}"...] }`,
		`locals { a = { (local.b) = local.a }, b = try(local.a.x, file("x"), 1) }`,
		`resource "a" "b" {
  for_each = { for x in var.y : x.k => x... }
  dynamic "d" {
    for_each = each.value
    labels   = ["x"]
    content { e = d.value[*].f.g[0] }
  }
}`,
		`output "o" { value = templatestring("%{ for x in y ~}${x}%{ endfor }", { y = a.b[*] }) }`,
		"module \"m\" {\n  source = \"./m\"\n  count = var.n ? 1 : length(module.m)\n}\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, config string) {
		tree, err := terraform.Read(hosttest.New(t, map[string]string{"main.tf": config}).Runner(), terraform.Options{})
		if err != nil {
			return
		}
		check := func(v terraform.Value) {
			for _, alternative := range v.Alternatives {
				if !alternative.IsWhollyKnown() {
					t.Errorf("an unknown value at %s", v.Range)
				}
			}
		}
		var visit func(*terraform.Block, int)
		visit = func(b *terraform.Block, depth int) {
			for _, attr := range b.Attributes() {
				check(attr.Value)
				b.Origins(attr.Name, "x")
			}
			for _, blockType := range []string{"d", "item", "statement"} {
				for _, inner := range b.Blocks(blockType) {
					if depth < 3 {
						visit(inner, depth+1)
					}
				}
			}
		}
		for _, m := range tree.Modules() {
			for _, r := range m.Resources {
				for _, i := range r.Instances() {
					visit(i.Block, 0)
				}
			}
			for _, local := range m.Locals {
				check(local.Value())
			}
			for _, out := range m.Outputs {
				visit(out.Block, 0)
			}
			for _, p := range m.Providers {
				visit(p, 0)
			}
		}
	})
}

package terraform_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// arguments writes arguments as "path.name=alternatives", with a ? where the block may not exist.
func arguments(tree *terraform.Tree, all []terraform.Argument) []string {
	lines := []string{}
	for _, a := range all {
		var values []string
		for _, v := range a.Alternatives {
			values = append(values, show(tree, v))
		}
		may := ""
		if a.May {
			may = "?"
		}
		lines = append(lines, fmt.Sprintf("%s=%s%s", strings.Join(append(a.Path, a.Name), "."), strings.Join(values, "|"), may))
	}
	return lines
}

func TestArguments(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"in order, without meta-arguments", map[string]string{"main.tf": `
			resource "r" "x" {
			  count      = 1
			  provider   = aws.west
			  depends_on = [r.y]
			  b          = 1
			  a          = "x"
			  lifecycle { create_before_destroy = true }
			  connection { host = "h" }
			}`}, []string{"b=1", "a=x"}},
		{"nested blocks", map[string]string{"main.tf": `
			resource "r" "x" {
			  b {
			    c { a = 1 }
			    c { a = 2 }
			  }
			  b { d = 3 }
			}`}, []string{"b.c.a=1", "b.c.a=2", "b.d=3"}},
		{"dynamic blocks with their iterators", map[string]string{"main.tf": `
			resource "r" "x" {
			  b {
			    dynamic "c" {
			      for_each = { k = "v" }
			      content {
			        a = "${c.key} ${c.value}"
			        dynamic "d" {
			          for_each = [c.value]
			          iterator = it
			          content { e = it.value }
			        }
			      }
			    }
			    c { a = "static" }
			  }
			}`}, []string{"b.c.a=k v", "b.c.d.e=v", "b.c.a=static"}},
		{"a dynamic block under an unknown condition", map[string]string{"main.tf": `
			variable "on" {}
			resource "r" "x" {
			  dynamic "b" {
			    for_each = var.on ? [1] : []
			    content { a = 1 }
			  }
			}`}, []string{"b.a=1?"}},
		{"provisioners", map[string]string{"main.tf": `
			resource "r" "x" {
			  provisioner "local-exec" {
			    when    = destroy
			    command = "echo ${self.id}"
			  }
			  provisioner "file" {
			    content = "c"
			    connection { host = "h" }
			  }
			}`}, []string{"provisioner.local-exec.command=echo <self.id>", "provisioner.file.content=c"}},
		{"JSON", map[string]string{"main.tf.json": `{"resource": {"r": {"x": {"count": 1, "a": 1, "b": [{"c": 2}]}}}}`},
			[]string{"a=1", "b=[[c=2]]"}},
		{"override files", map[string]string{
			"main.tf":     "resource \"r\" \"x\" {\n  a = 1\n  b { c = 1 }\n}",
			"override.tf": "resource \"r\" \"x\" {\n  a = 2\n  d = 3\n  b { e = 2 }\n}",
		}, []string{"a=2", "d=3", "b.e=2"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			tree := read(t, test.files)
			got := arguments(tree, tree.Root.Resource(terraform.Managed, "r", "x").Instances()[0].Arguments())
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCallArguments(t *testing.T) {
	tree := read(t, map[string]string{"main.tf": `
		module "m" {
		  source   = "example/m/aws"
		  version  = "1.0.0"
		  for_each = { k = "v" }
		  b        = each.value
		  a        = r.x.id
		}
		resource "r" "x" {}`})
	got := arguments(tree, tree.Root.Calls[0].Arguments())
	if diff := cmp.Diff([]string{"b=v", "a=<r.x.id>"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

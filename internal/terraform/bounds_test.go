package terraform_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// TestBounds gives code that grows without end; what can't be followed must be a value, and soon.
func TestBounds(t *testing.T) {
	doubling := func(step string) string {
		var b strings.Builder
		b.WriteString("locals {\n  l0 = \"0123456789\"\n")
		for i := range 40 {
			fmt.Fprintf(&b, "  l%d = %s\n", i+1, strings.ReplaceAll(step, "X", fmt.Sprintf("local.l%d", i)))
		}
		b.WriteString("}\n")
		return b.String() + "resource \"thing\" \"x\" {\n  value = local.l40\n  good = \"good\"\n}\n"
	}
	chain := func() string {
		var b strings.Builder
		b.WriteString("variable \"unset\" {}\nlocals {\n  l0 = var.unset ? \"a\" : \"b\"\n")
		for i := range 40 {
			fmt.Fprintf(&b, "  l%[2]d = \"${local.l%[1]d == \"a\" ? local.l%[1]d : local.l%[1]d}${var.unset.x%[1]d ? 1 : 2}\"\n", i, i+1)
		}
		b.WriteString("}\n")
		return b.String() + "resource \"thing\" \"x\" {\n  value = local.l40\n  good = \"good\"\n}\n"
	}
	cases := map[string]string{
		"text":         doubling(`"${X}${X}"`),
		"tuples":       doubling(`[X, X]`),
		"objects":      doubling(`{ a = X, b = X }`),
		"join":         doubling(`join(X, [X, X])`),
		"jsonencode":   doubling(`jsonencode(X)`),
		"concat":       doubling(`concat([X], [X])`),
		"setproduct":   doubling(`setproduct([X, 1], [X, 2])`),
		"for":          doubling(`[for a in [1, 2] : X]`),
		"format":       doubling(`format("%s%s", X, X)`),
		"replace":      doubling(`replace(X, "0", X)`),
		"range":        "resource \"thing\" \"x\" {\n  value = range(1e12)\n  good = \"good\"\n}\n",
		"padding":      "resource \"thing\" \"x\" {\n  value = format(\"%1000000000d\", 1)\n  good = \"good\"\n}\n",
		"count":        "resource \"thing\" \"x\" {\n  count = 1e15\n  value = 1\n  good = \"good\"\n}\n",
		"nesting":      "resource \"thing\" \"x\" {\n  value = " + strings.Repeat("[", 2000) + strings.Repeat("]", 2000) + "\n  good = \"good\"\n}\n",
		"alternatives": chain(),
	}
	for name, config := range cases {
		t.Run(name, func(t *testing.T) {
			tree := read(t, map[string]string{"main.tf": config})
			instances := tree.Root.Resource(terraform.Managed, "thing", "x").Instances()
			if len(instances) == 0 || len(instances) > 1000 {
				t.Fatalf("%d instances", len(instances))
			}
			if n := len(instances[0].Attr("value").Alternatives); n == 0 || n > 8 {
				t.Errorf("%d alternatives", n)
			}
			if good, _ := instances[0].Attr("good").Text(); good != "good" {
				t.Error("another argument is lost")
			}
		})
	}
}

// TestFiles reads what is below the modules' directories and nothing else.
func TestFiles(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside.txt")
	if err := os.WriteFile(outside, []byte("outside"), 0o600); err != nil {
		t.Fatal(err)
	}
	host := hosttest.New(t, map[string]string{
		"main.tf": `
module "child" { source = "./child" }
resource "thing" "x" {
  inside    = file("files/a.txt")
  dot       = file("${path.module}/files/../files/a.txt")
  base64    = filebase64("files/a.txt")
  exists    = [fileexists("files/a.txt"), fileexists("files/none.txt")]
  set       = fileset("files", "**/*.{txt,md}")
  rendered  = templatefile("files/t.tpl", { list = ["x", "y"], name = thing.x.id })
  recursive = templatefile("files/r.tpl", {})
  missing   = try(file("files/none.txt"), "fallback")
  absolute  = try(file("` + filepath.ToSlash(outside) + `"), "refused")
  passwd    = try(file("/etc/passwd"), "refused")
  above     = try(file("../../../../../../etc/passwd"), "refused")
  linked    = try(file("files/link.txt"), "refused")
  directory = try(file("files"), "refused")
  large     = try(file("files/large.txt"), "refused")
  device    = try(file("/dev/zero"), "refused")
}
`,
		"child/main.tf":     "resource \"thing\" \"y\" {\n  own = file(\"${path.module}/own.txt\")\n}\n",
		"child/own.txt":     "own",
		"files/a.txt":       "a",
		"files/sub/b.md":    "b",
		"files/sub/c.other": "c",
		"files/t.tpl":       "%{ for x in list ~}\n${x}-${name}\n%{ endfor ~}\n",
		"files/r.tpl":       "${templatefile(\"files/r.tpl\", {})}",
		"files/large.txt":   strings.Repeat("x", 1<<20+1),
	})
	wd, err := host.Runner().GetOriginalwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(wd, "files", "link.txt")); err != nil {
		t.Skip("this system has no symbolic links for ordinary users: ", err)
	}
	tree, err := terraform.Read(host.Runner(), terraform.Options{Modules: "all"})
	if err != nil {
		t.Fatal(err)
	}
	x := tree.Root.Resource(terraform.Managed, "thing", "x").Instances()[0]
	for attr, want := range map[string]string{
		"inside": "a", "dot": "a", "base64": "YQ==", "exists": "[true,false]", "set": "[a.txt,large.txt,sub/b.md]",
		"rendered": "x-<thing.x.id>\ny-<thing.x.id>\n", "missing": "fallback",
		"absolute": "refused", "passwd": "refused", "above": "refused", "linked": "refused", "directory": "refused",
		"large": "refused", "device": "refused",
	} {
		alternatives := x.Attr(attr).Alternatives
		if len(alternatives) != 1 || show(tree, alternatives[0]) != want {
			t.Errorf("%s is %q, want %q", attr, show(tree, alternatives[0]), want)
		}
	}
	if len(x.Attr("recursive").Alternatives) != 1 {
		t.Error("a template that renders itself has no value")
	}
	if own := values(tree, "thing", "own"); !strings.Contains(strings.Join(own, " "), "module.child.thing.y=own") {
		t.Errorf("the child's own file is not read: %q", own)
	}
}

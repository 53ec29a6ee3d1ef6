package terraform_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

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

		"replace with itself":   doubling(`replace(X, "", X)`),
		"replace by pattern":    doubling(`replace(X, "/(.)/", "$1${X}$1")`),
		"join the characters":   doubling(`join(X, split("", X))`),
		"indent":                doubling(`indent(1000, replace("${X}\n${X}", "0", "\n"))`),
		"indent far":            attribute(`indent(1e9, "a\nb\nc")`),
		"format many":           doubling(`format("%[1]s%[1]s%[1]s%[1]s", X)`),
		"format with a format":  doubling(`format(replace("${X}${X}", "0", "%[1]s"), X)`),
		"formatlist":            doubling(`formatlist("%s%s", [X, X], [X, X])`),
		"formatlist of many":    attribute(`formatlist("%s%s%s%s", range(1000), join("", range(1000)), join("", range(1000)), join("", range(1000)))`),
		"precision":             attribute(`format("%.999999999f", 1.5)`),
		"nested jsonencode":     attribute(strings.Repeat("jsonencode(", 60) + `"\""` + strings.Repeat(")", 60)),
		"jsonencode in a chain": doubling(`jsonencode(jsonencode(jsonencode(X)))`),
		"base64gzip":            doubling(`base64gzip("${X}${X}")`),
		"gzip bomb":             attribute(`base64gunzip("` + gzipBomb(t) + `")`),
		"yamlencode":            doubling(`yamlencode([X, X])`),
		"yaml aliases":          attribute("yamldecode(<<EOT\n" + yamlBomb() + "EOT\n)"),
		"yaml nesting":          attribute(`yamldecode("` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `")`),
		"json nesting":          attribute(`jsondecode("` + strings.Repeat("[", 200_000) + strings.Repeat("]", 200_000) + `")`),
		"csv":                   attribute(`csvdecode(join("\n", [for x in range(1000) : join(",", range(1000))]))`),
		"split":                 doubling(`split("", join("", flatten([X, X])))`),
		"regexall":              attribute(`regexall("(((((a*)*)*)*)*)", join("", [for x in range(1000) : join("", [for y in range(1000) : "a"])]))`),
		"regex repetition":      attribute(`regex("((a{100}){100}){10}", join("", [for x in range(1000) : join("", [for y in range(500) : "a"])]))`),
		"pattern":               attribute(`regexall(join("|", [for x in range(1000) : join("", range(100))]), join("", range(1000)))`),
		"merge":                 doubling(`merge({ for k, v in { a = X, b = X } : "${k}${v}" => v }, { c = X })`),
		"zipmap":                doubling(`zipmap([jsonencode(X), "b"], [X, X])`),
		"flatten":               doubling(`flatten([X, X, [X, X]])`),
		"chunklist":             doubling(`chunklist(flatten([X, X]), 1)`),
		"distinct":              doubling(`distinct([X, [X], [[X]]])`),
		"transpose":             attribute(`transpose({ for x in range(1000) : x => [for y in range(1000) : "v${y}"] })`),
		"products":              attribute(`setproduct(range(1000), range(1000), range(1000))`),
		"a product of products": doubling(`setproduct(flatten([X]), flatten([X, X]))`),
		"nested for":            attribute(`[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : [for d in range(1000) : 1]]]]`),
		"nested for of texts":   attribute(`[for a in range(1000) : [for b in range(1000) : "${join("-", range(1000))}${b}"]]`),
		"counting for":          attribute(`length([for a in range(1000) : length([for b in range(1000) : length([for c in range(1000) : c])])])`),
		"comparing":             attribute(`[for a in range(1000) : [for b in range(1000) : range(1000) == range(1000)]]`),
		"groups":                attribute(`{ for a in setproduct(range(1000), range(4)) : "x" => [for b in range(1000) : a]... }`),
		"expanding arguments":   attribute(`concat([for x in range(1000) : [for y in range(1000) : [for z in range(1000) : z]]]...)`),
		"a large literal":       "locals {\n  l = [for x in range(1000) : range(40)]\n}\n" + attribute("["+strings.Repeat("local.l, ", 2000)+"]"),
		"a deep chain":          deepChain(`local.lX`),
		"a deep chain of lists": deepChain(`[local.lX]`),
		"a deep chain of texts": deepChain(`"${local.lX}"`),
		"parentheses":           attribute(strings.Repeat("(", 5000) + "1" + strings.Repeat(")", 5000)),
		"a long sum":            attribute(strings.Repeat("1 + ", 20_000) + "1"),
		"a long choice":         attribute(strings.Repeat("false ? 1 : ", 5000) + "1"),
		"negations":             attribute(strings.Repeat("!", 5000) + "true"),
		"nested calls":          attribute(strings.Repeat("upper(", 3000) + `"a"` + strings.Repeat(")", 3000)),
		"nested templates":      attribute(strings.Repeat("\"${", 500) + "1" + strings.Repeat("}\"", 500)),
		"indexes":               attribute("range(3)" + strings.Repeat("[0]", 5000)),

		"a large exponent":       attribute(`"${1e999999999}"`),
		"a small exponent":       attribute(`"${1e-999999999}"`),
		"a growing exponent":     doubling(`X * X * 1e100`),
		"an exponent in text":    attribute(`"${"1e999999999" + 0}"`),
		"a negated text":         attribute(`"${-"1e999999999"}"`),
		"a decoded exponent":     attribute(`"${jsondecode("1e999999999")}"`),
		"an exponent in yaml":    attribute(`"${yamldecode("1e999999999")}"`),
		"a rounded exponent":     attribute(`floor("1e999999999")`),
		"a converted exponent":   attribute(`tostring(tonumber("1e999999999"))`),
		"a list with exponents":  attribute(`tolist(["a", 1e999999999])`),
		"a summed exponent":      attribute(`sum(["1e999999999", 1])`),
		"a power":                attribute(`"${pow(10, 100000)}${pow(2, 0.5)}${pow(-1, 0.5)}"`),
		"a remainder":            attribute(`1e999999999 % 3`),
		"digits":                 attribute(`tonumber(join("", [for x in range(1000) : join("", range(1000))]))`),
		"added digits":           attribute(`join("", [for x in range(1000) : join("", range(1000))]) + 1`),
		"digits in another base": attribute(`parseint(join("", [for x in range(1000) : join("", range(1000))]), 36)`),
		"digits in json":         attribute(`jsondecode(join("", [for x in range(300) : join("", range(1000))]))`),
		"networks":               attribute(`cidrsubnets("10.0.0.0/8", [for x in range(1000) : 24]...)`),
		"a far network":          attribute(`cidrsubnet("::/0", 128, 1e300)`),
		"a far host":             attribute(`cidrhost("::/0", -1e300)`),
	}
	for name, config := range cases {
		t.Run(name, func(t *testing.T) {
			bounded(t)
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

// TestBlockBounds multiplies blocks.
func TestBlockBounds(t *testing.T) {
	dynamic := func(depth int, each string) string {
		body := "e = 1\n"
		for range depth {
			body = "dynamic \"d\" {\n  for_each = " + each + "\n  content {\n" + body + "}\n}\n"
		}
		return "resource \"thing\" \"x\" {\n" + body + "good = \"good\"\n}\n"
	}
	var many strings.Builder
	for i := range 100 {
		fmt.Fprintf(&many, "resource \"thing\" \"r%d\" {\n  count = 1000\n  v = [for x in range(1000) : x]\n}\n", i)
	}
	for name, config := range map[string]string{
		"dynamic blocks":         dynamic(6, "range(1000)"),
		"many dynamic blocks":    dynamic(1, `setproduct(range(100), range(40))`),
		"uncertain blocks":       dynamic(4, `var.unset ? range(1000) : range(500)`) + "variable \"unset\" {}\n",
		"deep dynamic blocks":    dynamic(300, "[1]"),
		"instances of resources": many.String() + dynamic(0, ""),
	} {
		t.Run(name, func(t *testing.T) {
			bounded(t)
			tree := read(t, map[string]string{"main.tf": config})
			for _, r := range tree.Root.Resources {
				for _, i := range r.Instances() {
					if n := len(i.Arguments()); n == 0 || n > 50_000 {
						t.Fatalf("%d arguments", n)
					}
				}
			}
			good, _ := tree.Root.Resource(terraform.Managed, "thing", "x").Instances()[0].Attr("good").Text()
			if good != "good" {
				t.Error("another argument is lost")
			}
		})
	}
}

// attribute is a resource with a value that asks for much, and one that doesn't.
func attribute(value string) string {
	return "resource \"thing\" \"x\" {\n  value = " + value + "\n  good = \"good\"\n}\n"
}

// deepChain is a chain of locals, X being the number of the one before.
func deepChain(step string) string {
	const length = 20_000
	var b strings.Builder
	b.WriteString("locals {\n  l0 = \"0\"\n")
	for i := range length {
		fmt.Fprintf(&b, "  l%d = %s\n", i+1, strings.ReplaceAll(step, "X", fmt.Sprint(i)))
	}
	b.WriteString("}\n")
	return b.String() + attribute(fmt.Sprintf("local.l%d", length))
}

// yamlBomb is a document whose aliases stand for 10^9 elements.
func yamlBomb() string {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := range 9 {
		alias := fmt.Sprintf("*a%d", i)
		fmt.Fprintf(&b, "a%[1]d: &a%[1]d [%[2]s]\n", i+1, strings.TrimSuffix(strings.Repeat(alias+", ", 10), ", "))
	}
	return b.String()
}

// gzipBomb is 64 MB of zeros.
func gzipBomb(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	zeros := make([]byte, 1<<20)
	for range 64 {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

// bounded demands that the test takes little time and memory. Memory is all that was allocated, whether it was in use at
// one time or not. The time allows for a machine that is busy.
func bounded(t *testing.T) {
	t.Helper()
	const mostTime, mostMemory = time.Minute, 2 << 30
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	t.Cleanup(func() {
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		memory := after.TotalAlloc - before.TotalAlloc
		t.Logf("%s, %d MB", took.Round(time.Millisecond), memory>>20)
		if took > mostTime {
			t.Errorf("it takes %s", took)
		}
		if memory > mostMemory {
			t.Errorf("it allocates %d MB", memory>>20)
		}
	})
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

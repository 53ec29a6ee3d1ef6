package terraform_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// directoryOf is where a host's files lie.
func directoryOf(t *testing.T, host *hosttest.Host) string {
	t.Helper()
	wd, err := host.Runner().GetOriginalwd()
	if err != nil {
		t.Fatal(err)
	}
	return wd
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readHost(t *testing.T, host *hosttest.Host, options terraform.Options) *terraform.Tree {
	t.Helper()
	tree, err := terraform.Read(host.Runner(), options)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// TestUnsaved evaluates what the host says that a file holds: in an editor it isn't saved yet. Which files there are, the
// disk says.
func TestUnsaved(t *testing.T) {
	host := hosttest.New(t, map[string]string{
		"main.tf":       "module \"child\" {\n  source = \"./child\"\n}\n",
		"child/main.tf": "resource \"thing\" \"edited\" {\n  value = \"unsaved\"\n}\n",
		"child/gone.tf": "resource \"thing\" \"deleted\" {\n  value = \"still open in the editor\"\n}\n",
	})
	dir := directoryOf(t, host)
	writeFile(t, filepath.Join(dir, "child", "main.tf"), "resource \"thing\" \"edited\" {\n  value = \"saved\"\n}\n")
	writeFile(t, filepath.Join(dir, "child", "new.tf"), "resource \"thing\" \"unknown_to_host\" {\n  value = \"on disk\"\n}\n")
	if err := os.Remove(filepath.Join(dir, "child", "gone.tf")); err != nil {
		t.Fatal(err)
	}
	got := values(readHost(t, host, terraform.Options{Modules: "all"}), "thing", "value")
	want := []string{"module.child.thing.edited=unsaved", "module.child.thing.unknown_to_host=on disk"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := host.Calls["GetFile"]; n != 2 {
		t.Errorf("the host was asked for %d files of 2", n)
	}
}

// TestSharedCode reads a module's files once, whatever calls it.
func TestSharedCode(t *testing.T) {
	config := "module \"many\" {\n  source = \"./child\"\n  count = 50\n}\n"
	for i := range 20 {
		config += fmt.Sprintf("module \"m%d\" {\n  source = \"./child/../child\"\n}\n", i)
	}
	host := hosttest.New(t, map[string]string{
		"main.tf":             config,
		"child/main.tf":       "module \"grand\" {\n  source = \"./grand\"\n}\n",
		"child/grand/main.tf": "resource \"thing\" \"x\" {\n  value = 1\n}\n",
	})
	tree := readHost(t, host, terraform.Options{Modules: "all"})
	if n := len(values(tree, "thing", "value")); n != 70 {
		t.Errorf("%d things, want 70", n)
	}
	if n := host.TotalCalls(); n != 4 { // the working directory, the root's files, two files
		t.Errorf("the host was asked %d times: %v", n, host.Calls)
	}
}

// TestInstalled finds modules where init put them.
func TestInstalled(t *testing.T) {
	const child = "resource \"thing\" \"x\" {\n  value = path.module\n}\n"
	type entry struct{ Key, Source, Version, Dir string }
	manifest := func(t *testing.T, entries ...entry) string {
		text, err := json.Marshal(map[string]any{"Modules": append([]entry{{Dir: "."}}, entries...)})
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	const modules = ".terraform/modules/"
	found := []string{"module.m.thing.x=.terraform/modules/m"}
	for name, test := range map[string]struct {
		manifest string
		options  string
		data     string // TF_DATA_DIR
		files    map[string]string
		want     []string
	}{
		"Terraform": {
			manifest: manifest(t, entry{Key: "m", Dir: ".terraform/modules/m"}),
			files:    map[string]string{modules + "m/main.tf": child},
			want:     found,
		},
		"Windows": {
			manifest: manifest(t, entry{Key: "m", Dir: `.terraform\modules\m`}),
			files:    map[string]string{modules + "m/main.tf": child},
			want:     found,
		},
		"below the package": {
			manifest: manifest(t, entry{Key: "m", Dir: ".terraform/modules/m/modules/user"}),
			files: map[string]string{
				modules + "m/modules/user/main.tf": "module \"sibling\" {\n  source = \"../sibling\"\n}\n",
				modules + "m/modules/sibling/a.tf": child,
			},
			want: []string{"module.m.module.sibling.thing.x=.terraform/modules/m/modules/sibling"},
		},
		"that calls another": {
			manifest: manifest(t, entry{Key: "m", Dir: modules + "m"}, entry{Key: "m.inner", Dir: modules + "m.inner"}),
			files: map[string]string{
				modules + "m/main.tf":       "module \"inner\" {\n  source = \"other/module/aws\"\n}\n",
				modules + "m.inner/main.tf": child,
			},
			want: []string{"module.m.module.inner.thing.x=.terraform/modules/m.inner"},
		},
		"elsewhere": {
			data:     "data",
			manifest: manifest(t, entry{Key: "m", Dir: "data/modules/m"}),
			files:    map[string]string{"data/modules/m/main.tf": child},
			want:     []string{"module.m.thing.x=data/modules/m"},
		},
		"local ones only": {
			options:  "local",
			manifest: manifest(t, entry{Key: "m", Dir: ".terraform/modules/m"}),
			files:    map[string]string{modules + "m/main.tf": child},
		},
		"none": {
			options:  "none",
			manifest: manifest(t, entry{Key: "m", Dir: ".terraform/modules/m"}),
			files:    map[string]string{modules + "m/main.tf": child},
		},
		"deleted":      {manifest: manifest(t, entry{Key: "m", Dir: ".terraform/modules/m"})},
		"another key":  {manifest: manifest(t, entry{Key: "n", Dir: ".terraform/modules/n"}), files: map[string]string{modules + "n/main.tf": child}},
		"not a file":   {files: map[string]string{modules + "modules.json/main.tf": child}},
		"not JSON":     {manifest: "{"},
		"another JSON": {manifest: `{"Modules": {"m": ".terraform/modules/m"}}`, files: map[string]string{modules + "m/main.tf": child}},
		"without init": {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("TF_DATA_DIR", test.data)
			host := hosttest.New(t, map[string]string{
				"main.tf": "module \"m\" {\n  source = \"some/module/aws\"\n}\nresource \"thing\" \"root\" {\n  other = module.m.x\n}\n",
			})
			dir := directoryOf(t, host)
			for name, text := range test.files { // which the host doesn't know
				writeFile(t, filepath.Join(dir, filepath.FromSlash(name)), text)
			}
			if test.manifest != "" {
				data := ".terraform"
				if test.data != "" {
					data = test.data
				}
				writeFile(t, filepath.Join(dir, data, "modules", "modules.json"), test.manifest)
			}
			options := "all"
			if test.options != "" {
				options = test.options
			}
			tree := readHost(t, host, terraform.Options{Modules: options})
			var got []string
			for _, v := range values(tree, "thing", "value") {
				if v != "thing.root=" {
					got = append(got, v)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s\n%s", diff, strings.Join(tree.Problems(), "\n"))
			}
			if missing := tree.Root.Calls[0].Missing(); missing != (test.want == nil) {
				t.Errorf("missing: %t", missing)
			}
			for _, m := range tree.Modules()[1:] {
				if m.IsLocal() {
					t.Errorf("module.%s is said to be part of the user's code", strings.Join(m.Path(), "."))
				}
			}
		})
	}
}

// TestMissing gives calls that lead nowhere. What surrounds them must be read all the same.
func TestMissing(t *testing.T) {
	for name, config := range map[string]string{
		"no directory": `source = "./nowhere"`,
		"no code":      `source = "./empty"`,
		"a file":       `source = "./main.tf"`,
		"unknown":      `source = var.unset`,
		"no source":    `providers = {}`,
		"null":         `source = null`,
		"a list":       `source = ["./child"]`,
		"a registry":   `source = "some/module/aws"`,
		"far away":     `source = "../../../../../../../../../../../nowhere"`,
		"no path":      "source = \"./\\u0000\"",
	} {
		t.Run(name, func(t *testing.T) {
			tree := read(t, map[string]string{
				"main.tf": "variable \"unset\" {}\nmodule \"m\" {\n  " + config + "\n  input = thing.x.id\n}\n" +
					"resource \"thing\" \"x\" {\n  value = \"${module.m.out}-text\"\n}\n",
				"empty/README": "no code",
			})
			if !tree.Root.Calls[0].Missing() {
				t.Error("it is not missing")
			}
			if diff := cmp.Diff([]string{"thing.x=<module.m.out>-text"}, values(tree, "thing", "value")); diff != "" {
				t.Error(diff)
			}
			if len(tree.Problems()) == 0 {
				t.Error("nobody is told")
			}
		})
	}
}

// TestModuleBounds gives trees that grow without end.
func TestModuleBounds(t *testing.T) {
	call := func(name, source, rest string) string {
		return fmt.Sprintf("module %q {\n  source = %q\n  %s\n}\n", name, source, rest)
	}
	const thing = "resource \"thing\" \"x\" {\n  value = 1\n}\n"
	chain := map[string]string{"main.tf": call("m", "./d0", "") + thing}
	for i := range 40 {
		chain[fmt.Sprintf("d%d/main.tf", i)] = call("m", fmt.Sprintf("../d%d", i+1), "") + thing
	}
	tree := map[string]string{"main.tf": call("a", "./d0", "") + call("b", "./d0", "") + thing}
	for i := range 14 {
		next := fmt.Sprintf("../d%d", i+1)
		tree[fmt.Sprintf("d%d/main.tf", i)] = call("a", next, "") + call("b", next, "") + thing
	}
	for name, test := range map[string]struct {
		files     map[string]string
		least, to int // things
	}{
		"itself": {
			files: map[string]string{"main.tf": call("m", "./", "") + thing},
			least: 1, to: 1,
		},
		"a child itself": {
			files: map[string]string{"main.tf": call("m", "./a", "") + thing, "a/main.tf": call("m", "../a", "") + thing},
			least: 2, to: 2,
		},
		"a ring": {
			files: map[string]string{
				"main.tf": call("m", "./a", "") + thing, "a/main.tf": call("m", "../b", "") + thing,
				"b/main.tf": call("m", "../c", "") + thing, "c/main.tf": call("m", "../a", "") + thing,
			},
			least: 4, to: 4,
		},
		"back to the root":  {files: map[string]string{"main.tf": call("m", "./a", "") + thing, "a/main.tf": call("m", "../", "") + thing}, least: 2, to: 2},
		"a chain":           {files: chain, least: 16, to: 20},
		"a tree":            {files: tree, least: 1000, to: 3000},
		"count":             {files: map[string]string{"main.tf": call("m", "./a", "count = 1000000000"), "a/main.tf": thing}, least: 1000, to: 1000},
		"counts in counts":  {files: map[string]string{"main.tf": call("m", "./a", "count = 1000"), "a/main.tf": call("n", "../b", "count = 1000"), "b/main.tf": thing}, least: 1000, to: 2000},
		"count of its own":  {files: map[string]string{"main.tf": call("m", "./a", "count = length(module.m)") + thing, "a/main.tf": thing}, least: 1, to: 2},
		"input of its own":  {files: map[string]string{"main.tf": call("m", "./a", "x = module.m.x") + thing, "a/main.tf": "variable \"x\" {}\noutput \"x\" {\n  value = var.x\n}\n" + thing}, least: 2, to: 2},
		"a ring of inputs":  {files: map[string]string{"main.tf": call("m", "./a", "x = module.n.x") + call("n", "./a", "x = module.m.x"), "a/main.tf": "variable \"x\" {}\noutput \"x\" {\n  value = \"${var.x}!\"\n}\n" + thing}, least: 2, to: 2},
		"counts by another": {files: map[string]string{"main.tf": call("m", "./a", "count = length(module.n)") + call("n", "./a", "count = length(module.m)"), "a/main.tf": thing}, least: 1, to: 2},
	} {
		t.Run(name, func(t *testing.T) {
			tree := read(t, test.files)
			n := len(values(tree, "thing", "value"))
			if n < test.least || n > test.to {
				t.Errorf("%d things, want %d to %d", n, test.least, test.to)
			}
			for _, m := range tree.Modules() {
				for _, out := range m.Outputs {
					if len(out.Attr("value").Alternatives) != 1 {
						t.Errorf("%soutput.%s has no value", m.Prefix(), out.Name)
					}
				}
			}
		})
	}
}

// TestAlone reads a called module as somebody does who lints it by itself: its variables have their defaults, its paths
// begin where it is, and what it calls is installed under the names that it has in the whole.
func TestAlone(t *testing.T) {
	host := hosttest.New(t, map[string]string{
		"main.tf": `
module "user" {
  source = "./modules/user"
  name   = "given"
}
`,
		"policy.json":              "the root's",
		"modules/user/policy.json": "the module's",
		"modules/user/main.tf": `
variable "name" { default = "default" }
variable "needed" {}
module "inner" { source = "../inner" }
module "installed" { source = "some/module/aws" }
resource "thing" "x" {
  value = [var.name, var.needed, path.module, path.root, file("policy.json"), file("${path.module}/policy.json"), basename(path.cwd), module.inner.dir]
}
`,
		"modules/inner/main.tf": "output \"dir\" {\n  value = \"${path.module}: ${file(\"${path.module}/own.txt\")}\"\n}\n",
		"modules/inner/own.txt": "own",
	})
	dir := directoryOf(t, host)
	writeFile(t, filepath.Join(dir, ".terraform", "modules", "user.installed", "main.tf"), "resource \"thing\" \"y\" {\n  value = path.module\n}\n")
	writeFile(t, filepath.Join(dir, ".terraform", "modules", "modules.json"), `{"Modules":[{"Key":"user.installed","Dir":".terraform/modules/user.installed"}]}`)

	tree := readHost(t, host, terraform.Options{Modules: "all"})
	want := []string{
		"module.user.thing.x=[given,<module.user.var.needed>,modules/user,.,the root's,the module's," + filepath.Base(dir) + ",modules/inner: own]",
		"module.user.module.installed.thing.y=.terraform/modules/user.installed",
	}
	if diff := cmp.Diff(want, values(tree, "thing", "value")); diff != "" {
		t.Error(diff)
	}
	alone := tree.Alone(tree.Modules()[1])
	want = []string{
		"thing.x=[default,<var.needed>,.,.,the module's,the module's,user,../inner: own]",
		"module.installed.thing.y=../../.terraform/modules/user.installed",
	}
	if diff := cmp.Diff(want, values(alone, "thing", "value")); diff != "" {
		t.Error(diff)
	}
}

// TestBesideModules refuses files that lie beside the modules' directories, also within a repository: a repository holds
// more than its Terraform code, and the code under review is not trusted.
func TestBesideModules(t *testing.T) {
	host := hosttest.New(t, map[string]string{
		"main.tf": "resource \"thing\" \"x\" {\n  value = [try(file(\"../shared/a.txt\"), \"refused\"), try(file(\"../../outside.txt\"), \"refused\")]\n}\n",
	})
	repository := filepath.Dir(directoryOf(t, host))
	writeFile(t, filepath.Join(repository, "shared", "a.txt"), "shared")
	writeFile(t, filepath.Join(filepath.Dir(repository), "outside.txt"), "outside")
	read := func() []string {
		return values(readHost(t, host, terraform.Options{Modules: "all"}), "thing", "value")
	}
	if diff := cmp.Diff([]string{"thing.x=[refused,refused]"}, read()); diff != "" {
		t.Error(diff)
	}
	if err := os.Mkdir(filepath.Join(repository, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"thing.x=[refused,refused]"}, read()); diff != "" {
		t.Error(diff)
	}
}

// TestOutline lets code stand for a module that isn't at hand.
func TestOutline(t *testing.T) {
	files := map[string]string{
		"main.tf": `
variable "unset" {}
module "known" {
  source  = "some/module/aws"
  version = "1.0"
  name    = "given"
}
module "each" {
  source   = "some/module/aws"
  for_each = toset(["a", "b"])
  name     = each.key
  off      = each.key == "b"
}
module "broken" { source = "broken/module/aws" }
module "unknown" { source = "other/module/aws" }
module "local" { source = "./some/module/aws" }
resource "thing" "x" {
  value = [module.known.name, module.known.other, module.each["b"].name, module.broken.x, module.unknown.name]
}
`,
	}
	outline := func(c *terraform.Call) (terraform.Outline, bool) {
		switch c.Source {
		case "some/module/aws":
			if c.Writes("version") || c.Writes("count") {
				t.Errorf("%s passes an argument that is none", c.Addr())
			}
			return terraform.Outline{Name: "some/module", Source: []byte(`
variable "name" {}
variable "off" { default = false }
resource "thing" "inside" {
  count = var.off ? 0 : 1
  value = var.name
}
output "name" { value = "out-${var.name}" }
`)}, true
		case "broken/module/aws":
			return terraform.Outline{Name: "broken", Source: []byte("resource {")}, true
		}
		return terraform.Outline{}, false
	}
	tree := readHost(t, hosttest.New(t, files), terraform.Options{Modules: "all", Outline: outline})
	want := []string{
		"thing.x=[out-given,<module.known.other>,out-b,<module.broken.x>,<module.unknown.name>]",
		"module.known.thing.inside=given", "module.each.thing.inside=a",
	}
	if diff := cmp.Diff(want, values(tree, "thing", "value")); diff != "" {
		t.Errorf("%s\n%s", diff, strings.Join(tree.Problems(), "\n"))
	}
	for _, m := range tree.Modules()[1:] {
		if !m.Outlined() || m.IsLocal() {
			t.Errorf("module.%s is not said to be outlined", strings.Join(m.Path(), "."))
		}
	}
	for _, options := range []string{"local", "none"} {
		tree := readHost(t, hosttest.New(t, files), terraform.Options{Modules: options, Outline: outline})
		if n := len(tree.Modules()); n != 1 {
			t.Errorf("%s: %d modules", options, n)
		}
	}

	// The module's own code is better.
	host := hosttest.New(t, files)
	dir := directoryOf(t, host)
	writeFile(t, filepath.Join(dir, ".terraform", "modules", "known", "main.tf"), "resource \"thing\" \"own\" {\n  value = 1\n}\n")
	writeFile(t, filepath.Join(dir, ".terraform", "modules", "modules.json"), `{"Modules":[{"Key":"known","Dir":".terraform/modules/known"}]}`)
	tree = readHost(t, host, terraform.Options{Modules: "all", Outline: outline})
	if got := values(tree, "thing", "value"); !strings.Contains(strings.Join(got, " "), "module.known.thing.own=1") {
		t.Errorf("got %q", got)
	}
}

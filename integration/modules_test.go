package integration

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const adminRule = "aws_iam_access_key_user_admin_access"

// moduleTree is a configuration whose keys are made three modules down and get their rights from the root. Its root is
// the directory given.
func moduleTree(root string) map[string]string {
	up := "./"
	if root != "" {
		up = strings.Repeat("../", strings.Count(root, "/")+1)
	}
	return map[string]string{
		filepath.ToSlash(filepath.Join(root, "main.tf")): strings.ReplaceAll(`module "admins" {
  source = "UPmodules/team"
  names  = ["root", "ops"]
  policy = "arn:aws:iam::aws:policy/AdministratorAccess"
}

module "readers" {
  source = "UPmodules/team"
  names  = ["audit"]
  policy = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"
}

module "empty" {
  source = "UPmodules/team"
  names  = []
  policy = "arn:aws:iam::aws:policy/AdministratorAccess"
}

module "off" {
  source = "UPmodules/team"
  count  = 0
  names  = ["off"]
  policy = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_user_policy_attachment" "outside" {
  user       = module.readers.members["audit"]
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
`, "UP", up),
		"modules/team/main.tf": `variable "names" {
  type = set(string)
}

variable "policy" {
  type = string
}

module "member" {
  source   = "./member"
  for_each = var.names
  name     = each.key
  policy   = var.policy
}

output "members" {
  value = { for name, m in module.member : name => m.user }
}
`,
		"modules/team/member/main.tf": `variable "name" {
  type = string
}

variable "policy" {
  type = string
}

module "user" {
  source = "../../user"
  name   = var.name
}

resource "aws_iam_user_policy_attachment" "this" {
  user       = module.user.name
  policy_arn = var.policy
}

output "user" {
  value = module.user.name
}
`,
		"modules/user/main.tf.json": `{
  "variable": {"name": {"type": "string"}},
  "resource": {
    "aws_iam_user": {"this": {"name": "${var.name}"}},
    "aws_iam_access_key": {"this": {"user": "${aws_iam_user.this.name}"}}
  },
  "output": {"name": {"value": "${aws_iam_user.this.name}"}}
}
`,
	}
}

// inTree is what the two rules say of the tree when its root is linted.
func inTree(root string) []string {
	at := func(line int, rule string) string {
		return fmt.Sprintf("%s:%d %s", filepath.ToSlash(filepath.Join(root, "main.tf")), line, rule)
	}
	return sorted(at(1, keyRule), at(1, adminRule), at(7, keyRule), at(26, adminRule))
}

func sorted(places ...string) []string {
	slices.Sort(places)
	return places
}

// found runs both rules and returns where their issues stand.
func found(t *testing.T, dir string, args ...string) []string {
	t.Helper()
	var all []string
	for _, i := range issues(t, dir, append(args, "--only="+keyRule, "--only="+adminRule)...) {
		all = append(all, fmt.Sprintf("%s:%d %s", filepath.ToSlash(i.Range.Filename), i.Range.Start.Line, i.Rule.Name))
	}
	return sorted(all...)
}

func TestModuleTree(t *testing.T) {
	t.Parallel()
	dir := configured(t, moduleTree(""))
	if diff := cmp.Diff(inTree(""), found(t, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, i := range issues(t, dir, "--only="+keyRule) {
		if want := "(at modules/user/main.tf.json:5)"; !strings.HasSuffix(i.Message, want) {
			t.Errorf("%q doesn't say %s", i.Message, want)
		}
	}
	t.Run("filter", func(t *testing.T) {
		if diff := cmp.Diff(inTree(""), found(t, dir, "--filter=main.tf")); diff != "" {
			t.Errorf("main.tf (-want +got):\n%s", diff)
		}
		if got := found(t, dir, "--filter=modules/user/main.tf.json"); len(got) > 0 {
			t.Errorf("found in the module's own file: %q", got)
		}
	})
	t.Run("call module type", func(t *testing.T) {
		// What tflint itself follows makes no difference: the plugin has its own option.
		for _, kind := range []string{"none", "local"} {
			if diff := cmp.Diff(inTree(""), found(t, dir, "--call-module-type="+kind)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", kind, diff)
			}
		}
	})
}

func TestModuleTreeChdir(t *testing.T) {
	t.Parallel()
	dir := configured(t, moduleTree("live/prod"))
	config := "--config=" + filepath.Join(dir, ".tflint.hcl")
	if diff := cmp.Diff(inTree("live/prod"), found(t, dir, "--chdir=live/prod", config)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(inTree(""), found(t, filepath.Join(dir, "live", "prod"), config)); diff != "" {
		t.Errorf("from inside (-want +got):\n%s", diff)
	}
}

// With --recursive each directory is a root module of its own. A module without values for its variables has its key,
// and rights that nobody knows.
func TestModuleTreeRecursive(t *testing.T) {
	t.Parallel()
	dir := configured(t, moduleTree("live/prod"))
	want := sorted(append(inTree("live/prod"), "modules/team/main.tf:9 "+keyRule, "modules/team/member/main.tf:9 "+keyRule,
		"modules/user/main.tf.json:5 "+keyRule)...)
	if diff := cmp.Diff(want, found(t, dir, "--recursive", "--config="+filepath.Join(dir, ".tflint.hcl"))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// An annotation at the anchor ignores what lies inside, for the rules that it names and for that call only.
func TestModuleTreeIgnored(t *testing.T) {
	t.Parallel()
	files := moduleTree("")
	files["main.tf"] = "# tflint-ignore: " + adminRule + " # they are on call\n" + strings.Replace(files["main.tf"], "\nresource", "\n# tflint-ignore: all\nresource", 1)
	want := sorted("main.tf:2 "+keyRule, "main.tf:8 "+keyRule)
	if diff := cmp.Diff(want, found(t, configured(t, files))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// initialised moves the tree's modules to where terraform init puts the ones of a registry.
func initialised(t *testing.T, root string) map[string]string {
	t.Helper()
	files := moduleTree(root)
	main := filepath.ToSlash(filepath.Join(root, "main.tf"))
	data := filepath.ToSlash(filepath.Join(root, ".terraform", "modules"))
	config := files[main]
	for line := range strings.Lines(config) {
		if strings.Contains(line, "source = ") {
			config = strings.ReplaceAll(config, line, "  source  = \"example/team/aws\"\n  version = \"1.0.0\"\n")
		}
	}
	type entry struct{ Key, Source, Version, Dir string }
	var entries []entry
	for _, call := range []string{"admins", "readers", "empty", "off"} {
		for name, text := range files {
			if rest, ok := strings.CutPrefix(name, "modules/"); ok {
				files[data+"/"+call+"/"+rest] = text
			}
		}
		at := ".terraform/modules/" + call
		entries = append(entries,
			entry{call, "registry.terraform.io/example/team/aws", "1.0.0", at + "/team"},
			entry{call + ".member", "./member", "", at + "/team/member"},
			entry{call + ".member.user", "../../user", "", at + "/user"},
		)
	}
	manifest, err := json.Marshal(map[string]any{"Modules": append(entries, entry{Dir: "."})})
	if err != nil {
		t.Fatal(err)
	}
	maps.DeleteFunc(files, func(name, _ string) bool { return strings.HasPrefix(name, "modules/") })
	files[main] = config
	files[data+"/modules.json"] = string(manifest)
	return files
}

// Modules that terraform init has installed are read whether or not tflint itself is told to.
func TestInstalledModules(t *testing.T) {
	t.Parallel()
	files := initialised(t, "")
	want := sorted("main.tf:1 "+keyRule, "main.tf:1 "+adminRule, "main.tf:8 "+keyRule, "main.tf:30 "+adminRule)
	for _, kind := range []string{"none", "local", "all"} {
		got := found(t, configured(t, maps.Clone(files)), "--call-module-type="+kind)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
	}
	t.Run("chdir", func(t *testing.T) {
		dir := configured(t, initialised(t, "live"))
		got := found(t, dir, "--chdir=live", "--config="+filepath.Join(dir, ".tflint.hcl"))
		if len(got) != len(want) {
			t.Errorf("got %q", got)
		}
	})
	t.Run("recursive", func(t *testing.T) { // which leaves .terraform out
		dir := configured(t, initialised(t, "live"))
		got := found(t, dir, "--recursive", "--config="+filepath.Join(dir, ".tflint.hcl"))
		if len(got) != len(want) {
			t.Errorf("got %q", got)
		}
	})
	t.Run("option", func(t *testing.T) {
		for _, modules := range []string{"local", "none"} {
			files := maps.Clone(files)
			files[".tflint.hcl"] = "plugin \"aws-access-key\" {\n  enabled = true\n  modules = \"" + modules + "\"\n}\n"
			if got := found(t, configured(t, files)); len(got) > 0 {
				t.Errorf("%s: got %q", modules, got)
			}
		}
	})
}

// A module that nobody has installed says nothing, unless it is a known one, and hides nothing else.
func TestModulesNotInstalled(t *testing.T) {
	t.Parallel()
	dir := configured(t, map[string]string{"main.tf": oneKey + `
module "unknown" {
  source  = "example/ci/aws"
  version = "1.0.0"
}

module "known" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-user"
  version = "~> 6.0"
  name    = "ci"
  policies = {
    admin = "arn:aws:iam::aws:policy/AdministratorAccess"
  }
}
`})
	want := sorted("main.tf:1 "+keyRule, "main.tf:10 "+keyRule, "main.tf:10 "+adminRule)
	if diff := cmp.Diff(want, found(t, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// tflint refuses to load a local module that isn't there. If it is told not to follow calls, the rest is judged.
func TestMissingModule(t *testing.T) {
	t.Parallel()
	dir := configured(t, map[string]string{"main.tf": oneKey + "module \"gone\" {\n  source = \"./gone\"\n}\n"})
	if got := runTFLint(t, dir); got.code != 1 || !strings.Contains(got.stderr, "gone") {
		t.Errorf("tflint exits with %d and says %q", got.code, got.stderr)
	}
	if diff := cmp.Diff([]string{"main.tf:1 " + keyRule}, found(t, dir, "--call-module-type=none")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A module that calls itself has no end in Terraform, and tflint refuses it if it follows calls.
func TestModuleCallsItself(t *testing.T) {
	t.Parallel()
	const again = "module \"again\" {\n  source = \"../ci\"\n  user   = module.again.user\n}\noutput \"user\" {\n  value = module.again.user\n}\n"
	dir := configured(t, map[string]string{
		"main.tf":            "module \"ci\" {\n  source = \"./modules/ci\"\n}\nmodule \"root\" {\n  source = \"./\"\n}\n",
		"modules/ci/main.tf": again + oneKey,
	})
	if got := runTFLint(t, dir); got.code != 1 || !strings.Contains(got.stderr, "circular references") {
		t.Errorf("tflint exits with %d and says %q", got.code, got.stderr)
	}
	if diff := cmp.Diff([]string{"main.tf:1 " + keyRule}, found(t, dir, "--call-module-type=none")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

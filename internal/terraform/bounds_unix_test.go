//go:build unix

package terraform_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// TestSpecialFiles puts pipes and circles of links where files and directories are looked for: who opens a pipe waits for
// somebody to write into it.
func TestSpecialFiles(t *testing.T) {
	host := hosttest.New(t, map[string]string{
		"main.tf": `
module "pipe" { source = "./pipe" }
module "list" { source = "a/b/c" }
module "circle" { source = "./circle" }
module "around" { source = "./around" }
resource "thing" "x" {
  pipe     = try(file("pipe"), "refused")
  template = try(templatefile("pipe", {}), "refused")
  circle   = try(file("circle"), "refused")
  exists   = [fileexists("pipe"), fileexists("circle")]
  set      = sort(fileset(".", "**/*.txt"))
  good     = "good"
}
`,
		"sub/a.txt":                   "a",
		".terraform/modules/none.txt": "",
	})
	wd, err := host.Runner().GetOriginalwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, pipe := range []string{"pipe", "pipe.tf", "pipe.tfvars", ".tflint.hcl", "sub/pipe.txt", ".terraform/modules/modules.json"} {
		if err := syscall.Mkfifo(filepath.Join(wd, pipe), 0o600); err != nil {
			t.Skip("no pipes here: ", err)
		}
	}
	for from, to := range map[string]string{"circle": "circle", "around": ".", "circle.tf": "circle.tf", "circle.tfvars": "circle.tfvars", "sub/up": ".."} {
		if err := os.Symlink(to, filepath.Join(wd, from)); err != nil {
			t.Fatal(err)
		}
	}
	done := make(chan *terraform.Tree, 1)
	go func() {
		tree, err := terraform.Read(host.Runner(), terraform.Options{Modules: "all"})
		if err == nil {
			tree.Modules()
			tree.PluginArguments()
			tree.Root.Texts(func([]byte) bool { return true })
			tree.Root.FileTexts(func([]byte) bool { return true })
			tree.Root.Resource(terraform.Managed, "thing", "x").Instances()[0].Arguments()
		}
		done <- tree
	}()
	select {
	case <-time.After(time.Minute):
		t.Fatal("it waits")
	case tree := <-done:
		x := tree.Root.Resource(terraform.Managed, "thing", "x").Instances()[0]
		for attr, want := range map[string]string{
			"pipe": "refused", "template": "refused", "circle": "refused", "exists": "[false,false]", "good": "good",
			"set": "[.terraform/modules/none.txt,sub/a.txt]",
		} {
			if got := show(tree, x.Attr(attr).Alternatives[0]); got != want {
				t.Errorf("%s is %q, want %q", attr, got, want)
			}
		}
		if len(tree.Modules()) > 100 {
			t.Errorf("%d modules", len(tree.Modules()))
		}
		if problems := strings.Join(tree.Problems(), "\n"); !strings.Contains(problems, "nest too deep") {
			t.Errorf("nothing is said of the module that calls itself through a link:\n%s", problems)
		}
	}
}

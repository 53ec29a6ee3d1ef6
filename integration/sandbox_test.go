package integration

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/linttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

// sandbox is where commands of the documentation run: they find tflint, the plugin where it would be installed, and at
// the address of this repository a copy of it.
type sandbox struct {
	home string
	repo string
	env  []string
}

func newSandbox(t *testing.T) *sandbox {
	t.Helper()
	box := &sandbox{home: t.TempDir(), repo: filepath.Join(t.TempDir(), "repo")}
	box.copyPlugin(t)
	box.copyRepository(t)
	box.env = append(os.Environ(), "HOME="+box.home, "TFLINT_LOG=", "TFLINT_CONFIG_FILE=", "TFLINT_PLUGIN_DIR=",
		"PATH="+filepath.Dir(tflint)+string(os.PathListSeparator)+os.Getenv("PATH"),
		"MAKEFLAGS=", "MAKELEVEL=", "GIT_TEMPLATE_DIR="+box.templates(t), "GIT_CONFIG_COUNT=1",
		"GIT_CONFIG_KEY_0=url."+box.repo+".insteadOf", "GIT_CONFIG_VALUE_0=https://"+project.Repository)
	// Go's own directories follow the home directory, and what was built before is wanted.
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPATH"} {
		value, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		box.env = append(box.env, name+"="+strings.TrimSpace(string(value)))
	}
	return box
}

// copyPlugin installs the plugin in the sandbox's home.
func (box *sandbox) copyPlugin(t *testing.T) {
	t.Helper()
	plugins := os.DirFS(pluginDir)
	if err := os.CopyFS(filepath.Join(box.home, ".tflint.d", "plugins"), plugins); err != nil {
		t.Fatal(err)
	}
}

// copyRepository makes a repository of the files as they are now, committed or not.
func (box *sandbox) copyRepository(t *testing.T) {
	t.Helper()
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = ".."
	names, err := list.Output()
	if err != nil {
		t.Skipf("this is no checkout by git: %s", err)
	}
	for name := range strings.SplitSeq(strings.Trim(string(names), "\x00"), "\x00") {
		data, err := os.ReadFile(filepath.Join("..", name))
		if os.IsNotExist(err) {
			continue // deleted, and not yet committed
		}
		if err != nil {
			t.Fatal(err)
		}
		box.put(t, filepath.Join(box.repo, name), string(data))
	}
	for _, args := range []string{"init -q -b main", "add -A", "-c user.name=t -c user.email=t@example.com commit -qm copy"} {
		cmd := exec.Command("git", strings.Fields(args)...)
		cmd.Dir = box.repo
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %s\n%s", args, err, out)
		}
	}
}

// templates has a hook that puts the tools into each clone, where make tools would build them for minutes.
func (box *sandbox) templates(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	hook := filepath.Join(dir, "hooks", "post-checkout")
	box.put(t, hook, "#!/bin/sh\nmkdir -p bin && cp "+quote(tflint)+" bin/ && touch bin/.tools\n")
	if err := os.Chmod(hook, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// directory is a new one, with Terraform code and a configuration of tflint.
func (box *sandbox) directory(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	box.putCode(t, dir)
	return dir
}

// clone is a copy of the repository in which the plugin was built, with Terraform code in path/to/terraform.
func (box *sandbox) clone(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "clone")
	if out, code := box.run(t, t.TempDir(), "git clone -q https://"+project.Repository+" "+quote(dir)+" && make -C "+quote(dir)+" build"); code != 0 {
		t.Fatal(out)
	}
	box.putCode(t, filepath.Join(dir, "path", "to", "terraform"))
	return dir
}

func (box *sandbox) putCode(t *testing.T, dir string) {
	t.Helper()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "examples", "leaky"))); err != nil {
		t.Fatal(err)
	}
	box.put(t, filepath.Join(dir, ".tflint.hcl"), linttest.Configure(enabled))
}

func (box *sandbox) put(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// run executes a script and returns all that it prints.
func (box *sandbox) run(t *testing.T, dir, script string) (string, int) {
	t.Helper()
	cmd := exec.Command("sh", "-c", script)
	cmd.Dir, cmd.Env = dir, box.env
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

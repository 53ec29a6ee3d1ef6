package graph

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

// call runs the binary's commands.
func call(args ...string) (code int, stdout, stderr string) {
	var out, errors strings.Builder
	code = Main(args, System{Stdout: &out, Stderr: &errors})
	return code, out.String(), errors.String()
}

const oneKey = "resource \"aws_iam_access_key\" \"a\" {\n  user = \"a\"\n}\n"

func TestCommand(t *testing.T) {
	code := put(t, map[string]string{"main.tf": oneKey, "sub/README": "no code\n", "none/main.tf": "locals {}\n", "broken/main.tf": oneKey + "resource {"})
	at := func(name string) string { return filepath.Join(code, name) }
	for name, tt := range map[string]struct {
		args           []string
		code           int
		stdout, stderr string // what they hold
	}{
		"help":              {[]string{"--help"}, 0, "graph      draw", ""},
		"help of a command": {[]string{"graph", "--help"}, 0, "Usage: tflint-ruleset-aws-access-key graph", ""},
		"version":           {[]string{"--version"}, 0, project.Version + "\n", ""},
		"mermaid":           {[]string{"graph", code}, 0, "flowchart LR\n", ""},
		"html":              {[]string{"graph", "--format", "html", code}, 0, "<!DOCTYPE html>", ""},
		"json":              {[]string{"graph", "--format=json", code}, 0, `"address": "aws_iam_access_key.a"`, ""},
		"options after":     {[]string{"graph", code, "--format", "json"}, 0, `"keys": [`, ""},
		"no key":            {[]string{"graph", at("none")}, 0, "no long-term access key", "no long-term access key is made here"},
		"a mistake in code": {[]string{"graph", at("broken")}, 0, "aws_iam_access_key.a", "could not be read; html and json say what"},
		"no directory":      {[]string{"graph", at("nowhere")}, 1, "", "there is no directory " + at("nowhere")},
		"a file":            {[]string{"graph", at("main.tf")}, 1, "", "is no directory"},
		"no code":           {[]string{"graph", at("sub")}, 1, "", "there is no Terraform code in " + at("sub")},
		"can't write":       {[]string{"graph", "-o", at("no/such/file.html"), code}, 1, "", "file.html"},
		"another format":    {[]string{"graph", "--format", "png", code}, 2, "", `--format is mermaid, html or json, not "png"; see --help`},
		"another option":    {[]string{"graph", "--colour"}, 2, "", "see --help"},
		"two directories":   {[]string{"graph", "a", "b"}, 2, "", "one directory at a time"},
		"another command":   {[]string{"draw"}, 2, "", `"draw" is no command; see --help`},
	} {
		code, stdout, stderr := call(tt.args...)
		if code != tt.code || !strings.Contains(stdout, tt.stdout) || !strings.Contains(stderr, tt.stderr) ||
			tt.stdout == "" && stdout != "" || tt.stderr == "" && stderr != "" {
			t.Errorf("%s: exits with %d\n%.300s\n%s", name, code, stdout, stderr)
		}
	}
}

func TestFormatOfFile(t *testing.T) {
	code := put(t, map[string]string{"main.tf": oneKey})
	for name, begin := range map[string]string{"a.html": "<!DOCTYPE html>", "a.json": "{", "a.mmd": "flowchart LR", "a": "flowchart LR"} {
		file := filepath.Join(t.TempDir(), name)
		if code, _, stderr := call("graph", "-o", file, code); code != 0 {
			t.Fatal(stderr)
		}
		text, err := os.ReadFile(file)
		if err != nil || !strings.HasPrefix(string(text), begin) {
			t.Errorf("%s begins with %.20q (%v)", name, text, err)
		}
	}
}

// Where code lies on this machine is not in what is passed on, unless the user names it so.
func TestPathsAreRelative(t *testing.T) {
	dir := put(t, map[string]string{"main.tf": oneKey + "locals { a = file(\"nowhere\") }\nresource \"aws_iam_user_policy\" \"a\" {\n  user = \"a\"\n  policy = local.a\n}\nmodule \"m\" { source = \"./m\" }\n"})
	for _, format := range []string{"mermaid", "html", "json"} {
		_, stdout, _ := call("graph", "--format", format, dir)
		if strings.Contains(stdout, filepath.ToSlash(filepath.Dir(dir))) {
			t.Errorf("%s names %s", format, dir)
		}
	}
}

func TestShown(t *testing.T) {
	t.Chdir(t.TempDir())
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{
		"a/b": "a/b", "./a/": "a", ".": filepath.Base(here), "..": filepath.Base(filepath.Dir(here)), "../x": "x", filepath.Join(here, "a"): "a",
	} {
		if got := shown(dir); got != want {
			t.Errorf("%s is shown as %s, not %s", dir, got, want)
		}
	}
}

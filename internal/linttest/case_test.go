package linttest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// put writes a case of the rule aws_r.
func put(t *testing.T, text string) (dir, path string) {
	t.Helper()
	dir = t.TempDir()
	path = filepath.Join(dir, "aws_r", "case.txtar")
	if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir, path
}

const example = `It shows something.
-- main.tf --
a
-- modules/ci/main.tf --
b
-- fixed/main.tf --
c
-- want --
main.tf:1:1: ERROR: a (aws_r)
`

func TestLoad(t *testing.T) {
	dir, _ := put(t, example)
	cases, err := Load(dir)
	if err != nil || len(cases) != 1 {
		t.Fatal(cases, err)
	}
	c := cases[0]
	if c.Name != "aws_r/case" || c.Rule != "aws_r" || c.Want != "main.tf:1:1: ERROR: a (aws_r)\n" {
		t.Errorf("%+v", c)
	}
	files := map[string]string{"main.tf": "a\n", "modules/ci/main.tf": "b\n", ".tflint.hcl": Configure("")}
	if diff := cmp.Diff(files, c.Files); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"main.tf": "c\n"}, c.Fixed); diff != "" {
		t.Errorf("fixed (-want +got):\n%s", diff)
	}
}

func TestWhichRules(t *testing.T) {
	for comment, want := range map[string][]string{
		"It shows something.":                           {"aws_r"},
		"It shows something.\nrules: all":               nil,
		"It shows something.\nrules: aws_q, aws_r\nSo.": {"aws_q", "aws_r"},
	} {
		dir, _ := put(t, comment+"\n-- main.tf --\n-- want --\n")
		cases, err := Load(dir)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, cases[0].Only); diff != "" {
			t.Errorf("%q (-want +got):\n%s", comment, diff)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"no comment":       "-- main.tf --\n-- want --\n",
		"no configuration": "It shows nothing.\n-- want --\n",
	} {
		dir, _ := put(t, text)
		if _, err := Load(dir); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestUpdate(t *testing.T) {
	dir, path := put(t, example)
	cases, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := cases[0].Update("main.tf:2:1: ERROR: b (aws_r)\n", map[string]string{"main.tf": "d\n"}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := `It shows something.
-- main.tf --
a
-- modules/ci/main.tf --
b
-- fixed/main.tf --
d
-- want --
main.tf:2:1: ERROR: b (aws_r)
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestConfigure(t *testing.T) {
	const both = "plugin \"aws-access-key\" {\n  enabled = true\n  preset  = \"all\"\n}\nplugin \"terraform\" {\n  enabled = false\n}\n"
	for fragment, want := range map[string]string{
		"": both,
		"rule \"aws_r\" {\n  enabled = false\n}\n":                                                        "rule \"aws_r\" {\n  enabled = false\n}\n" + both,
		"plugin \"terraform\" {\n  enabled = true\n}\nplugin \"aws-access-key\" {\n  enabled = true\n}\n": "plugin \"terraform\" {\n  enabled = true\n}\nplugin \"aws-access-key\" {\n  enabled = true\n}\n",
	} {
		if diff := cmp.Diff(want, Configure(fragment)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", fragment, diff)
		}
	}
}

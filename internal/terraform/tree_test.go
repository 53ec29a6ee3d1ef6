package terraform_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"golang.org/x/tools/txtar"
)

// TestTrees compares the root's outputs with what Terraform plans. Each case holds a module tree and, as "want", its
// outputs as JSON. Where the environment variable TERRAFORM names a Terraform of version 1.11 or later, it is asked
// whether the cases are right; it needs neither a provider nor a network for that.
func TestTrees(t *testing.T) {
	cases, err := filepath.Glob("testdata/trees/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal(err, "no cases")
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := map[string]string{}
			for _, f := range archive.Files {
				files[f.Name] = string(f.Data)
			}
			want := files["want"]
			delete(files, "want")
			if terraform := os.Getenv("TERRAFORM"); terraform != "" {
				if diff := cmp.Diff(planned(t, terraform, files), want); diff != "" {
					t.Errorf("the case is not what Terraform plans (-Terraform +case):\n%s", diff)
				}
			}
			tree := read(t, files)
			var got []string
			for _, out := range tree.Root.Outputs {
				alternatives := out.Attr("value").Alternatives
				if len(alternatives) != 1 {
					t.Fatalf("output.%s has %d alternatives", out.Name, len(alternatives))
				}
				text, err := json.Marshal(ctyjson.SimpleJSONValue{Value: alternatives[0]})
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, fmt.Sprintf("%s = %s\n", out.Name, text))
			}
			slices.Sort(got)
			if diff := cmp.Diff(want, strings.Join(got, "")); diff != "" {
				t.Errorf("(-want +got)\n%s\n%s", diff, strings.Join(tree.Problems(), "\n"))
			}
		})
	}
}

// planned asks Terraform for the root's outputs.
func planned(t *testing.T, terraform string, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out []byte
	for _, args := range [][]string{{"init"}, {"plan", "-input=false", "-out=plan"}, {"show", "-json", "plan"}} {
		cmd := exec.Command(terraform, args...)
		cmd.Dir = dir
		var err error
		if out, err = cmd.Output(); err != nil {
			t.Fatalf("terraform %s: %s\n%s", args[0], err, out)
		}
	}
	var plan struct {
		Values struct {
			Outputs map[string]struct {
				Value any `json:"value"`
			} `json:"outputs"`
		} `json:"planned_values"`
	}
	if err := json.Unmarshal(out, &plan); err != nil {
		t.Fatal(err)
	}
	var all []string
	for name, output := range plan.Values.Outputs {
		text, err := json.Marshal(output.Value)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%s = %s\n", name, text))
	}
	slices.Sort(all)
	return strings.Join(all, "")
}

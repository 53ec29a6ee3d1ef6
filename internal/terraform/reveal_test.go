package terraform_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

func TestReveals(t *testing.T) {
	for expression, want := range map[string]bool{
		`base64gzip(r.x.secret)`:                     true,
		`urlencode(r.x.secret)`:                      true,
		`rsadecrypt(r.x.secret, "key")`:              true,
		`templatefile(r.x.path, { s = r.x.secret })`: true,
		`{ a = r.x.secret, b = "none" }[r.x.id]`:     true,
		`regex("[a-z]*", r.x.secret)`:                true,
		`lookup({ a = r.x.secret }, r.x.id)`:         true,
		`urlencode(sha256(r.x.secret))`:              true, // the hash
		`sha256(r.x.secret)`:                         false,
		`sha256("a ${r.x.secret}")`:                  false,
		`bcrypt(r.x.secret)`:                         false,
		`length(r.x.secret)`:                         false,
		`r.x.secret == "a"`:                          false,
		`startswith(r.x.secret, "a")`:                false,
		`provider::example::hide(r.x.secret)`:        false,
	} {
		tree := read(t, map[string]string{"main.tf": "resource \"r\" \"x\" {}\noutput \"o\" { value = " + expression + " }\n"})
		s, ok := tree.Root.Outputs[0].Attr("value").Text()
		ref := tree.Ref(s)
		if !ok || ref == nil {
			t.Errorf("%s is no token", expression)
			continue
		}
		if ref.Reveals() != want {
			t.Errorf("%s: Reveals is not %t", expression, want)
		}
	}
}

// TestRevealsStep pins that an attribute of an object that was chosen by an unknown key is the attribute of each.
func TestRevealsStep(t *testing.T) {
	tree := read(t, map[string]string{"main.tf": `
		resource "r" "x" {}
		resource "r" "y" {}
		output "o" { value = { x = r.x, y = r.y }[r.z.name].secret }
		resource "r" "z" {}`})
	s, _ := tree.Root.Outputs[0].Attr("value").Text()
	var got []string
	for _, from := range tree.Ref(s).From {
		got = append(got, from.Instance.Resource.Addr()+"."+from.Attr())
	}
	if diff := cmp.Diff([]string{"r.x.secret", "r.y.secret", "r.z.name"}, got); diff != "" {
		t.Errorf("what it was computed from (-want +got):\n%s", diff)
	}
}

func TestOutputs(t *testing.T) {
	tree := read(t, map[string]string{
		"main.tf":   "module \"m\" {\n  source = \"./m\"\n}\noutput \"o\" {\n  value = [module.m, module.m.a, r.x]\n}\nresource \"r\" \"x\" {}\n",
		"m/main.tf": "output \"a\" {\n  value = 1\n}\noutput \"b\" {\n  value = 2\n}\n",
	})
	var got []int
	for _, s := range terraform.Strings(tree.Root.Outputs[0].Attr("value").Alternatives[0]) {
		if ref := tree.Ref(s); ref != nil {
			got = append(got, len(ref.Outputs()))
		}
	}
	if len(got) != 2 || got[0] != 2 || got[1] != 0 {
		t.Errorf("the module has %v outputs, not [2 0]", got)
	}
}

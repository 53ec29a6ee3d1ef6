package graph

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/linttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/risk"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/rules"
)

// dangerRules are the rules that report the kinds of danger.
var dangerRules = map[risk.Kind]string{
	risk.Admin:        "aws_iam_access_key_user_admin_access",
	risk.PowerUser:    "aws_iam_access_key_user_admin_access",
	risk.Escalation:   "aws_iam_access_key_user_privilege_escalation",
	risk.ServiceAdmin: "aws_iam_access_key_user_service_admin",
	risk.Compute:      "aws_iam_access_key_user_compute_creation",
	risk.DataAccess:   "aws_iam_access_key_user_data_access",
}

// What the rules call an error is critical in a picture, what they call a warning is broad.
func TestLevels(t *testing.T) {
	severities := map[string]tflint.Severity{}
	for _, rule := range rules.All {
		severities[rule.Name] = rule.Severity
	}
	for kind, rule := range dangerRules {
		want := map[tflint.Severity]Level{tflint.ERROR: Critical, tflint.WARNING: Broad}[severities[rule]]
		if got := levelOf(kind); got != want {
			t.Errorf("%s is %s, and the rule says %s", kind, got, want)
		}
	}
}

// TestCases draws the cases of all rules: no picture breaks, and none makes less of a key than the rules do.
func TestCases(t *testing.T) {
	cases, err := linttest.Load(filepath.Join("..", "..", "rules", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	drawn := 0
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			dir := put(t, c.Files)
			r, err := Read(dir, nil)
			if err != nil {
				t.Skip("there is no code in the root module: ", err)
			}
			drawn += len(r.Keys)
			check(t, r)
			worst := None
			for _, k := range r.Keys {
				worst = max(worst, k.Level)
			}
			for kind, rule := range dangerRules {
				if strings.Contains(c.Want, "("+rule+")") && worst < levelOf(kind) {
					t.Errorf("%s reports something, and no key is worse than %s", rule, worst)
				}
			}
		})
	}
	if drawn < len(cases)/2 {
		t.Errorf("only %d keys in %d cases", drawn, len(cases))
	}
}

// many is a configuration of n keys, every tenth of which is an administrator's.
func many(n int) map[string]string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "resource \"aws_iam_user\" \"u%d\" {\n  name = \"u%d\"\n}\nresource \"aws_iam_access_key\" \"u%d\" {\n  user = aws_iam_user.u%d.name\n}\n", i, i, i, i)
		name := "AmazonS3FullAccess"
		if i%10 == 9 {
			name = "AdministratorAccess"
		}
		fmt.Fprintf(&b, "resource \"aws_iam_user_policy_attachment\" \"u%d\" {\n  user       = aws_iam_user.u%d.name\n  policy_arn = \"arn:aws:iam::aws:policy/%s\"\n}\n", i, i, name)
	}
	return map[string]string{"main.tf": b.String()}
}

// A diagram of Mermaid has bounds; the most dangerous keys are in it, and it says how many are not.
func TestMany(t *testing.T) {
	r := draw(t, many(300))
	check(t, r)
	for i, k := range r.Keys {
		if want := map[bool]Level{true: Critical, false: Broad}[i < 30]; k.Level != want {
			t.Fatalf("key %d is %s", i, k.Level)
		}
	}
	text := in(t, "mermaid", r)
	if len(text) > 50_000 || strings.Count(text, "-->") > 500 {
		t.Errorf("%d bytes and %d edges are too much for Mermaid", len(text), strings.Count(text, "-->"))
	}
	left := 300 - strings.Count(text, `(["`)
	if want := fmt.Sprintf(`more["and %d more keys: see the HTML page"]`, left); left < 1 || !strings.Contains(text, want) {
		t.Errorf("%d keys are left out, and nothing says so", left)
	}
	if got := strings.Count(in(t, "html", r), "<article "); got != 300 {
		t.Errorf("the page has %d keys", got)
	}
}

func TestSecretsAreHidden(t *testing.T) {
	const id, secret = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	r := draw(t, map[string]string{"main.tf": `
resource "aws_iam_access_key" "a" { user = "` + id + `" }
resource "aws_iam_access_key" "b" { user = "` + secret + `" }
resource "aws_iam_access_key" "c" { user = "c" }
resource "aws_iam_user_policy" "c" {
  user   = "c"
  policy = file("` + secret + `.json")
}
resource "aws_iam_user_policy_attachment" "c" {
  user       = "c"
  policy_arn = "` + secret + `"
}
`, "terraform.tfvars": "nobody = \"" + secret + "\" = broken"})
	for _, format := range []string{"mermaid", "html", "json"} {
		text := in(t, format, r)
		for _, s := range []string{id, secret, "K7MDENG"} {
			if strings.Contains(text, s) {
				t.Errorf("%s shows %s", format, s)
			}
		}
	}
	if !strings.Contains(in(t, "json", r), "AKIA…MPLE") {
		t.Error("the ID is not to be seen at all")
	}
}

func TestJSON(t *testing.T) {
	r := draw(t, many(2))
	var back Report
	if err := json.Unmarshal([]byte(in(t, "json", r)), &back); err != nil {
		t.Fatal(err)
	}
	if got := in(t, "mermaid", &back); got != in(t, "mermaid", r) {
		t.Errorf("read back it is another report:\n%s", got)
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width float64
		most  int
		want  []string
	}{
		{"aws_iam_user.ci", 200, 3, []string{"aws_iam_user.ci"}},
		{"aws_iam_user.ci", 60, 3, []string{"aws_iam_", "user.ci"}},
		{"one two", 38, 3, []string{"one", "two"}},
		{"UpdateStack", 53, 3, []string{"Update", "Stack"}},
		{"abcdefgh", 23, 2, []string{"abc", "de…"}},
		{"", 100, 3, nil},
	} {
		if diff := cmp.Diff(tt.want, titleFont.wrap(tt.text, tt.width, tt.most)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
}

// Nothing in a box is wider than the box, and no box lies on another.
func TestLayout(t *testing.T) {
	cases, err := linttest.Load(filepath.Join("..", "..", "rules", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		r, err := Read(put(t, c.Files), nil)
		if err != nil {
			continue // TestCases says why
		}
		for _, k := range r.Keys {
			d := lay(k)
			for i, a := range d.boxes {
				if a.x < 0 || a.y < 0 || a.x+a.w > d.width+.01 || a.y+a.h > d.height+.01 {
					t.Errorf("%s: %s lies outside", c.Name, a.node.Title)
				}
				for _, row := range a.rows {
					if row.font.measure(row.text) > a.w-2*padX+.01 || row.y > a.h {
						t.Errorf("%s: %q does not fit", c.Name, row.text)
					}
				}
				for _, b := range d.boxes[i+1:] {
					if a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h {
						t.Errorf("%s: %s lies on %s", c.Name, a.node.Title, b.node.Title)
					}
				}
			}
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("\"]--><script>")
	f.Add("style:#lt;")
	f.Add(token.Text(3) + "\u202e\u0000")
	r := draw(f, map[string]string{"main.tf": "resource \"aws_iam_access_key\" \"a\" {}\n"})
	f.Fuzz(func(t *testing.T, s string) {
		shown := visible(s)
		if token.In(shown) {
			t.Errorf("%q holds a token", shown)
		}
		r.Keys[0].Nodes[0].Title, r.Keys[0].Address = shown, shown
		checkMermaid(t, in(t, "mermaid", r))
		checkHTML(t, in(t, "html", r))
	})
}

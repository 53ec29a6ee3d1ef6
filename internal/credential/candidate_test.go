package credential

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Whatever Find or FindEncoded finds in a value, Candidate finds in the source that has the value as a literal, however
// the literal is written.
func TestCandidateHasNoFalseNegatives(t *testing.T) {
	r := newRand(14)
	found := 0
	for i := range 4000 {
		value, name := randomValue(r, newMade(uint64(i)))
		if len(Find(value, name))+len(FindEncoded(value, name)) == 0 {
			continue
		}
		found++
		for form, source := range sources(r, name, value) {
			if form != "JSON" {
				if got := evaluate(t, source, name); got != value {
					t.Fatalf("%s: %q evaluates to %q, want %q", form, source, got, value)
				}
			}
			if !Candidate([]byte(source)) {
				t.Fatalf("%s: no candidate: %q, which is %q", form, source, value)
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d of the values had a credential in them", found)
	}
}

// randomValue returns a value that may have a credential in it, among characters that need an escape.
func randomValue(r *rand.Rand, m made) (value, name string) {
	name = []string{"secret_key", "user_data", "smtp_password"}[r.IntN(3)]
	piece := []string{
		m.keyID, m.secret, m.smtp, m.token, m.bedrock, m.bedrockShort, "secret_key=" + m.secret, m.keyID + "\n" + m.secret,
		b64("export AWS_ACCESS_KEY_ID=" + m.keyID), b64("AWS_SECRET_ACCESS_KEY=" + m.secret + " # and some more of it"), b64(m.secret), b64(m.keyID),
	}[r.IntN(12)]
	if r.IntN(3) == 0 {
		return piece, name
	}
	around := func() string { return randomText(r, "nrtux \n\r\t\"\\$%{/<é=:'", r.IntN(6)) }
	return strings.ToValidUTF8(around()+piece+around(), "?"), name
}

// sources returns the ways to write the value.
func sources(r *rand.Rand, name, value string) map[string]string {
	out := map[string]string{
		"quoted":  fmt.Sprintf("%s = %s\n", name, quoteHCL(value, func(rune) bool { return false })),
		"escaped": fmt.Sprintf("%s = %s\n", name, quoteHCL(value, func(rune) bool { return r.IntN(8) == 0 })),
	}
	if !strings.ContainsAny(value, "\r") {
		if heredoc, ok := strings.CutSuffix(value, "\n"); ok {
			heredoc = strings.NewReplacer("${", "$${", "%{", "%%{").Replace(heredoc)
			out["heredoc"] = fmt.Sprintf("%s = <<EOT\n%s\nEOT\n", name, heredoc)
		}
	}
	if data, err := json.Marshal(map[string]string{name: value}); err == nil {
		out["JSON"] = string(data)
		if r.IntN(2) == 0 {
			out["JSON"] = strings.ReplaceAll(string(data), "/", `\/`)
		}
	}
	return out
}

func quoteHCL(s string, escape func(rune) bool) string {
	var b strings.Builder
	b.WriteByte('"')
	for i, c := range s {
		switch {
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\t':
			b.WriteString(`\t`)
		case c == '"' || c == '\\':
			b.WriteString(`\` + string(c))
		case (c == '$' || c == '%') && strings.HasPrefix(s[i+1:], "{"):
			b.WriteString(string(c) + string(c))
		case escape(c):
			if c < 0x80 && c%2 == 0 {
				fmt.Fprintf(&b, `\U%08x`, c)
			} else {
				fmt.Fprintf(&b, `\u%04x`, c)
			}
		default:
			b.WriteRune(c)
		}
	}
	return b.String() + `"`
}

func evaluate(t *testing.T, source, name string) string {
	t.Helper()
	file, diags := hclsyntax.ParseConfig([]byte(source), "main.tf", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatalf("%q: %s", source, diags)
	}
	value, diags := file.Body.(*hclsyntax.Body).Attributes[name].Expr.Value(nil)
	if diags.HasErrors() {
		t.Fatalf("%q: %s", source, diags)
	}
	return value.AsString()
}

func TestCandidate(t *testing.T) {
	m := newMade(15)
	for _, source := range []string{
		"# " + m.keyID, `x = "\n` + m.keyID + `"`, `x = "\t` + m.secret + `\n"`, "AKIAIOSFODNN7EXAMPLE",
		`secret_key = "` + m.secret + `"`, m.smtp, m.token, m.bedrock, m.bedrockShort, `x = "\u0041"`, strings.Repeat("aB3", 22),
	} {
		if !Candidate([]byte(source)) {
			t.Errorf("no candidate: %q", source)
		}
	}
	for _, source := range []string{
		"", "x", cleanSource(1), "AKIA", "AKIAVAN", strings.Repeat("a", 1000), "AROAIOSFODNN7QWZTKBV",
		`x = "\n\t\"\\u0041\""`, `secret = "da39a3ee5e6b4b0d3255bfef95601890afd80709"`,
		"sha256 = e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
	} {
		if Candidate([]byte(source)) {
			t.Errorf("candidate: %q", source)
		}
	}
}

// cleanSource returns ordinary configuration, n resources of it.
func cleanSource(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(`# The bucket of the application.
resource "aws_s3_bucket" "application_N" {
  bucket        = "example-corp-application-N-${var.environment}"
  force_destroy = false

  tags = {
    Name        = "application-N"
    Environment = var.environment
    ManagedBy   = "terraform"
  }
}

resource "aws_iam_role_policy_attachment" "application_N" {
  role       = aws_iam_role.application_N.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

data "aws_iam_policy_document" "application_N" {
  statement {
    actions   = ["s3:GetObject", "secretsmanager:GetSecretValue"]
    resources = ["${aws_s3_bucket.application_N.arn}/*"]
  }
}

`, "N", strconv.Itoa(i)))
	}
	return b.String()
}

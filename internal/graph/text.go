package graph

import (
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/credential"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// maxText bounds the length of one text, in characters. Names are far shorter.
const maxText = 240

// plain makes a text fit to be shown: what a token stands for is written as the code writes it, a credential is masked,
// and there is nothing in it that is invisible or turns the direction of reading.
func plain(tree *terraform.Tree, s string) string {
	return short(masked(visible(written(tree, s))))
}

// written puts the code in the place of tokens.
func written(tree *terraform.Tree, s string) string {
	if !token.In(s) {
		return s
	}
	var b strings.Builder
	for _, part := range token.Split(s) {
		switch ref := tree.Ref(part.Text); {
		case !part.Token:
			b.WriteString(part.Text)
		case ref != nil:
			b.WriteString("${" + ref.Source + "}")
		default:
			b.WriteString("${…}")
		}
	}
	return b.String()
}

func visible(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200d', unicode.IsPrint(r):
			return r
		}
		return -1 // control and formatting characters, private use (tokens), what is no character at all
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.Join(strings.Fields(s), " ")
}

// masked hides whatever could be a credential. In a name or an expression nothing says whether it is one, so that each word
// is looked at as if it was assigned to a secret: here a name that looks like one is not worth a look.
func masked(s string) string {
	var b strings.Builder
	for s != "" {
		end := strings.IndexFunc(s, func(r rune) bool { return !inSecrets(r) })
		if end == 0 {
			end = strings.IndexFunc(s, inSecrets)
			if end < 0 {
				end = len(s)
			}
			b.WriteString(s[:end])
		} else {
			if end < 0 {
				end = len(s)
			}
			b.WriteString(maskedWord(s[:end]))
		}
		s = s[end:]
	}
	return b.String()
}

// inSecrets reports whether credentials are made of such characters: those of base64, whose end is not told from others.
func inSecrets(r rune) bool {
	return 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '+' || r == '/'
}

func maskedWord(word string) string {
	detector := credential.Detector{Examples: true, BesideKeyID: true}
	for _, name := range []string{"aws_secret_access_key", "ses_smtp_password"} {
		found := detector.Find(word, name)
		for i := len(found) - 1; i >= 0; i-- {
			m := found[i]
			word = word[:m.Start] + credential.Mask(m.Value) + word[m.End:]
		}
	}
	return word
}

func short(s string) string {
	if runes := []rune(s); len(runes) > maxText {
		return string(runes[:maxText-1]) + "…"
	}
	return s
}

// at writes where something stands: "modules/ci/main.tf:8". What an outline stands for is where the module is called.
func at(module *terraform.Module, r hcl.Range) string {
	if module != nil {
		if call := module.OutlinedBy(); call != nil {
			r = call.DefRange
		}
	}
	return visible(filepath.ToSlash(r.Filename)) + ":" + strconv.Itoa(r.Start.Line)
}

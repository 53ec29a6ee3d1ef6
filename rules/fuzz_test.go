package rules_test

import (
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/credential"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/linttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/rules"
)

// hostileTrees are configurations that no case has, as archives of files.
var hostileTrees = []string{
	"-- main.tf.json --\n{\"module\": {\"m\": {\"source\": \"./m\", \"for_each\": \"${toset([\\\"a\\\"])}\"}}, \"locals\": [{\"a\": \"${local.a}\"}]}\n-- m/main.tf --\nmodule \"m\" {\n  source = \"../\"\n}\n",
	"-- main.tf --\nmodule \"m\" {\n  source = \"terraform-aws-modules/iam/aws//modules/iam-user\"\n}\n-- .terraform/modules/modules.json --\n{\"Modules\": [{\"Key\": \"m\", \"Dir\": \".terraform/modules/m\"}, {\"Key\": \"m.m\", \"Dir\": \"..\"}]}\n-- .terraform/modules/m/main.tf --\nresource \"aws_iam_access_key\" \"k\" {\n  user = var.x\n}\nmodule \"m\" {\n  source = \"a/b/c\"\n}\n",
	"-- main.tf --\nvariable \"secret_key\" {\n  sensitive = true\n}\nprovider \"aws\" {\n  secret_key = var.secret_key\n}\n-- terraform.tfvars --\nsecret_key = \"abc\\u0064\" # ${x}\nx = [1,\n-- a.auto.tfvars.json --\n{\"secret_key\": [\"${a\", null], \"\": {}}\n",
	"-- main.tf --\nresource \"aws_instance\" \"i\" {\n  user_data = templatefile(\"t.tftpl\", { k = aws_iam_access_key.k.secret, n = null })\n}\nresource \"aws_iam_access_key\" \"k\" {\n  user  = one(aws_iam_user.u[*].name)\n  count = length(var.x)\n}\n-- t.tftpl --\n%{ for x in n ~}\n${k}%{ endfor }${templatefile(\"t.tftpl\", {})}\n",
	"-- main.tf --\nresource \"aws_iam_user_policy\" \"p\" {\n  dynamic \"policy\" {\n    for_each = null\n    content {}\n  }\n  policy = jsonencode({ Statement = [for s in var.s : { Effect = \"Allow\", Action = s[*].a...  }] })\n}\n-- override.tf --\nresource \"aws_iam_user_policy\" \"p\" {\n  policy = <<-EOT\n    {\"Statement\": {\"Effect\": \"Allow\", \"Action\": [\"*\", null], \"Resource\": {}}}\n  EOT\n}\n",
}

// FuzzCheck runs all rules over arbitrary files, given as an archive: code in both syntaxes, called modules, values, a
// manifest of modules, templates. Nothing may panic or take long, two runs say the same, and no message holds a token or
// a secret.
func FuzzCheck(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*", "*.txtar"))
	if err != nil || len(paths) == 0 {
		f.Fatal("no cases", err)
	}
	seeds := map[string]int{} // by rule: more than a few would take all the time that there is
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		if seeds[filepath.Dir(path)]++; seeds[filepath.Dir(path)] > 3 {
			continue
		}
		archive.Comment = nil
		archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool {
			return f.Name == "want" || strings.HasPrefix(f.Name, "fixed/")
		})
		f.Add(string(txtar.Format(archive)))
	}
	for _, tree := range hostileTrees {
		f.Add(tree)
	}
	f.Fuzz(func(t *testing.T, archive string) {
		files := filesOf(archive)
		if files == nil {
			return
		}
		start := time.Now()
		report := fuzzOnce(t, files)
		if took := time.Since(start); took > checkTime {
			t.Errorf("it takes %s", took)
		}
		if again := fuzzOnce(t, files); again != report {
			t.Errorf("first\n%s\nthen\n%s", report, again)
		}
		if token.In(report) {
			t.Errorf("a token has reached the user:\n%s", report)
		}
		detector := credential.Detector{Examples: true}
		for _, text := range files {
			for _, match := range slices.Concat(detector.Find(text, ""), detector.FindEncoded(text, "")) {
				// Labels are names, in which IDs are masked and nothing tells a secret.
				label := match.Kind != credential.AccessKeyID && isLabel(text, match.Value)
				if !label && strings.Contains(report, match.Value) {
					t.Errorf("a message holds a %s", match)
				}
			}
		}
	})
}

func fuzzOnce(t *testing.T, files map[string]string) string {
	host := hosttest.New(t, files)
	if err := host.Check(lint.NewRuleSet(rules.All).Strict(), hosttest.Options{}); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, issue := range host.Issues {
		b.WriteString(issue.String() + "\n")
	}
	return b.String()
}

// filesOf unpacks an archive; nil where the names can't be those of files.
func filesOf(archive string) map[string]string {
	const most, longest = 12, 64 << 10
	parsed := txtar.Parse([]byte(archive))
	if len(parsed.Files) > most || len(archive) > longest {
		return nil
	}
	files := map[string]string{}
	directories := map[string]bool{}
	for _, f := range parsed.Files {
		name := path.Clean(f.Name)
		if !filepath.IsLocal(name) || name == "." || len(name) > 200 || strings.ContainsAny(name, "\x00\\:") || name == ".tflint.hcl" {
			continue
		}
		files[name] = string(f.Data)
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			directories[dir] = true
		}
	}
	for name := range files {
		if directories[name] {
			return nil
		}
	}
	files[".tflint.hcl"] = linttest.Configure("")
	return files
}

// isLabel reports whether a value is in a label of a block in native syntax.
func isLabel(text, value string) bool {
	file, _ := hclsyntax.ParseConfig([]byte(text), "", hcl.InitialPos)
	if file == nil {
		return false
	}
	return slices.ContainsFunc(file.Body.(*hclsyntax.Body).Blocks, func(b *hclsyntax.Block) bool {
		return strings.Contains(strings.Join(b.Labels, " "), value)
	})
}

package integration

import (
	"slices"
	"strings"
	"testing"
)

// TestBadInput runs all rules over code that is wrong in ways that a user's code is. Nothing of it ends the run, and the
// key that stands beside it is reported.
func TestBadInput(t *testing.T) {
	user := func(policy string) string {
		return "resource \"aws_iam_user_policy\" \"p\" {\n  user   = \"ci\"\n  policy = " + policy + "\n}\n"
	}
	nested := func(open, inner, shut string, depth int) string {
		return strings.Repeat(open, depth) + inner + strings.Repeat(shut, depth)
	}
	tests := map[string]map[string]string{
		"a policy that is not JSON":       {"a.tf": user(`"not json"`)},
		"a policy that is not an object":  {"a.tf": user(`"[1, null]"`)},
		"a policy that is a number":       {"a.tf": user(`7`)},
		"a policy that is null":           {"a.tf": user(`null`)},
		"a policy that ends early":        {"a.tf": user("<<-EOT\n{\"Statement\": [{\"Effect\": \"Allow\", \"Action\":\nEOT")},
		"a policy of the wrong shape":     {"a.tf": user(`jsonencode({ Statement = { Effect = ["Allow"], Action = { a = 1 }, Resource = [null, [1]], Condition = [] } })`)},
		"a policy with statements absent": {"a.tf": user(`jsonencode({})`)},
		"a policy in a missing file":      {"a.tf": user(`file("missing.json")`)},
		"a policy in a directory":         {"a.tf": user(`file("${path.module}")`)},
		"a policy that is not text":       {"a.tf": user(`file("binary")`), "binary": "\xff\xfe\x00\x80"},
		"a policy with odd runes":         {"a.tf": user("\"\uE000" + "12\uE001 \\u0000 \uE001\"")},
		"a template in a missing file":    {"a.tf": user(`templatefile("missing.tftpl", {})`)},
		"a template that fails":           {"a.tf": user(`templatefile("a.tftpl", {})`), "a.tftpl": "${nowhere}"},
		"a template that is no template":  {"a.tf": user(`templatefile("a.tftpl", {})`), "a.tftpl": "${"},
		"a loop over nothing":             {"a.tf": user("\"%{ for x in null }${x}%{ endfor }\"")},
		"a number with many digits":       {"a.tf": user("\"${1e999999999}\"")},
		"a policy escaped many times":     {"a.tf": user(nested("jsonencode(", `"\""`, ")", 60))},
		"loops in loops":                  {"a.tf": user("jsonencode([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : 1]]])")},
		"a template that contains itself": {"a.tf": user(`templatefile("a.tftpl", {})`), "a.tftpl": `${templatefile("a.tftpl", {})}`},
		"an undeclared variable":          {"a.tf": user(`var.nowhere`)},
		"an undeclared local":             {"a.tf": user(`local.nowhere`)},
		"an undeclared resource":          {"a.tf": user(`aws_iam_policy.nowhere.policy`)},
		"an undeclared module":            {"a.tf": user(`module.nowhere.policy`)},
		"an unknown function":             {"a.tf": user(`nowhere("a")`)},
		"a function with no arguments":    {"a.tf": user(`jsonencode()`)},
		"a division by zero":              {"a.tf": user(`jsonencode({ Statement = 1 / 0 })`)},
		"an index out of range":           {"a.tf": user(`["a"][7]`)},
		"a local that refers to itself":   {"a.tf": "locals {\n  a = local.a\n}\n" + user(`local.a`)},
		"locals in a circle":              {"a.tf": "locals {\n  a = \"${local.b}\"\n  b = \"${local.a}\"\n}\n" + user(`local.a`)},
		"resources in a circle":           {"a.tf": "resource \"aws_iam_user\" \"a\" {\n  name = aws_iam_user.b.name\n}\nresource \"aws_iam_user\" \"b\" {\n  name = aws_iam_user.a.name\n}\nresource \"aws_iam_access_key\" \"a\" {\n  user = aws_iam_user.a.name\n}\n"},
		"documents in a circle":           {"a.tf": "data \"aws_iam_policy_document\" \"a\" {\n  source_policy_documents = [data.aws_iam_policy_document.b.json]\n}\ndata \"aws_iam_policy_document\" \"b\" {\n  override_policy_documents = [data.aws_iam_policy_document.a.json]\n}\n" + user(`data.aws_iam_policy_document.a.json`)},
		"for_each over null":              {"a.tf": "resource \"aws_iam_user\" \"a\" {\n  for_each = null\n  name     = each.key\n}\n"},
		"for_each over a list":            {"a.tf": "resource \"aws_iam_user\" \"a\" {\n  for_each = [\"a\", \"b\"]\n  name     = each.key\n}\n"},
		"for_each over a number":          {"a.tf": "resource \"aws_iam_user\" \"a\" {\n  for_each = 3\n  name     = each.key\n}\n"},
		"for_each over itself":            {"a.tf": "resource \"aws_iam_user\" \"a\" {\n  for_each = aws_iam_user.a\n  name     = each.key\n}\n"},
		"for_each over a secret":          {"a.tf": "variable \"s\" {\n  default   = [\"a\"]\n  sensitive = true\n}\nresource \"aws_iam_user\" \"a\" {\n  for_each = toset(var.s)\n  name     = each.key\n}\n"},
		"count that is text":              {"a.tf": "resource \"aws_iam_user\" \"a\" {\n  count = \"many\"\n  name  = count.index\n}\n"},
		"count that is negative":          {"a.tf": "resource \"aws_iam_user\" \"a\" {\n  count = -1\n  name  = count.index\n}\n"},
		"count that is huge":              {"a.tf": "resource \"aws_iam_user\" \"a\" {\n  count = 4000000000\n  name  = count.index\n}\n"},
		"count and for_each":              {"a.tf": "resource \"aws_iam_user\" \"a\" {\n  count    = 1\n  for_each = {}\n  name     = \"a\"\n}\n"},
		"count outside a resource":        {"a.tf": "output \"a\" {\n  value = count.index\n}\n"},
		"a duplicate resource":            {"a.tf": "resource \"aws_iam_user\" \"a\" {}\nresource \"aws_iam_user\" \"a\" {}\n"},
		"a duplicate variable":            {"a.tf": "variable \"a\" {}\nvariable \"a\" {}\n" + user(`var.a`)},
		"an override of nothing":          {"a_override.tf": "resource \"aws_iam_user\" \"a\" {\n  name = \"a\"\n}\n"},
		"a dynamic block without content": {"a.tf": "data \"aws_iam_policy_document\" \"a\" {\n  dynamic \"statement\" {\n    for_each = [1]\n  }\n}\n" + user(`data.aws_iam_policy_document.a.json`)},
		"a dynamic block over a number":   {"a.tf": "data \"aws_iam_policy_document\" \"a\" {\n  dynamic \"statement\" {\n    for_each = 1\n    content {}\n  }\n}\n" + user(`data.aws_iam_policy_document.a.json`)},
		"blocks that should be arguments": {"a.tf": "resource \"aws_iam_user_policy\" \"p\" {\n  user {}\n  policy {}\n}\nresource \"aws_iam_access_key\" \"k\" {\n  user {}\n}\n"},
		"resources without arguments":     {"a.tf": "resource \"aws_iam_access_key\" \"k\" {}\nresource \"aws_iam_user\" \"u\" {}\nresource \"aws_iam_user_policy\" \"p\" {}\nresource \"aws_iam_policy_attachment\" \"p\" {}\nresource \"aws_iam_group_membership\" \"p\" {}\ndata \"aws_iam_policy_document\" \"p\" {\n  statement {\n    condition {}\n    principals {}\n  }\n}\nprovider \"aws\" {}\noutput \"o\" {}\n"},
		"arguments of other types":        {"a.tf": "resource \"aws_iam_access_key\" \"k\" {\n  user   = [1]\n  status = {}\n}\nresource \"aws_iam_policy_attachment\" \"p\" {\n  users      = \"ci\"\n  groups     = { a = 1 }\n  policy_arn = true\n}\nprovider \"aws\" {\n  access_key = [\"a\"]\n  secret_key = {}\n}\n"},
		"an empty file":                   {"a.tf": ""},
		"a file of comments":              {"a.tf": "# nothing\n"},
		"an empty JSON file":              {"a.tf.json": "{}"},
		"a JSON file of an array":         {"a.tf.json": `[{"resource": {"aws_iam_user": {"a": {"name": "${var.nowhere}"}}}}]`},
		"JSON of other types":             {"a.tf.json": `{"resource": {"aws_iam_access_key": [{"a": null}, {"b": [{"user": 7}]}]}, "locals": {"a": {"b": [null]}}}`},
		"deep lists":                      {"a.tf": user("jsonencode(" + nested("[", "1", "]", 400) + ")")},
		"deep JSON":                       {"a.tf": user("<<-EOT\n" + nested("[", "1", "]", 20000) + "\nEOT")},
		"deep values for later":           {"prod.tfvars": "a = " + nested("[", "1", "]", 3_000_000) + "\n"},
		"a deep module that is fetched": {
			"a.tf":                            "module \"m\" {\n  source = \"example/m/aws\"\n}\n",
			".terraform/modules/modules.json": `{"Modules": [{"Key": "m", "Source": "example/m/aws", "Dir": ".terraform/modules/m"}]}`,
			".terraform/modules/m/main.tf":    "locals {\n  a = " + nested("[", "1", "]", 3_000_000) + "\n}\noutput \"a\" {\n  value = local.a\n}\n",
		},
		"deep parentheses":                {"a.tf": user(nested("(", `"a"`, ")", 400))},
		"deep blocks":                     {"a.tf": nested("a {\n", "", "}\n", 400)},
		"a module that has nothing":       {"a.tf": "module \"m\" {\n  source = \"./m\"\n}\n", "m/README.md": ""},
		"a module that is not fetched":    {"a.tf": "module \"m\" {\n  source = \"terraform-aws-modules/iam/aws\"\n}\n"},
		"a module list that leads astray": {"a.tf": "module \"m\" {\n  source = \"terraform-aws-modules/iam/aws\"\n}\n", ".terraform/modules/modules.json": `{"Modules": [{"Key": "m", "Source": "x", "Dir": "../../nowhere"}, {"Key": "", "Dir": ""}, {"Key": "m.m", "Dir": "."}]}`},
	}
	for name, files := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files["key.tf"] = oneKey
			dir := configured(t, files)
			all := issues(t, dir)
			found := slices.ContainsFunc(all, func(i issue) bool {
				return i.Rule.Name == keyRule && i.Range.Filename == "key.tf"
			})
			if !found {
				t.Errorf("the key is not reported; all that is:\n%s", report(all))
			}
		})
	}
}

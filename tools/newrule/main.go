// Newrule makes the files of a new rule: the rule, a case that it reports, a case that it leaves alone, and its page. It
// puts the rule into the list. What it makes compiles, and the tests say what is left to write.
//
// It is called from the directory of the tools: newrule aws_iam_access_key_example.
package main

import (
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"
)

//go:embed templates
var templates embed.FS

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: make new-rule NAME=aws_iam_access_key_example")
		os.Exit(2)
	}
	files, err := create("..", os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("Made:")
	for _, file := range files {
		fmt.Println("  " + file)
	}
	fmt.Println("go test ./rules says what is left to write; then make golden writes the rest. See CONTRIBUTING.md.")
}

// rule is what the templates are filled with.
type rule struct {
	Name     string // aws_iam_access_key_example
	Variable string // iamAccessKeyExample
}

// create makes the files of a rule in the repository at root and returns their slash-separated paths. Nothing is made
// where one of them exists.
func create(root, name string) ([]string, error) {
	if !regexp.MustCompile(`^aws(_[a-z0-9]+)+$`).MatchString(name) {
		return nil, fmt.Errorf("%q is no name for a rule: it is aws_ and words of small letters, joined by _", name)
	}
	r := rule{Name: name, Variable: variable(name)}
	list, err := register(filepath.Join(root, "rules"), r)
	if err != nil {
		return nil, err
	}
	made := []struct{ path, template string }{
		{"rules/" + name + ".go", "rule.go.tmpl"},
		{"rules/testdata/" + name + "/reported.txtar", "reported.txtar.tmpl"},
		{"rules/testdata/" + name + "/silent.txtar", "silent.txtar.tmpl"},
		{"docs/rules/" + name + ".md", "page.md.tmpl"},
	}
	for _, file := range made {
		if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(file.path))); !errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("%s is there already", file.path)
		}
	}
	all := template.Must(template.ParseFS(templates, "templates/*.tmpl"))
	var paths []string
	for _, file := range made {
		var text strings.Builder
		if err := all.ExecuteTemplate(&text, file.template, r); err != nil {
			return paths, err
		}
		path := filepath.Join(root, filepath.FromSlash(file.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return paths, err
		}
		if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
			return paths, err
		}
		paths = append(paths, file.path)
	}
	return append(paths, "rules/"+listFile), os.WriteFile(filepath.Join(root, "rules", listFile), list, 0o644)
}

// variable is what the rule is called in Go: its name without the provider, with initialisms as Go writes them.
func variable(name string) string {
	initialisms := map[string]string{"mfa": "MFA", "iam": "IAM", "id": "ID", "ssm": "SSM", "oidc": "OIDC", "ec2": "EC2", "s3": "S3"}
	words := strings.Split(strings.TrimPrefix(name, "aws_"), "_")
	for i, word := range words {
		switch initialism, ok := initialisms[word]; {
		case i == 0:
		case ok:
			words[i] = initialism
		default:
			words[i] = strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return strings.Join(words, "")
}

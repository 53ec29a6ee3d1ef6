package integration

import (
	"bytes"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

// TestVersions holds the versions that the pages name against the places that decide them.
func TestVersions(t *testing.T) {
	tested := find(t, "tools/go.mod", `github.com/terraform-linters/tflint v(\d+\.\d+\.\d+)`)
	minor := tested[:strings.LastIndex(tested, ".")]
	language := find(t, "go.mod", `(?m)^go (\d+\.\d+)`)
	claims := []struct{ pattern, want string }{
		{`(?:tflint_version: |tflint:|tflint/releases/download/)v(\d+\.\d+\.\d+)`, tested},
		{`It is tested with v(\d+\.\d+)\.\n`, minor},
		{`v(\d+\.\d+) でテストしています`, minor},
		{`badge/Go-(\d+\.\d+)-`, language},
		{`(?m)^- Go (\d+\.\d+)`, language},
		{`ビルドには Go (\d+\.\d+)`, language},
		{`(?m)^  source  = "([^"]*)"`, project.Repository},
		{`badge/licence-([\w.-]+)-blue`, "MPL--2.0"},
	}
	all := pages(t)
	for _, claim := range claims {
		found := false
		for name, text := range all {
			if path.Dir(name) == "docs/rules" {
				continue // the examples call modules of other versions
			}
			for _, m := range regexp.MustCompile(claim.pattern).FindAllStringSubmatch(text, -1) {
				found = true
				if m[1] != claim.want {
					t.Errorf("%s says %q; it is %s", name, m[0], claim.want)
				}
			}
		}
		if !found {
			t.Errorf("no page says what matches %s", claim.pattern)
		}
	}
	find(t, "LICENSE", `(Mozilla Public License Version 2\.0)`)
}

// find returns what a pattern's group matches in a file of the repository.
func find(t *testing.T, file, pattern string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(pattern).FindStringSubmatch(string(text))
	if m == nil {
		t.Fatalf("%s has nothing that matches %s", file, pattern)
	}
	return m[1]
}

// editorTask is the part of VS Code's tasks.json that the documentation uses:
// https://code.visualstudio.com/docs/debugtest/tasks
type editorTask struct {
	Version string `json:"version"`
	Tasks   []struct {
		Label        string         `json:"label"`
		Type         string         `json:"type"`
		Command      string         `json:"command"`
		Group        map[string]any `json:"group"`
		Presentation map[string]any `json:"presentation"`
		Matcher      struct {
			Owner        string   `json:"owner"`
			Severity     string   `json:"severity"`
			FileLocation []string `json:"fileLocation"`
			Pattern      struct {
				Regexp   string `json:"regexp"`
				File     int    `json:"file"`
				Line     int    `json:"line"`
				Column   int    `json:"column"`
				Severity int    `json:"severity"`
				Message  int    `json:"message"`
				Code     int    `json:"code"`
			} `json:"pattern"`
		} `json:"problemMatcher"`
	} `json:"tasks"`
}

// TestEditorTask runs the command of the task for VS Code and reads what it prints by the task's pattern: each issue is
// found with its place.
func TestEditorTask(t *testing.T) {
	text := pages(t)["docs/integrations.md"]
	blocks := section{text: text}.blocks("jsonc")
	if len(blocks) != 1 {
		t.Fatalf("there are %d tasks", len(blocks))
	}
	_, body, _ := strings.Cut(blocks[0].text, "\n")
	decoder := json.NewDecoder(bytes.NewReader([]byte(body)))
	decoder.DisallowUnknownFields()
	var file editorTask
	if err := decoder.Decode(&file); err != nil {
		t.Fatal(err)
	}
	dir := configured(t, map[string]string{"main.tf": oneKey})
	task := file.Tasks[0]
	command := strings.ReplaceAll(strings.ReplaceAll(task.Command, "${workspaceFolder}", filepath.ToSlash(dir)), "'", "")
	args, ours := strings.CutPrefix(command, "tflint ")
	if !ours {
		t.Fatalf("the command is %s", task.Command)
	}
	pattern := task.Matcher.Pattern
	var got []string
	for line := range strings.Lines(runTFLint(t, dir, strings.Fields(args)...).stdout) {
		if m := regexp.MustCompile(pattern.Regexp).FindStringSubmatch(strings.TrimSuffix(line, "\n")); m != nil {
			got = append(got, strings.Join([]string{m[pattern.File], m[pattern.Line], m[pattern.Column],
				m[pattern.Severity], m[pattern.Message], m[pattern.Code]}, "|"))
		}
	}
	var want []string
	for _, i := range issues(t, dir) {
		severity := strings.ToUpper(i.Rule.Severity[:1]) + i.Rule.Severity[1:]
		if severity == "Info" {
			severity = "Notice"
		}
		line := strings.Join([]string{i.Range.Filename, strconv.Itoa(i.Range.Start.Line), strconv.Itoa(i.Range.Start.Column), severity, i.Message, i.Rule.Name}, "|")
		want = append(want, line)
	}
	if diff := cmp.Diff(want, got); diff != "" || len(got) == 0 {
		t.Errorf("issues (-want +got):\n%s", diff)
	}
}

package project_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

func TestReferenceLink(t *testing.T) {
	want := "https://" + project.Repository + "/blob/v" + project.Version + "/docs/rules/aws_r.md"
	if got := project.ReferenceLink("aws_r"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TFLint installs a version from a tag and takes neither ranges nor a "v".
func TestVersion(t *testing.T) {
	if !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(project.Version) {
		t.Errorf("%q is no version", project.Version)
	}
}

func TestRepository(t *testing.T) {
	text, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if line, _, _ := strings.Cut(string(text), "\n"); line != "module "+project.Repository {
		t.Errorf("go.mod begins with %q", line)
	}
}

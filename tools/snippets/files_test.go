package snippets

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/rhysd/actionlint"
	"go.yaml.in/yaml/v3"
)

// The types below are the parts of other tools' configurations that the documentation uses. A key that is not here is
// an error: either it is misspelt, or it belongs here after a look into that tool's documentation.

// gitlabCI is .gitlab-ci.yml: https://docs.gitlab.com/ci/yaml/
type gitlabCI map[string]struct {
	Image struct {
		Name       string   `yaml:"name"`
		Entrypoint []string `yaml:"entrypoint"`
	} `yaml:"image"`
	Script    []string `yaml:"script"`
	Artifacts struct {
		When    string `yaml:"when"`
		Reports struct {
			JUnit string `yaml:"junit"`
		} `yaml:"reports"`
	} `yaml:"artifacts"`
	Rules []struct {
		If string `yaml:"if"`
	} `yaml:"rules"`
}

// circleCI is .circleci/config.yml: https://circleci.com/docs/reference/configuration-reference/
type circleCI struct {
	Version float64 `yaml:"version"`
	Jobs    map[string]struct {
		Docker []struct {
			Image string `yaml:"image"`
		} `yaml:"docker"`
		Steps []circleStep `yaml:"steps"`
	} `yaml:"jobs"`
	Workflows map[string]struct {
		Jobs []string `yaml:"jobs"`
	} `yaml:"workflows"`
}

// circleStep is a step's name, or a step with an argument.
type circleStep struct {
	Run              string `yaml:"run"`
	StoreTestResults struct {
		Path string `yaml:"path"`
	} `yaml:"store_test_results"`
}

func (s *circleStep) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		if node.Value != "checkout" {
			return fmt.Errorf("step %q needs an argument", node.Value)
		}
		return nil
	}
	for i := 0; i < len(node.Content); i += 2 {
		if name := node.Content[i].Value; name != "run" && name != "store_test_results" {
			return fmt.Errorf("unknown step %q", name)
		}
	}
	type plain circleStep
	return node.Decode((*plain)(s))
}

// preCommit is .pre-commit-config.yaml: https://pre-commit.com/#adding-pre-commit-plugins-to-your-project
type preCommit struct {
	Repos []struct {
		Repo  string `yaml:"repo"`
		Rev   string `yaml:"rev"`
		Hooks []struct {
			ID                     string   `yaml:"id"`
			Name                   string   `yaml:"name"`
			Language               string   `yaml:"language"`
			Entry                  string   `yaml:"entry"`
			Files                  string   `yaml:"files"`
			Args                   []string `yaml:"args"`
			PassFilenames          *bool    `yaml:"pass_filenames"`
			AdditionalDependencies []string `yaml:"additional_dependencies"`
		} `yaml:"hooks"`
	} `yaml:"repos"`
}

// megaLinter is .mega-linter.yml: https://megalinter.io/latest/descriptors/terraform_tflint/
type megaLinter struct {
	EnableLinters []string `yaml:"ENABLE_LINTERS"`
	Unsecured     []string `yaml:"TERRAFORM_TFLINT_UNSECURED_ENV_VARIABLES"`
}

// renovate is renovate.json: https://docs.renovatebot.com/configuration-options/
type renovate struct {
	Schema       string   `json:"$schema"`
	Extends      []string `json:"extends"`
	PackageRules []struct {
		MatchManagers []string `json:"matchManagers"`
		GroupName     string   `json:"groupName"`
	} `json:"packageRules"`
}

// secretlint is .secretlintrc.json: https://github.com/secretlint/secretlint
type secretlint struct {
	Rules []struct {
		ID string `json:"id"`
	} `json:"rules"`
}

func checkYAML(s snippet) error {
	switch {
	case strings.HasPrefix(s.file, ".github/workflows/"):
		return checkWorkflow(s)
	case s.file == "" && strings.HasPrefix(s.text, "jobs:\n"): // the part of a workflow that matters there
		s.text = "on: push\n" + s.text
		return checkWorkflow(s)
	case s.file == ".gitlab-ci.yml":
		return decodeYAML(s, &gitlabCI{})
	case s.file == ".circleci/config.yml":
		return decodeYAML(s, &circleCI{})
	case s.file == ".mega-linter.yml":
		return decodeYAML(s, &megaLinter{})
	case s.file == ".pre-commit-config.yaml":
		return checkPreCommit(s)
	}
	return fmt.Errorf("no check for the file %q; its name belongs in a comment on the first line", s.file)
}

func decodeYAML(s snippet, into any) error {
	decoder := yaml.NewDecoder(strings.NewReader(s.text))
	decoder.KnownFields(true)
	return decoder.Decode(into)
}

func checkWorkflow(s snippet) error {
	// Without their paths, actionlint asks neither shellcheck nor pyflakes, which may be here or not.
	linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{})
	if err != nil {
		return err
	}
	found, err := linter.Lint(s.file, []byte(s.text), nil)
	for _, e := range found {
		err = errors.Join(err, e)
	}
	return err
}

func checkPreCommit(s snippet) error {
	var config preCommit
	if err := decodeYAML(s, &config); err != nil {
		return err
	}
	for _, repo := range config.Repos {
		if (repo.Repo == "local") != (repo.Rev == "") {
			return fmt.Errorf("repository %s: a rev is for all but local ones", repo.Repo)
		}
		for _, hook := range repo.Hooks {
			if repo.Repo == "local" && (hook.Name == "" || hook.Language == "" || hook.Entry == "") {
				return fmt.Errorf("hook %s: a local one needs a name, a language and an entry", hook.ID)
			}
			if _, err := regexp.Compile(hook.Files); err != nil {
				return fmt.Errorf("hook %s: %w", hook.ID, err)
			}
		}
	}
	return nil
}

func checkJSON(s snippet) error {
	var into any = &secretlint{}
	if strings.Contains(s.text, "renovate-schema.json") {
		into = &renovate{}
	}
	decoder := json.NewDecoder(strings.NewReader(s.text))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}

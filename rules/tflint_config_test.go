package rules_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/linttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/rules"
)

// TestPluginCredentials is no case in testdata, because tflint itself refuses a configuration of a plugin that isn't
// installed.
func TestPluginCredentials(t *testing.T) {
	t.Parallel()
	c := linttest.Case{
		Only: []string{"aws_provider_hardcoded_credentials"},
		Files: map[string]string{
			"main.tf": "terraform {}\n",
			".tflint.hcl": linttest.Configure("") + `
plugin "aws" {
  enabled    = true
  deep_check = true
  access_key = "AKIAIOSFODNN7EXAMPLE"
  secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  region     = "eu-central-1"
}

plugin "google" {
  enabled    = true
  access_key = "not AWS's"
}
`,
		},
	}
	want := `.tflint.hcl:12:16: ERROR: .tflint.hcl has a hardcoded access_key for its plugin aws (AKIA…MPLE); remove it and let deep checking find temporary credentials (aws_provider_hardcoded_credentials)
.tflint.hcl:13:16: ERROR: .tflint.hcl has a hardcoded secret_key for its plugin aws; remove it and let deep checking find temporary credentials (aws_provider_hardcoded_credentials)
`
	if diff := cmp.Diff(want, c.Run(t, rules.All).Report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

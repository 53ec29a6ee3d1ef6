package rules

import (
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/flow"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/words"
)

type accessKeySecretExposedOptions struct {
	AllowSecretsManager bool `hclext:"allow_secrets_manager,optional"` // a secret in AWS Secrets Manager is fine
}

// A secret that is written anywhere is a secret that somebody else reads there, later and unnoticed. Terraform writes it
// to its state besides, whether it is marked as sensitive or not:
// https://developer.hashicorp.com/terraform/language/manage-sensitive-data
var accessKeySecretExposed = &lint.Rule{
	Name:     "aws_iam_access_key_secret_exposed",
	Summary:  "Disallow places where the secret of an access key can be read",
	Severity: tflint.WARNING,
	Preset:   lint.Recommended,
	Options:  func() any { return &accessKeySecretExposedOptions{} },
	Run: func(pass *lint.Pass) {
		options := lint.Options[accessKeySecretExposedOptions](pass)
		for _, a := range flow.Of(pass.Model).Arrivals {
			secrets := a.Secrets()
			if len(secrets) == 0 || a.Sink.Kind == flow.Workload || // which is aws_iam_access_key_in_workload's
				a.Sink.Kind == flow.SecretsManager && options.AllowSecretsManager {
				continue
			}
			verb, rest, advice := words.Exposure(a, secrets)
			reportArrival(pass, a, secrets, verb, rest, advice)
		}
	},
}

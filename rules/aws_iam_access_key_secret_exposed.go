package rules

import (
	"slices"
	"strings"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/flow"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
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
			verb, rest, advice := exposure(a, secrets)
			reportArrival(pass, a, secrets, verb, rest, advice)
		}
	},
}

// exposure says what a place does with a secret, in a verb and what follows its object, and what to do.
func exposure(a *flow.Arrival, secrets []flow.Part) (verb, rest, advice string) {
	switch a.Sink.Kind {
	case flow.Output:
		advice = "remove the output"
		if slices.ContainsFunc(secrets, canBeEncrypted) {
			advice = "set pgp_key and output the encrypted form, or remove the output"
		}
		if sensitive, ok := a.Output.Attr("sensitive").Text(); a.Output.Attr("sensitive").Set() && !(ok && sensitive == "false") {
			return "hands out", ", which sensitive hides on the screen but not in the state", advice
		}
		return "prints", " in clear", advice
	case flow.Parameter:
		if parameterType, ok := a.Instance.Attr("type").Text(); ok && (parameterType == "String" || parameterType == "StringList") {
			return "stores", " in clear, as a parameter of type " + parameterType, "let its reader assume a role instead"
		}
		return "stores", " for all who may read the parameter", "let its reader assume a role instead"
	case flow.SecretsManager:
		return "stores", " in Secrets Manager, the least bad place for it", "rotate the key, or let the secret's reader assume a role instead"
	case flow.File:
		return "writes", " to a file in clear", "let the file's reader assume a role instead"
	case flow.Object:
		return "uploads", " to S3 in clear", "let the object's reader assume a role instead"
	case flow.CI:
		return "gives", " to " + a.Sink.Service, "let its jobs assume a role through OIDC instead"
	case flow.Cluster:
		return "puts", " into a Kubernetes secret", "use EKS Pod Identity or an IAM role for the service account instead"
	case flow.Trigger:
		if strings.HasPrefix(a.Argument, "trigger") {
			advice = "use the key's id instead, which changes with the key"
		} else {
			advice = "take it from the key where it is needed, or use a role"
		}
		return "keeps", " in clear in its " + a.Argument, advice
	case flow.Provisioner:
		to := " to a provisioner"
		if len(a.Path) > 1 { // in JSON syntax it is unknown
			to = " to a " + a.Path[1] + " provisioner, in its " + a.Argument
		}
		return "hands", to, "let the provisioner assume a role instead"
	case flow.Module:
		return "takes", " in " + a.Where(), "let the secret's reader assume a role instead"
	}
	return "takes", " in " + a.Where() + ", and keeps it in clear in the state", "let it assume a role, or keep the key out of Terraform"
}

// canBeEncrypted reports whether the secret is of a key that takes a pgp_key.
func canBeEncrypted(p flow.Part) bool {
	return p.Credential.Instance == nil || p.Credential.Instance.Resource.Type == "aws_iam_access_key"
}

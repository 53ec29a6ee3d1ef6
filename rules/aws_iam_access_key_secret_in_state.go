package rules

import (
	"slices"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/flow"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// Terraform keeps what AWS answers in its state, which more people and machines read than need the key:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key
var accessKeySecretInState = &lint.Rule{
	Name:     "aws_iam_access_key_secret_in_state",
	Summary:  "Require encryption of the secrets that Terraform keeps in its state",
	Severity: tflint.NOTICE,
	Preset:   lint.All,
	Run: func(pass *lint.Pass) {
		for _, s := range secretsInState(pass.Model) {
			own := ownFinding(pass.Model, s.Module, func(alone *iam.Model) bool {
				return slices.ContainsFunc(secretsInState(alone), func(other stateSecret) bool { return other.Range == s.Range })
			})
			if own {
				continue
			}
			pass.Report(lint.Finding{
				Module: s.Module, Range: s.Range,
				Message: s.Addr + " leaves its " + s.noun + " in the state in clear; " + s.advice,
			})
		}
	},
}

// stateSecret is a resource whose secret is in the state.
type stateSecret struct {
	iam.Place
	noun, advice string
}

type secretsInStateKey struct{}

func secretsInState(m *iam.Model) []stateSecret {
	return iam.Derive(m, secretsInStateKey{}, findSecretsInState)
}

func findSecretsInState(m *iam.Model) []stateSecret {
	const encrypt = "set pgp_key, so that only its owner can read it"
	var all []stateSecret
	for _, c := range flow.Of(m).Credentials {
		if c.Instance == nil || c.Encrypted {
			continue
		}
		advice := encrypt
		if c.Instance.Resource.Type != "aws_iam_access_key" {
			advice = "make it outside of Terraform, or use a role"
		}
		all = append(all, stateSecret{c.Place, c.Nouns[0], advice})
	}
	for _, r := range m.Resources("aws_iam_user_login_profile") {
		if slices.ContainsFunc(r.Instances(), keepsPassword) {
			place := iam.Place{Addr: iam.Addr(r), Module: r.Module, Range: r.DefRange}
			all = append(all, stateSecret{place, "password", encrypt})
		}
	}
	return all
}

// keepsPassword reports whether a login profile's password is in clear, and not one that must be changed at once.
func keepsPassword(i *terraform.Instance) bool {
	reset, _ := i.Attr("password_reset_required").Text()
	return reset != "true" && !iam.Encrypts(i.Attr("pgp_key"))
}

package rules

import (
	"slices"
	"strings"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/flow"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// A key that leaked unnoticed works until it is replaced, and Terraform replaces only what something tells it to:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html
var accessKeyNoRotation = &lint.Rule{
	Name:     "aws_iam_access_key_no_rotation",
	Summary:  "Require something that replaces an access key from time to time",
	Severity: tflint.NOTICE,
	Preset:   lint.All,
	Run: func(pass *lint.Pass) {
		for _, c := range neverReplaced(pass.Model) {
			own := ownFinding(pass.Model, c.Module, func(alone *iam.Model) bool {
				return slices.ContainsFunc(neverReplaced(alone), func(other *flow.Credential) bool { return other.Range == c.Range })
			})
			if own {
				continue
			}
			pass.Report(lint.Finding{
				Module: c.Module, Range: c.Range,
				Message: c.Addr + " is never replaced by anything in the configuration; let it follow a time_rotating resource, or use a role",
			})
		}
	},
}

type neverReplacedKey struct{}

// neverReplaced are the credentials that nothing in the configuration replaces. What replaces a published module's key
// is not in the outline that stands for the module.
func neverReplaced(m *iam.Model) []*flow.Credential {
	return iam.Derive(m, neverReplacedKey{}, findNeverReplaced)
}

func findNeverReplaced(m *iam.Model) []*flow.Credential {
	found := flow.Of(m)
	if len(found.Credentials) == 0 {
		return nil
	}
	timed := m.Tree.Dependents(
		func(r *terraform.Resource) bool { return strings.HasPrefix(r.Type, "time_") },
		func(*terraform.Call, string) bool { return false },
	)
	var all []*flow.Credential
	for _, c := range found.Credentials {
		if c.Instance == nil || c.Module.Outlined() || c.Key != nil && c.Key.Inactive || timed.Has(c.Instance.Resource) || expires(c.Instance) {
			continue
		}
		if !rotatedBySecretsManager(m, found, c) {
			all = append(all, c)
		}
	}
	return all
}

// expires reports whether a credential ends by itself, or is replaced when something else is.
func expires(i *terraform.Instance) bool {
	if i.Resource.Type == "awsutils_expiring_iam_access_key" || i.Attr("credential_age_days").Set() {
		return true
	}
	for _, b := range i.Blocks("lifecycle") {
		if b.Attr("replace_triggered_by").Expr != nil {
			return true
		}
	}
	return false
}

// rotatedBySecretsManager reports whether the credential is kept in a secret that Secrets Manager rotates.
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
func rotatedBySecretsManager(m *iam.Model, found *flow.Flow, c *flow.Credential) bool {
	for _, a := range found.Of(c) {
		if a.Sink.Kind != flow.SecretsManager {
			continue
		}
		secret := a.Instance.Attr("secret_id").Strings()
		for _, r := range m.Resources("aws_secretsmanager_secret_rotation") {
			for _, rotation := range r.Instances() {
				if sameSecret(m, secret, rotation.Attr("secret_id").Strings()) {
					return true
				}
			}
		}
	}
	return false
}

// sameSecret reports whether two arguments name the same secret, by its id or its arn.
func sameSecret(m *iam.Model, a, b []string) bool {
	for _, s := range a {
		for _, t := range b {
			x, y := m.Tree.Ref(s), m.Tree.Ref(t)
			if s == t || x != nil && y != nil && x.Instance != nil && x.Instance == y.Instance {
				return true
			}
		}
	}
	return false
}

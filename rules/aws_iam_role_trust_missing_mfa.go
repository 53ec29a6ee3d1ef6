package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

type roleTrustMissingMFAOptions struct {
	AcceptExternalID bool `hclext:"accept_external_id,optional"` // trust with an sts:ExternalId condition is fine
}

// Once a role is assumed nothing can ask for MFA any more, so its trust policy must:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
var roleTrustMissingMFA = &lint.Rule{
	Name:     "aws_iam_role_trust_missing_mfa",
	Summary:  "Require MFA of users who may assume a role",
	Severity: tflint.WARNING,
	Preset:   lint.Recommended,
	Options:  func() any { return &roleTrustMissingMFAOptions{AcceptExternalID: true} },
	Run: func(pass *lint.Pass) {
		options := lint.Options[roleTrustMissingMFAOptions](pass)
		for _, c := range pass.Model.Carriers("aws_iam_role", "assume_role_policy") {
			who, may := openTo(pass.Model, c, options)
			if len(who) == 0 || trustInModule(pass.Model, c, options) {
				continue
			}
			lets := "lets"
			if may {
				lets = "may let"
			}
			pass.Report(lint.Finding{
				Module: c.Module,
				Range:  c.Argument,
				Message: fmt.Sprintf("%s %s %s assume it without MFA; add the condition Bool aws:MultiFactorAuthPresent \"true\"",
					c.Addr, lets, some(who)),
			})
		}
	},
}

// openTo names who of the users that a trust policy admits needs no MFA, and says whether that holds in only one branch of
// a conditional, or depends on a condition that is known only after apply.
func openTo(model *iam.Model, trust iam.Carrier, options *roleTrustMissingMFAOptions) (who []string, may bool) {
	may = true
	for _, grant := range policy.JudgeTrust(trust.Document).Grants {
		if !grant.Open[policy.LongTermKey] && !grant.Open[policy.PlainSession] || grant.ExternalID && options.AcceptExternalID {
			continue
		}
		for _, p := range grant.Principals {
			if name := principalName(model, trust, p, grant.Conditional); name != "" {
				who = append(who, name)
				may = may && (grant.Statement.May || grant.Vague)
			}
		}
	}
	slices.Sort(who)
	return slices.Compact(who), may
}

// principalName names a principal that is a user or stands for users; "" where it may be a role. Conditional says that
// the trust policy has other conditions.
func principalName(model *iam.Model, trust iam.Carrier, p policy.TrustPrincipal, conditional bool) string {
	switch p.Kind {
	case policy.PrincipalAnyone:
		if conditional {
			return "anyone who meets its other conditions"
		}
		return "anyone"
	case policy.PrincipalAccount:
		if account := accountNumber(p.Value); account != "" {
			return "the users of account " + account
		}
	}
	account, own := model.Account(trust, p.Value)
	if own {
		return "the users of its own account"
	}
	if account || p.Kind == policy.PrincipalAccount {
		return "the users of an account"
	}
	return model.UserOfARN(p.Value)
}

// accountNumber is the 12 digits in a principal; "" where they are not known.
func accountNumber(principal string) string {
	if fields := strings.Split(principal, ":"); len(fields) == 6 {
		principal = fields[4]
	}
	if len(principal) != 12 || strings.Trim(principal, "0123456789") != "" {
		return ""
	}
	return principal
}

// trustInModule reports whether the finding is a called module's own, whatever its caller passes.
func trustInModule(model *iam.Model, c iam.Carrier, options *roleTrustMissingMFAOptions) bool {
	return ownFinding(model, c.Module, func(alone *iam.Model) bool {
		for _, other := range alone.Carriers("aws_iam_role", "assume_role_policy") {
			if who, _ := openTo(alone, other, options); other.Range == c.Range && len(who) > 0 {
				return true
			}
		}
		return false
	})
}

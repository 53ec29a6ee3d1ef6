package rules

import (
	"strings"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
)

type userMissingMFAOptions struct {
	ExemptUsers             []string `hclext:"exempt_users,optional"`              // globs of user names
	AcceptNetworkConditions bool     `hclext:"accept_network_conditions,optional"` // instead of MFA, for machines
}

// A leaked key is of no use to a thief if whatever its user may do needs a second factor. AWS explains how:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
var userMissingMFA = &lint.Rule{
	Name:     "aws_iam_access_key_user_missing_mfa",
	Summary:  "Require MFA for what the holder of an access key may do",
	Severity: tflint.WARNING,
	Preset:   lint.Recommended,
	Options:  func() any { return &userMissingMFAOptions{} },
	Run: func(pass *lint.Pass) {
		options := lint.Options[userMissingMFAOptions](pass)
		for _, u := range pass.Model.Holders() {
			use := options.useWithoutMFA(pass.Model, u)
			if matchAny(options.ExemptUsers, u.Name) || use == iam.MFADemanded || options.missesMFAInModule(pass.Model, u) {
				continue
			}
			at := anchor(u)
			pass.Report(lint.Finding{Module: at.Module, Range: at.Range, Message: mfaMessage(u, use)})
		}
	},
}

func (o *userMissingMFAOptions) useWithoutMFA(model *iam.Model, u *iam.User) iam.WithoutMFA {
	documents := u.Documents()
	if o.AcceptNetworkConditions {
		documents = withoutNetworkBound(documents)
	}
	return model.UseWithoutMFA(u, documents)
}

// missesMFAInModule reports whether the finding is a called module's own, whatever its caller passes.
func (o *userMissingMFAOptions) missesMFAInModule(model *iam.Model, u *iam.User) bool {
	key := u.Keys[0]
	return ownFinding(model, key.Module, func(alone *iam.Model) bool {
		for _, other := range alone.Holders() {
			// From inside the module, the key's address lacks the calls that lead there.
			same := other.Keys[0].Range == key.Range && strings.HasSuffix(key.Addr, other.Keys[0].Addr)
			if same && o.useWithoutMFA(alone, other) != iam.MFADemanded {
				return true
			}
		}
		return false
	})
}

// anchor is where a finding about a key holder stands: at the user, or at its key where the user is made elsewhere. Where
// a called module makes both and the root gives the permissions, it stands where these are given.
func anchor(u *iam.User) iam.Place {
	at := u.Keys[0].Place
	if u.Place != nil {
		at = *u.Place
	}
	if !at.Module.IsRoot() {
		for _, g := range u.Grants {
			if g.Giver.Module.IsRoot() {
				return g.Giver
			}
		}
	}
	return at
}

func mfaMessage(u *iam.User, use iam.WithoutMFA) string {
	keys := keyAddrs([]*iam.User{u})
	what := u.Addr() + " needs no MFA for what it may do with " + lint.Enumerate(keys)
	switch {
	case use == iam.MFAUnseen:
		what = anchor(u).Addr + " is bound to MFA by nothing that can be seen here, for what " + lint.Enumerate(keys) + " may do"
	case u.Place == nil && u.Name == "":
		what = lint.Enumerate(keys) + " can be used without MFA for what its user may do"
	case u.Place == nil:
		what = lint.Enumerate(keys) + " can be used without MFA for what " + u.Addr() + " may do"
	case anchor(u) != *u.Place:
		what = anchor(u).Addr + " gives " + u.Addr() + " permissions that it can use without MFA, with " + lint.Enumerate(keys)
	}
	return what + "; deny what is done without MFA (BoolIfExists aws:MultiFactorAuthPresent \"false\"), or use a role"
}

package rules

import (
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
)

// Two keys are meant for the short time in which one replaces the other; the second that stays is the one that nobody
// watches: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
var userMultipleAccessKeys = &lint.Rule{
	Name:     "aws_iam_user_multiple_access_keys",
	Summary:  "Disallow more than one active access key for a user",
	Severity: tflint.NOTICE,
	Preset:   lint.Recommended,
	Run: func(pass *lint.Pass) {
		for _, u := range pass.Model.Users {
			keys := certainKeys(u)
			if len(keys) < 2 {
				continue
			}
			first, second := keys[0], keys[1]
			own := ownFinding(pass.Model, second.Module, func(alone *iam.Model) bool { return hasSecondKey(alone, second.Place) })
			if own {
				continue
			}
			what := second.Addr + " is a second active key of " + u.Addr() + ", beside " + first.Addr
			if first.Addr == second.Addr {
				what = second.Addr + " makes several active keys for " + u.Addr()
			}
			pass.Report(lint.Finding{
				Module: second.Module, Range: second.Range,
				Message: what + "; delete a key, or make it Inactive, once another has replaced it",
			})
		}
	},
}

func hasSecondKey(m *iam.Model, at iam.Place) bool {
	for _, u := range m.Users {
		if keys := certainKeys(u); len(keys) > 1 && keys[1].Range == at.Range {
			return true
		}
	}
	return false
}

// certainKeys are the user's keys that are active, are this user's for certain, and exist for certain.
func certainKeys(u *iam.User) []*iam.AccessKey {
	var keys []*iam.AccessKey
	for _, key := range u.Keys {
		if key.Inactive || len(key.Users) != 1 {
			continue
		}
		if i := key.Instance; i != nil {
			status, known := i.Attr("status").Text()
			if i.Symbolic || i.Attr("status").Set() && (!known || status != "Active") {
				continue
			}
		}
		keys = append(keys, key)
	}
	return keys
}

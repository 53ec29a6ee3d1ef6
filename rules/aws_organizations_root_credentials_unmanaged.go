package rules

import (
	"slices"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// A member account's root user can have a password and access keys that no policy limits. Where the management account
// takes care of root access, these can be deleted, and new accounts have none:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html#id_root-user-access-management
var rootCredentialsUnmanaged = &lint.Rule{
	Name:     "aws_organizations_root_credentials_unmanaged",
	Summary:  "Require an organization to manage the root credentials of its member accounts",
	Severity: tflint.NOTICE,
	Preset:   lint.All,
	Run: func(pass *lint.Pass) {
		if managesRootCredentials(pass.Model) {
			return
		}
		for _, r := range pass.Model.Resources("aws_organizations_organization") {
			if len(r.Instances()) == 0 {
				continue
			}
			pass.Report(lint.Finding{
				Module: r.Module, Range: r.DefRange,
				Message: iam.Addr(r) + " leaves member accounts their root credentials; enable RootCredentialsManagement in an aws_iam_organizations_features resource",
			})
		}
	},
}

// managesRootCredentials reports whether the feature is on, or may be.
func managesRootCredentials(m *iam.Model) bool {
	for _, r := range m.Resources("aws_iam_organizations_features") {
		for _, i := range r.Instances() {
			features := i.Attr("enabled_features").Strings()
			if slices.Contains(features, "RootCredentialsManagement") || slices.ContainsFunc(features, token.In) {
				return true
			}
		}
	}
	return false
}

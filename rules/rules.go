// Package rules holds the rules, one to a file, and their list.
package rules

import "github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"

// All is every rule of the plugin, by name. A new rule is one line here; its preset stands in the rule.
var All = []*lint.Rule{
	hardcodedCredentials,
	accessKeyDisallowed,
	accessKeyInWorkload,
	accessKeyNoRotation,
	accessKeySecretExposed,
	accessKeySecretInState,
	accessKeyShared,
	userAdminAccess,
	userComputeCreation,
	userDataAccess,
	userMissingMFA,
	userPrivilegeEscalation,
	userServiceAdmin,
	ineffectiveMFACondition,
	roleTrustMissingMFA,
	userMultipleAccessKeys,
	rootCredentialsUnmanaged,
	providerHardcodedCredentials,
}

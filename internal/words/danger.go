package words

import (
	"slices"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/risk"
)

// Danger says what permissions come to, as the object of "gives": "the rights of an administrator"; "" where they aren't
// worth a word.
func Danger(f risk.Finding) string {
	switch f.Kind {
	case risk.Admin:
		return "the rights of an administrator"
	case risk.PowerUser:
		return "the rights of a power user"
	case risk.Escalation:
		return escalation(f) + " (" + Some(f.Actions) + ")"
	case risk.ServiceAdmin:
		return "every action of " + Some(slices.Sorted(slices.Values(f.Services))) + " on every resource"
	case risk.Compute:
		return "a standing right to create paid compute (" + Some(f.Actions) + ")"
	case risk.DataAccess:
		return dataAccess(f)
	}
	return ""
}

// escalation tells of the best path, where there is one: whose rights it leads to.
func escalation(f risk.Finding) string {
	switch {
	case len(f.Paths) > 0:
		return "the means to " + means(f.Paths[0])
	case !slices.ContainsFunc(f.Actions, func(action string) bool { return strings.HasPrefix(action, "iam:") }):
		return "the right to change federated access"
	}
	return "the right to change IAM"
}

func means(path risk.Path) string {
	switch {
	case path.PassesRole():
		return "use any role by passing it to a service"
	case path.Target == awsdata.TargetPassedRole, path.Target == awsdata.TargetExistingRole:
		return "use the roles of existing resources"
	case path.Target == awsdata.TargetRole && path.Category == "self-escalation":
		return "give roles more rights"
	case path.Target == awsdata.TargetRole:
		return "use stronger roles"
	case path.Target == awsdata.TargetOtherUser:
		return "act as other users"
	}
	return "gain more rights"
}

// notByThemselves are actions that give little away alone. kms:Decrypt needs the ciphertext, which is data that the key
// must be able to read anyhow; the others are in AWS's policies for those who shall see no data (ViewOnlyAccess,
// SecurityAudit).
// https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
var notByThemselves = []string{"cognito-idp:ListUsers", "kms:Decrypt", "rds:DownloadDBLogFilePortion"}

func dataAccess(f risk.Finding) string {
	if !slices.ContainsFunc(f.Actions, func(action string) bool { return !slices.Contains(notByThemselves, action) }) {
		return ""
	}
	return "a right to " + dataUse(f.Actions) + " the data of every resource (" + Some(f.Actions) + ")"
}

// dataUse says what actions on data do with it.
func dataUse(actions []string) string {
	shares := func(action string) bool { return slices.Contains(awsdata.Class("data_share"), action) }
	switch {
	case !slices.ContainsFunc(actions, shares):
		return "read"
	case !slices.ContainsFunc(actions, func(action string) bool { return !shares(action) }):
		return "share"
	}
	return "read and share"
}

package awsdata

// EscalationPath is a way to more rights than one was given. It is open to a principal that is allowed every action of
// AllOf and at least one of each list in AnyOf.
type EscalationPath struct {
	ID       string     // "lambda-001" on pathfinding.cloud; "x-011" is our own number
	Name     string     // "iam:PassRole + lambda:CreateFunction + lambda:InvokeFunction"
	Category string     // "self-escalation", "principal-access", "new-passrole" or "existing-passrole"
	AllOf    []string   // as AWS spells them
	AnyOf    [][]string // as AWS spells them

	AppliesToUser Applies
	Target        Target
	Minimal       bool     // no smaller path lies within this one
	Weak          bool     // leads to data, a foothold or a longer stay rather than to more rights
	ImpliedBy     []string // the smaller paths, by ID
	Note          string   // what else has to hold; may be empty
	Source        string   // whose finding it is; "derived" is our own reading of the API's documentation
	URL           string   // may be empty
}

// Applies says when an IAM user, as opposed to a role, can take a path.
type Applies string

// The values of EscalationPath.AppliesToUser.
const (
	AppliesAlways             Applies = "always"
	AppliesIfRoleAssumable    Applies = "if_role_assumable"    // the user can assume the role that is changed
	AppliesIfResourceWildcard Applies = "if_resource_wildcard" // the grant isn't limited to some resources
)

// Target says whose rights a path leads to.
type Target string

// The values of EscalationPath.Target.
const (
	TargetSelf         Target = "self"
	TargetOtherUser    Target = "other_user"
	TargetRole         Target = "role"
	TargetPassedRole   Target = "passed_role"
	TargetExistingRole Target = "role_of_existing_resource"
)

// EscalationPaths returns the known paths, sorted by where they come from and ID.
func EscalationPaths() []EscalationPath {
	return escalationPaths
}

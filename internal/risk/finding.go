package risk

import (
	"slices"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
)

// Kind is a kind of danger.
type Kind int

// The kinds, strongest first. What a document gives is reported once, by the strongest kind that fits.
const (
	// Admin is all or nearly all of AWS, IAM among it.
	Admin Kind = iota
	// PowerUser is nearly all of AWS, but not the means to change one's own permissions.
	PowerUser
	// Escalation is the right to change IAM, or a path to more rights.
	Escalation
	// ServiceAdmin is every action of a service.
	ServiceAdmin
	// Compute is the right to create what runs code and costs money.
	Compute
	// DataAccess is the right to read data, or to share it with others, wherever it lies.
	DataAccess
)

// String names the kind in words.
func (k Kind) String() string {
	switch k {
	case Admin:
		return "administrator"
	case PowerUser:
		return "power user"
	case Escalation:
		return "privilege escalation"
	case ServiceAdmin:
		return "service administrator"
	case Compute:
		return "compute creation"
	case DataAccess:
		return "data access"
	}
	return "unknown kind"
}

// Finding is one danger, about one policy document.
type Finding struct {
	Kind     Kind
	Document int // the document that it is about (policy.Grant.Document); no other finding is about the same one
	// Grants are the indexes of grants that suffice for it, in rising order. They may be of several documents: an
	// escalation path often needs two. Where there is a choice, they are those that hold for certain.
	Grants []int
	// Actions are what makes the danger, as AWS spells them, the most telling first: the actions of the first path, or
	// the writes to IAM; the compute or data actions; empty for the kinds that are about whole services.
	Actions []string
	// Paths are the open escalation paths, the best one first: certain before conditional, short before long.
	Paths []Path
	// Services are the services that a ServiceAdmin has wholly, or those to which an Escalation can pass a role, by
	// their prefixes, sorted.
	Services []string
	// Conditional says that some of the grants have a condition whose outcome isn't certain.
	Conditional bool
	// May says that some of the grants stand in only one branch of a conditional expression.
	May bool
}

// Path is an escalation path that is open.
type Path struct {
	*awsdata.EscalationPath
	Actions []string // the permissions that open it, the granted ones of each choice, as AWS spells them
}

// PassesRole reports whether the path gives a role to a service.
func (p Path) PassesRole() bool { return slices.Contains(p.Actions, "iam:PassRole") }

// Object is a kind of object of IAM that policies decide over.
type Object string

// The kinds of objects whose policies can be a user's own, as their ARNs name them.
const (
	UserObject   Object = "user"
	GroupObject  Object = "group"
	PolicyObject Object = "policy"
)

// Self is what is known about the user whose grants are judged. The right to change policies within narrow limits is
// dangerous only where the limits include the user's own. All names have their paths before them, if they have any:
// "team/deploy". The zero value knows nothing.
type Self struct {
	User     string   // the user's name
	Groups   []string // the names of its groups
	Policies []string // the names of the customer managed policies attached to it or its groups
	// ByReference are resources of its grants that stand wholly for one of these, though not by a name that is known.
	ByReference map[string]Object
}

package risk

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// harmless are actions of the classes of IAM writes that change nobody's rights by themselves.
var harmless = []string{
	// A user changes its own password, and only who knows the old one can.
	// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html
	"iam:ChangePassword",
	// AWS's own policy for self-service MFA allows these; a device that isn't assigned to a user can be used for nothing.
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
	"iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice", "iam:EnableMFADevice", "iam:ResyncMFADevice",
	// AWS defines what a service-linked role may do, and only the service can assume it.
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
	"iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole",
	// Needs iam:PassRole, together with which it is a path.
	// https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
	"iam:AddRoleToInstanceProfile",
	// A new identity pool has no roles; giving it some is another action, which needs iam:PassRole.
	// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html
	"cognito-identity:CreateIdentityPool", "cognito-identity:SetIdentityPoolRoles",
}

// iamWrites are the actions that change IAM.
var iamWrites = sync.OnceValue(func() policy.ActionSet {
	var names []string
	for _, class := range []string{"iam_account_write", "iam_credential_write", "iam_federation_write", "iam_mfa_write", "iam_policy_write", "iam_principal_write"} {
		names = append(names, awsdata.Class(class)...)
	}
	return policy.SetOf(names...).Minus(policy.SetOf(harmless...))
})

// escalation finds the documents that let the holder change IAM or open a path to more rights.
//
// A path that needs several documents is about the one that gives the permission it is known for, iam:PassRole or else
// the first: the others may be quite ordinary.
func (j *judge) escalation() []Finding {
	documents := j.unreported()
	if len(documents) == 0 {
		return nil
	}
	paths := map[int][]openPath{}
	for _, p := range j.paths() {
		if !p.Weak {
			paths[p.document] = append(paths[p.document], p)
		}
	}
	var findings []Finding
	for _, document := range documents {
		open := paths[document]
		if len(open) == 0 {
			open = j.linked(document)
		}
		if len(open) > 0 {
			findings = append(findings, j.escalationBy(document, open))
		} else if f, ok := j.exposure(Escalation, document, iamWrites()); ok {
			findings = append(findings, f)
		}
	}
	return findings
}

// escalationBy makes the finding about a document that opens paths.
func (j *judge) escalationBy(document int, open []openPath) Finding {
	slices.SortStableFunc(open, func(a, b openPath) int {
		return cmp.Or(
			cmp.Compare(a.doubt, b.doubt),
			cmp.Compare(len(a.Actions), len(b.Actions)),
			cmp.Compare(a.rank(), b.rank()),
		)
	})
	f := j.finding(Escalation, document, open[0].grants)
	f.Actions = open[0].Actions
	for _, p := range open {
		f.Paths = append(f.Paths, p.Path)
		if p.Target == awsdata.TargetPassedRole {
			f.Services = append(f.Services, p.takers()...)
		}
	}
	slices.Sort(f.Services)
	f.Services = slices.Compact(f.Services)
	return f
}

// needs returns for each action the grants of a document that allow it without limits.
func (j *judge) needs(document int, actions []int) [][]int {
	needs := make([][]int, len(actions))
	for n, index := range actions {
		needs[n] = j.in(document, j.carriers(index))
	}
	return needs
}

// openPath is a path that is open, with what opens it.
type openPath struct {
	Path
	document int   // that it is about
	grants   []int // that suffice for it
	doubt    int   // how uncertain the least certain of them is
}

// rank orders paths by how directly they lead to more rights.
func (p openPath) rank() int {
	return slices.Index([]string{"self-escalation", "principal-access", "new-passrole", "existing-passrole"}, p.Category)
}

// takers returns the services that take the passed role, by their prefixes.
func (p Path) takers() []string {
	var prefixes []string
	for _, action := range p.Actions {
		if prefix, _, _ := strings.Cut(action, ":"); prefix != "iam" && !slices.Contains(prefixes, prefix) {
			prefixes = append(prefixes, prefix)
		}
	}
	return prefixes
}

// path is an escalation path by the indexes of its actions.
type path struct {
	*awsdata.EscalationPath
	allOf []int
	anyOf [][]int
}

// minimalPaths are the paths that contain no smaller one.
var minimalPaths = sync.OnceValue(func() []path {
	var list []path
	paths := awsdata.EscalationPaths()
	for n := range paths {
		if !paths[n].Minimal {
			continue
		}
		p := path{EscalationPath: &paths[n], allOf: indexes(paths[n].AllOf)}
		for _, names := range paths[n].AnyOf {
			p.anyOf = append(p.anyOf, indexes(names))
		}
		list = append(list, p)
	}
	return list
})

// indexes returns the indexes of actions that exist: a test makes sure that those of the table do.
func indexes(names []string) []int {
	list := make([]int, 0, len(names))
	for _, name := range names {
		if index, ok := awsdata.ActionIndex(strings.ToLower(name)); ok {
			list = append(list, index)
		}
	}
	return list
}

// paths returns the open paths that contain no smaller one, one for each document that opens it.
func (j *judge) paths() []openPath {
	var all []openPath
	for _, p := range minimalPaths() {
		choice, ok := j.choose(p)
		if !ok {
			continue
		}
		for _, document := range j.about(choice) {
			all = append(all, j.openPath(p.EscalationPath, choice, document))
		}
	}
	return all
}

// need is a permission of a path with the grants that give it.
type need struct {
	action string
	grants []int
}

// choose returns the permissions that open a path: all of AllOf and the first granted one of each list in AnyOf.
func (j *judge) choose(p path) ([]need, bool) {
	if slices.ContainsFunc(p.allOf, func(index int) bool { return !j.anything.Has(index) }) {
		return nil, false // as nearly always
	}
	var needs []need
	for _, index := range p.allOf {
		needs = append(needs, j.need(index))
	}
	for _, list := range p.anyOf {
		var chosen need
		for _, index := range list {
			if chosen = j.need(index); len(chosen.grants) > 0 {
				break
			}
		}
		needs = append(needs, chosen)
	}
	for i, n := range needs {
		if n.action == passRole {
			needs[i].grants = j.passable(n.grants, needs)
		}
	}
	return needs, !slices.ContainsFunc(needs, func(n need) bool { return len(n.grants) == 0 })
}

func (j *judge) need(index int) need {
	return need{awsdata.Actions()[index].Name, j.carriers(index)}
}

// about returns the documents that an open path is about: all that open it by themselves; if there are none, those that
// give the permission it is known for.
func (j *judge) about(needs []need) []int {
	var alone []int
	for _, document := range j.documents {
		if !slices.ContainsFunc(needs, func(n need) bool { return len(j.in(document, n.grants)) == 0 }) {
			alone = append(alone, document)
		}
	}
	if len(alone) > 0 {
		return alone
	}
	known := needs[0]
	for _, n := range needs {
		if n.action == passRole {
			known = n
		}
	}
	var documents []int
	for _, i := range known.grants {
		documents = append(documents, j.grants[i].Document)
	}
	slices.Sort(documents)
	return slices.Compact(documents)
}

// openPath describes an open path about a document, from which it takes all that it can.
func (j *judge) openPath(p *awsdata.EscalationPath, needs []need, document int) openPath {
	o := openPath{Path: Path{EscalationPath: p}, document: document}
	var choices [][]int
	for _, n := range needs {
		o.Actions = append(o.Actions, n.action)
		if own := j.in(document, n.grants); len(own) > 0 {
			choices = append(choices, own)
		} else {
			choices = append(choices, n.grants)
		}
	}
	o.grants = fewest(choices)
	for _, i := range o.grants {
		o.doubt = max(o.doubt, j.doubt(i))
	}
	return o
}

// names returns the names of actions as AWS spells them.
func names(actions []int) []string {
	list := make([]string, len(actions))
	for n, index := range actions {
		list[n] = awsdata.Actions()[index].Name
	}
	return list
}

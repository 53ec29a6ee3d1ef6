package risk

import (
	"cmp"
	"slices"
	"sync"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// nearlyAll is the share of all actions, in hundredths, from which on access is access to everything. PowerUserAccess
// has 98 of a hundred, ReadOnlyAccess 31.
const nearlyAll = 80

// ownRights are the actions that change the caller's own permissions in one step: who has one of them without limits
// and nearly everything else is an administrator.
var ownRights = sync.OnceValue(func() policy.ActionSet {
	return policy.SetOf("iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachUserPolicy", "iam:CreatePolicyVersion",
		"iam:PutGroupPolicy", "iam:PutUserPolicy", "iam:SetDefaultPolicyVersion")
})

// admin finds the documents that give access to everything, each by itself; or else the one that gives most, if all
// together do.
func (j *judge) admin() []Finding {
	var findings []Finding
	var everything []int
	for _, document := range j.documents {
		var grants []int
		for i, g := range j.grants {
			if p, ok := parseResource(g.Resource); ok && p.everything && g.Document == document {
				grants = append(grants, i)
			}
		}
		if f, ok := j.adminBy(document, grants); ok {
			findings = append(findings, f)
		}
		everything = append(everything, grants...)
	}
	if len(findings) > 0 || len(everything) == 0 {
		return findings
	}
	largest := slices.MaxFunc(everything, func(a, b int) int {
		return cmp.Compare(j.grants[a].Actions.Len(), j.grants[b].Actions.Len())
	})
	if f, ok := j.adminBy(j.grants[largest].Document, everything); ok {
		return []Finding{f}
	}
	return nil
}

// adminBy judges the union of some grants on everything. It takes the largest grants until they suffice.
func (j *judge) adminBy(document int, grants []int) (Finding, bool) {
	slices.SortStableFunc(grants, func(a, b int) int {
		return cmp.Or(
			cmp.Compare(j.doubt(a), j.doubt(b)),
			cmp.Compare(j.grants[b].Actions.Len(), j.grants[a].Actions.Len()),
		)
	})
	var union policy.ActionSet
	for n, i := range grants {
		union = union.Union(j.grants[i].Actions)
		if 100*union.Len() <= nearlyAll*len(awsdata.Actions()) {
			continue
		}
		used := grants[:n+1]
		if union.Meets(ownRights()) {
			return j.finding(Admin, document, used), true
		}
		for _, rest := range grants[n+1:] {
			if j.grants[rest].Actions.Meets(ownRights()) {
				return j.finding(Admin, document, append(slices.Clone(used), rest)), true
			}
		}
		return j.finding(PowerUser, document, used), true
	}
	return Finding{}, false
}

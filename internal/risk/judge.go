package risk

import (
	"cmp"
	"maps"
	"slices"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// Classify says what the effective grants of one user come to: at most one finding for each document, in the order of
// the documents.
func Classify(grants []policy.Grant, self Self) []Finding {
	j := newJudge(grants, self)
	findings := j.admin()
	for _, f := range findings {
		j.report(f.Document)
	}
	for _, f := range j.escalation() {
		j.report(f.Document)
		findings = append(findings, f)
	}
	for _, document := range j.unreported() {
		for _, find := range []func(int) (Finding, bool){j.serviceAdmin, j.compute, j.data} {
			if f, ok := find(document); ok {
				findings = append(findings, f)
				break
			}
		}
	}
	slices.SortFunc(findings, func(a, b Finding) int { return cmp.Compare(a.Document, b.Document) })
	return findings
}

// judge knows the grants of one user and what was found out about them so far.
type judge struct {
	grants    []policy.Grant
	self      Self
	documents []int                    // that have grants, in rising order
	allowed   map[int]policy.ActionSet // by document: all actions that it allows on anything
	anything  policy.ActionSet         // all of them together
	reported  map[int]bool             // by document: a finding is about it
	open      map[int][]int            // by action: what carriers returned
}

func newJudge(grants []policy.Grant, self Self) *judge {
	j := &judge{
		grants: grants, self: self,
		allowed: map[int]policy.ActionSet{}, reported: map[int]bool{}, open: map[int][]int{},
	}
	for _, g := range grants {
		j.allowed[g.Document] = j.allowed[g.Document].Union(g.Actions)
		j.anything = j.anything.Union(g.Actions)
	}
	j.documents = slices.Sorted(maps.Keys(j.allowed))
	return j
}

func (j *judge) report(document int) { j.reported[document] = true }

// unreported returns the documents that no finding is about so far.
func (j *judge) unreported() []int {
	return slices.DeleteFunc(slices.Clone(j.documents), func(d int) bool { return j.reported[d] })
}

// carriers returns the grants that allow an action without limits, the certain ones first. There are none if the action
// can't be used because it also needs a resource of a type that no grant allows: ec2:RunInstances on instances alone
// starts nothing, there must be an image.
func (j *judge) carriers(index int) []int {
	if !j.anything.Has(index) {
		return nil
	}
	if list, known := j.open[index]; known {
		return list
	}
	action := awsdata.Actions()[index]
	var list []int
	for i, g := range j.grants {
		if g.Actions.Has(index) && (Unconstrained(action, g.Resource) || j.self.own(action.Name, g)) {
			list = append(list, i)
		}
	}
	if len(list) > 0 && !j.usable(index, action) {
		list = nil
	}
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(j.doubt(a), j.doubt(b)) })
	j.open[index] = list
	return list
}

// usable reports whether for each type of resource that an action requires there is a grant that may allow one.
func (j *judge) usable(index int, action awsdata.Action) bool {
	for _, t := range action.Resources() {
		if t.Required && !slices.ContainsFunc(j.grants, func(g policy.Grant) bool { return g.Actions.Has(index) && allows(g, t) }) {
			return false
		}
	}
	return true
}

// allows reports whether a grant may allow some resource of a type. An unknown resource may be any.
func allows(g policy.Grant, t awsdata.ResourceType) bool {
	p, ok := parseResource(g.Resource)
	return !ok || p.everything || p.meets(t.ARN)
}

// doubt says how uncertain a grant is.
func (j *judge) doubt(grant int) int {
	g := j.grants[grant]
	switch {
	case g.Statement != nil && g.Statement.May:
		return 2
	case g.Conditional:
		return 1
	}
	return 0
}

// in returns those of the grants that are of a document.
func (j *judge) in(document int, grants []int) []int {
	var list []int
	for _, i := range grants {
		if j.grants[i].Document == document {
			list = append(list, i)
		}
	}
	return list
}

// openIn returns the actions of a set that a document allows without limits, in the order of their names.
func (j *judge) openIn(document int, actions policy.ActionSet) []int {
	var open []int
	allowed := j.allowed[document]
	if !allowed.Meets(actions) {
		return nil // as nearly always; spares a set
	}
	for index := range allowed.Intersect(actions).All() {
		if len(j.in(document, j.carriers(index))) > 0 {
			open = append(open, index)
		}
	}
	return open
}

// finding makes a finding that rests on the given grants.
func (j *judge) finding(kind Kind, document int, grants []int) Finding {
	f := Finding{Kind: kind, Document: document, Grants: slices.Compact(slices.Sorted(slices.Values(grants)))}
	for _, i := range f.Grants {
		g := j.grants[i]
		f.Conditional = f.Conditional || g.Conditional
		f.May = f.May || g.Statement != nil && g.Statement.May
	}
	return f
}

// fewest returns grants that together do what each of several needs asks for, as few of them as a quick search finds:
// needs are the grants that would serve for each, the best first.
func fewest(needs [][]int) []int {
	var chosen []int
	for _, choices := range needs {
		if slices.ContainsFunc(choices, func(i int) bool { return slices.Contains(chosen, i) }) {
			continue
		}
		chosen = append(chosen, mostUseful(choices, needs))
	}
	return chosen
}

// mostUseful returns the first of the choices that serves the most needs.
func mostUseful(choices []int, needs [][]int) int {
	best, most := choices[0], 0
	for _, i := range choices {
		n := 0
		for _, other := range needs {
			if slices.Contains(other, i) {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

package policy

import (
	"slices"
	"strings"
)

// denials answers which actions are denied for certain on all resources that a pattern matches. It is made once for a
// user and a context, and stays fast for thousands of statements: a Deny can only contain resources that begin as it
// does and have its other text in them, so that few are looked at closely for each question.
type denials struct {
	everywhere ActionSet            // denied on every resource
	byHead     map[string][]*denial // by the text before the first wildcard
	lengths    []int                // of the heads, in rising order
	outside    []*denial            // Denies with NotResource
	known      map[string]ActionSet // answers given so far
}

// denial is what one resource pattern, or one list of NotResource, is denied.
type denial struct {
	pattern string
	piece   string   // the longest text between or after wildcards; every pattern that is contained has it too
	except  []string // the patterns of NotResource
	actions ActionSet
}

// newDenials gathers the Denies that hold for certain in a context.
func newDenials(ctx Context, docs []*Document, boundary *Document) *denials {
	d := &denials{byHead: map[string][]*denial{}, known: map[string]ActionSet{}}
	byPattern := map[string]*denial{}
	for n := range len(docs) + 1 {
		doc := boundary
		if n < len(docs) {
			doc = docs[n]
		}
		if doc == nil {
			continue
		}
		for i := range doc.Statements {
			if s := &doc.Statements[i]; s.Effect == Deny && !s.May && s.Applies(ctx) == True {
				d.add(s, byPattern)
			}
		}
	}
	for head := range d.byHead {
		if !slices.Contains(d.lengths, len(head)) {
			d.lengths = append(d.lengths, len(head))
		}
	}
	slices.Sort(d.lengths)
	return d
}

func (d *denials) add(s *Statement, byPattern map[string]*denial) {
	actions := s.ActionSet()
	if actions.Empty() || s.grantResources() == nil {
		return
	}
	if s.NotResources != nil {
		d.addOutside(s.NotResources, actions)
		return
	}
	for _, pattern := range s.Resources {
		if Covers(pattern, "*") == True {
			d.everywhere = d.everywhere.Union(actions)
			continue
		}
		if one := byPattern[pattern]; one != nil {
			one.actions = one.actions.Union(actions)
			continue
		}
		head := headOf(pattern)
		one := &denial{pattern: pattern, piece: longestPiece(pattern[len(head):]), actions: actions}
		byPattern[pattern] = one
		d.byHead[head] = append(d.byHead[head], one)
	}
}

func (d *denials) addOutside(except []string, actions ActionSet) {
	for _, one := range d.outside {
		if slices.Equal(one.except, except) {
			one.actions = one.actions.Union(actions)
			return
		}
	}
	d.outside = append(d.outside, &denial{except: except, actions: actions})
}

// headOf returns what every text begins with that the pattern matches.
func headOf(pattern string) string {
	if at := strings.IndexAny(pattern, "*?$"); at >= 0 {
		return pattern[:at]
	}
	return pattern
}

func longestPiece(pattern string) string {
	longest := ""
	for _, piece := range strings.FieldsFunc(pattern, func(r rune) bool { return strings.ContainsRune("*?$", r) }) {
		if len(piece) > len(longest) {
			longest = piece
		}
	}
	return longest
}

// of returns the actions that are denied on all resources that a pattern matches.
func (d *denials) of(resource string) ActionSet {
	if len(d.byHead) == 0 && len(d.outside) == 0 {
		return d.everywhere
	}
	if actions, ok := d.known[resource]; ok {
		return actions
	}
	actions := d.everywhere
	for _, n := range d.lengths {
		if n > len(resource) {
			break
		}
		for _, one := range d.byHead[resource[:n]] {
			if strings.Contains(resource, one.piece) && !actions.Contains(one.actions) && CoversResource(one.pattern, resource) == True {
				actions = actions.Union(one.actions)
			}
		}
	}
	for _, one := range d.outside {
		if !actions.Contains(one.actions) && one.excepts(resource) == False {
			actions = actions.Union(one.actions)
		}
	}
	d.known[resource] = actions
	return actions
}

// excepts reports whether NotResource exempts a part of what the pattern matches.
func (d *denial) excepts(resource string) Tri {
	result := False
	for _, pattern := range d.except {
		result = result.Or(OverlapsResource(pattern, resource))
	}
	return result
}

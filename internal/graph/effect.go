package graph

import (
	"fmt"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/risk"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/words"
)

// effect is what one grant comes to.
type effect struct {
	level Level
	label string // "administrator", "limited"
	gives string // the object of "gives"; "" where that is nothing to speak of
	kind  risk.Kind
	lines []string
	may   bool
}

// levelOf is the level of a kind of danger: what the rules report as an error is critical.
func levelOf(kind risk.Kind) Level {
	if kind <= risk.Escalation {
		return Critical
	}
	return Broad
}

// effectOf says what a grant of a user comes to. given says whether Denies and the boundary leave anything of it.
func effectOf(u *iam.User, g *iam.Grant, given bool) effect {
	for _, d := range u.Dangers() {
		if d.Grant == g {
			if gives := words.Danger(d.Finding); gives != "" {
				return dangerous(d, gives)
			}
		}
	}
	document := g.Policy.Document
	switch {
	case g.Policy.Reference != "", document.Partial && len(document.Statements) == 0:
		return effect{level: Unknown, label: "unknown", lines: []string{"the policy can't be read here"}}
	case document.Partial, unknownActions(document):
		return effect{level: Unknown, label: "unknown in part", lines: append(actions(document), "the rest can't be read here")}
	case given:
		return effect{level: Limited, label: "limited", lines: actions(document)}
	case onlyDenies(document):
		return effect{level: None, label: "only denies"}
	}
	return effect{level: None, label: "nothing", lines: []string{"denied elsewhere, or outside of the boundary"}}
}

func dangerous(d iam.Danger, gives string) effect {
	e := effect{level: levelOf(d.Kind), label: d.Kind.String(), gives: gives, kind: d.Kind, may: d.May}
	if d.Kind > risk.PowerUser { // whose label says it all
		e.lines = append(e.lines, gives)
	}
	if len(d.Paths) > 0 {
		path := d.Paths[0]
		e.lines = append(e.lines, "path "+path.ID+": "+strings.Join(path.Actions, " + "))
		if more := len(d.Paths) - 1; more > 0 {
			e.lines = append(e.lines, fmt.Sprintf("and %d more", more))
		}
	}
	if d.Conditional {
		e.lines = append(e.lines, "under conditions that may hold")
	}
	if d.May {
		e.lines = append(e.lines, unclear+"under one outcome of a condition only")
	}
	return e
}

func unknownActions(d *policy.Document) bool {
	for i := range d.Statements {
		if d.Statements[i].UnknownActions() {
			return true
		}
	}
	return false
}

func onlyDenies(d *policy.Document) bool {
	for _, s := range d.Statements {
		if s.Effect != policy.Deny {
			return false
		}
	}
	return true
}

// actions names what a document allows, as it is written.
func actions(d *policy.Document) []string {
	var all []string
	except := false
	for _, s := range d.Statements {
		if s.Effect == policy.Allow {
			all = append(all, s.Actions...)
			except = except || s.NotActions != nil
		}
	}
	var lines []string
	if len(all) > 0 {
		lines = append(lines, words.Some(distinct(all)))
	}
	if except {
		lines = append(lines, "all actions but some, on named resources")
	}
	return lines
}

func distinct(all []string) []string {
	seen := map[string]bool{}
	var once []string
	for _, s := range all {
		if !seen[s] {
			seen[s] = true
			once = append(once, s)
		}
	}
	return once
}

package policy

import (
	"sort"
	"strconv"
	"strings"
	"sync"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// Expand returns the documented actions that match the patterns of an Action element. Case doesn't count, * and ? stand
// anywhere in the name.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
//
// A wildcard in the service prefix, which AWS doesn't document, is matched against the whole name. Actions that don't
// exist add nothing, as in IAM. A pattern with a token adds nothing either: it may stand for any action, or for none.
func Expand(patterns ...string) ActionSet {
	return expand(patterns, false)
}

// cacheLimit bounds the number of remembered expansions. A set takes less than 3 kB; more distinct lists than this in
// one configuration are expanded again each time.
const cacheLimit = 4096

// expansions remembers what lists of patterns expand to. Many statements share few lists, and each statement is
// expanded in several contexts.
var expansions struct {
	sync.RWMutex
	sets map[string]ActionSet
}

// expand returns what the patterns match, or with not set everything that they don't match. An unknown pattern may
// match anything: it adds nothing to what is matched for certain, and takes everything from what is not.
func expand(patterns []string, not bool) ActionSet {
	key := listKey(patterns, not)
	expansions.RLock()
	set, ok := expansions.sets[key]
	expansions.RUnlock()
	if ok {
		return set
	}
	b := newBuilder()
	for _, p := range patterns {
		if !token.In(p) {
			b.addMatches(strings.ToLower(p))
		}
	}
	set = b.set()
	if not && anyUnknown(patterns) {
		set = ActionSet{}
	} else if not {
		set = set.Complement()
	}
	expansions.Lock()
	defer expansions.Unlock()
	if expansions.sets == nil {
		expansions.sets = map[string]ActionSet{}
	}
	if len(expansions.sets) < cacheLimit {
		expansions.sets[key] = set
	}
	return set
}

// listKey returns a text that no other list has.
func listKey(patterns []string, not bool) string {
	var b strings.Builder
	if not {
		b.WriteByte('!')
	}
	for _, p := range patterns {
		b.WriteString(strconv.Itoa(len(p)))
		b.WriteByte(':')
		b.WriteString(p)
	}
	return b.String()
}

func anyUnknown(patterns []string) bool {
	for _, p := range patterns {
		if token.In(p) {
			return true
		}
	}
	return false
}

// addMatches adds the actions that a pattern in lower case matches. They begin with what stands before the first
// wildcard, so that one search in the sorted list leaves only a service or less to look at.
func (b builder) addMatches(pattern string) {
	head, rest := pattern, ""
	if at := strings.IndexAny(pattern, "*?"); at >= 0 {
		head, rest = pattern[:at], pattern[at:]
	}
	actions := awsdata.Actions()
	from := sort.Search(len(actions), func(i int) bool { return actions[i].Lower >= head })
	to := from + sort.Search(len(actions)-from, func(i int) bool { return !strings.HasPrefix(actions[from+i].Lower, head) })
	switch {
	case rest == "":
		if from < to && actions[from].Lower == head {
			b.add(from)
		}
	case strings.Trim(rest, "*") == "" || pattern == "*:*":
		b.addRange(from, to)
	default:
		for i := from; i < to; i++ {
			if glob(rest, actions[i].Lower[len(head):]) {
				b.add(i)
			}
		}
	}
}

var allActions = sync.OnceValue(func() ActionSet {
	b := newBuilder()
	b.addRange(0, len(awsdata.Actions()))
	return b.set()
})

// ActionSet returns the actions that the statement's Action or NotAction element names for certain: the matches of
// Action, or everything that NotAction doesn't match. It is empty if the statement has neither element or both, which
// AWS rejects.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
func (s *Statement) ActionSet() ActionSet {
	switch {
	case (s.Actions == nil) == (s.NotActions == nil):
		return ActionSet{}
	case s.NotActions != nil:
		return expand(s.NotActions, true)
	}
	return expand(s.Actions, false)
}

// UnknownActions reports whether the statement may name actions that ActionSet doesn't show, because a part of its
// Action or NotAction element is known only after apply.
func (s *Statement) UnknownActions() bool {
	return anyUnknown(s.Actions) || anyUnknown(s.NotActions)
}

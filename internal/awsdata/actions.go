package awsdata

import (
	_ "embed"
	"sort"
	"strings"
	"sync"
)

// Level is the access level that AWS gives an action, a letter each.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
//
// AWS calls iam:PassRole and iam:CreateAccessKey Write, so PermissionsManagement alone doesn't say what is dangerous;
// Class does.
type Level byte

// The access levels of the Service Authorization Reference.
const (
	List                  Level = 'L'
	Read                  Level = 'R'
	Write                 Level = 'W'
	Tagging               Level = 'T'
	PermissionsManagement Level = 'P'
)

// Action is one action of the Service Authorization Reference.
//
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
type Action struct {
	Name  string // as AWS spells it: "iam:CreateUser"
	Lower string // the same in lower case; IAM compares actions without regard to case
	Level Level

	resources string // the names of its resource types, as in actionsText
}

// actionsText has a line for every action, "W iam:CreateUser user*", sorted by the name in lower case. The resource
// types at the end are separated by commas, the required ones have a star. The text is embedded as it is: names are cut
// out of it without a copy, and a change of the data can be read in a diff.
//
//go:embed data/actions.txt
var actionsText string

var actions = sync.OnceValue(func() []Action { return parseActions(actionsText) })

// parseActions cuts the text into actions. The names in lower case share one new text.
func parseActions(text string) []Action {
	list := make([]Action, 0, strings.Count(text, "\n"))
	var lower strings.Builder
	lower.Grow(len(text))
	for {
		end := strings.IndexByte(text, '\n')
		if end < 0 {
			break
		}
		const start = len("W ")
		a := Action{Level: Level(text[0])}
		a.Name, a.resources, _ = strings.Cut(text[start:end], " ")
		for i := range len(a.Name) {
			c := a.Name[i]
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			lower.WriteByte(c)
		}
		list = append(list, a)
		text = text[end+1:]
	}
	names := lower.String()
	for i := range list {
		size := len(list[i].Name)
		list[i].Lower, names = names[:size], names[size:]
	}
	return list
}

// Actions returns every action that AWS documents, sorted by Lower.
func Actions() []Action {
	return actions()
}

// ActionIndex returns the place in Actions of the action with the given name, which must be in lower case:
// "iam:createuser".
func ActionIndex(lower string) (int, bool) {
	list := actions()
	i := search(list, lower)
	return i, i < len(list) && list[i].Lower == lower
}

// ServiceRange returns the bounds of one service's actions: they are Actions()[from:to]. The prefix is in lower case,
// without the colon: "iam". The bounds of a prefix that AWS doesn't know are equal.
func ServiceRange(prefix string) (from, to int) {
	list := actions()
	// ';' is the byte after ':', so nothing of another service sorts between the two.
	return search(list, prefix+":"), search(list, prefix+";")
}

// search returns the place of the first action whose lower-case name is not before lower.
func search(list []Action, lower string) int {
	return sort.Search(len(list), func(i int) bool { return list[i].Lower >= lower })
}

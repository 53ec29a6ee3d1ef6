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
}

// actionsText has a line for every action, "W iam:CreateUser", sorted by the name in lower case. It is embedded as it
// is: names are cut out of it without a copy, and a change of the data can be read in a diff.
//
//go:embed data/actions.txt
var actionsText string

var actions = sync.OnceValue(func() []Action { return parseActions(actionsText) })

// parseActions cuts the text into actions. It makes one copy of the text, the one in lower case.
func parseActions(text string) []Action {
	list := make([]Action, 0, strings.Count(text, "\n"))
	lower := strings.ToLower(text)
	for {
		end := strings.IndexByte(text, '\n')
		if end < 0 {
			return list
		}
		const name = len("W ")
		list = append(list, Action{Name: text[name:end], Lower: lower[name:end], Level: Level(text[0])})
		text, lower = text[end+1:], lower[end+1:]
	}
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

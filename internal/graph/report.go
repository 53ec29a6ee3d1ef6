package graph

import "fmt"

// Report is what a configuration's keys come to.
type Report struct {
	Directory string   `json:"directory"` // as the user names it
	Keys      []*Key   `json:"keys"`      // the most dangerous first
	Notes     []string `json:"notes"`     // what could not be read, in words
}

// Key is one access key, or several of one block that have the same picture.
type Key struct {
	Address string   `json:"address"` // from the root module: module.ci.aws_iam_access_key.this
	At      string   `json:"at"`      // "ci.tf:8"
	Count   int      `json:"count"`   // how many there are at least
	Users   []string `json:"users"`   // the names of their users, as far as they are known
	Level   Level    `json:"level"`
	Label   string   `json:"label"`   // the worst that it gives, in one or two words: "administrator"
	Verdict string   `json:"verdict"` // one sentence
	Nodes   []*Node  `json:"nodes"`   // in the order of the ways; the key itself is the first
	Edges   []Edge   `json:"edges"`

	rank rank
}

// Node is something on a way from a key.
type Node struct {
	ID    string   `json:"id"` // equal for what is equal in the pictures of several keys
	Kind  Kind     `json:"kind"`
	Title string   `json:"title"`
	Lines []string `json:"lines,omitempty"` // a mark and words: see mark
	At    string   `json:"at,omitempty"`    // "ci.tf:8"
	Level Level    `json:"level"`           // of what it comes to; None for what is only on the way

	who string // tells users and keys apart that look alike: instances of one block
}

// Edge leads from a node to the next one.
type Edge struct {
	From string `json:"from"`
	To   string `json:"to"`
	May  bool   `json:"may,omitempty"` // under one outcome of an unknown condition only
}

// Kind is what a node stands for.
type Kind string

// The kinds, in the order of the way. A place is where the key's secret goes.
const (
	KeyNode    Kind = "key"
	UserNode   Kind = "user"
	GroupNode  Kind = "group"
	GrantNode  Kind = "grant"
	EffectNode Kind = "effect"
	PlaceNode  Kind = "place"
)

// Level says how bad something is.
type Level int

// The levels, from good to bad. Broad and Critical are what the rules report as warnings and as errors.
const (
	None    Level = iota // nothing is given
	Limited              // what a key should have
	Unknown              // what can't be read here
	Broad
	Critical
)

var levelNames = [...]string{"none", "limited", "unknown", "broad", "critical"}

// String names the level in a word.
func (l Level) String() string { return levelNames[l] }

// MarshalText is String, for JSON.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (l *Level) UnmarshalText(text []byte) error {
	for i, name := range levelNames {
		if name == string(text) {
			*l = Level(i)
			return nil
		}
	}
	return fmt.Errorf("%q is no level", text)
}

// The marks with which a line begins that says more than a name: colour is never the only sign.
const (
	good    = "✓ "
	bad     = "✗ "
	unclear = "? "
)

// levelSigns stand before the words for a level.
var levelSigns = [...]string{None: "–", Limited: "✓", Unknown: "?", Broad: "◆", Critical: "▲"}

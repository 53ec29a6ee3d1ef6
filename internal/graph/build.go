package graph

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/flow"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/words"
)

// maxNotes bounds how many notes a report has.
const maxNotes = 100

// Build makes the report of a configuration. problems are what its host could not read.
func Build(directory string, m *iam.Model, problems func() []string) *Report {
	b := &builder{model: m, flow: flow.Of(m), of: map[*iam.AccessKey]*flow.Credential{}, users: map[*iam.User]string{}}
	for i, u := range m.Users {
		b.users[u] = fmt.Sprint(i)
	}
	r := &Report{Directory: visible(directory), Keys: []*Key{}}
	for _, c := range b.flow.Credentials {
		if c.Key != nil {
			b.of[c.Key] = c
		}
	}
	for _, key := range m.Keys {
		r.Keys = append(r.Keys, b.accessKey(key))
	}
	for _, c := range b.flow.Credentials {
		if c.Key == nil {
			r.Keys = append(r.Keys, b.otherCredential(c))
		}
	}
	r.Keys = join(r.Keys)
	for i, k := range r.Keys {
		k.Nodes[0].who = fmt.Sprint(i)
		k.nameUser()
	}
	slices.SortStableFunc(r.Keys, compareKeys)
	name(r.Keys)
	r.Notes = b.notes(slices.Concat(m.Tree.Problems(), m.Problems, problems()))
	return r
}

// builder makes the pictures of keys.
type builder struct {
	model *iam.Model
	flow  *flow.Flow
	of    map[*iam.AccessKey]*flow.Credential
	users map[*iam.User]string // what tells a user from others
}

func (b *builder) plain(s string) string { return plain(b.model.Tree, s) }

func (b *builder) notes(problems []string) []string {
	notes := []string{}
	for _, p := range problems {
		notes = append(notes, b.plain(p))
	}
	slices.Sort(notes)
	notes = slices.Compact(notes)
	if more := len(notes) - maxNotes; more > 0 {
		notes = append(notes[:maxNotes], fmt.Sprintf("and %d more", more))
	}
	return notes
}

// picture is the picture of one key while it is drawn.
type picture struct {
	*builder
	key  *Key
	tell verdict
}

// node adds a node, unless there is one that says the same, and returns it.
func (p *picture) node(n Node) *Node {
	n.Title = p.plain(n.Title)
	for i, line := range n.Lines {
		n.Lines[i] = p.plain(line)
	}
	n.ID = strings.Join(slices.Concat([]string{string(n.Kind), n.Title, n.At, n.Level.String()}, n.Lines), "\x00")
	for _, other := range p.key.Nodes {
		if other.ID == n.ID {
			return other
		}
	}
	p.key.Nodes = append(p.key.Nodes, &n)
	return &n
}

func (p *picture) edge(from, to *Node, may bool) {
	for i, e := range p.key.Edges {
		if e.From == from.ID && e.To == to.ID {
			p.key.Edges[i].May = e.May && may
			return
		}
	}
	p.key.Edges = append(p.key.Edges, Edge{From: from.ID, To: to.ID, May: may})
}

// accessKey draws a key, its users, what they may do, and where the secret goes.
func (b *builder) accessKey(key *iam.AccessKey) *Key {
	p := &picture{builder: b, key: &Key{Address: b.plain(key.Addr), At: at(key.Module, key.Range), Count: 1, Users: []string{}}}
	p.tell.inactive = key.Inactive
	c := b.of[key]
	root := p.node(Node{Kind: KeyNode, Title: key.Addr, At: p.key.At, Lines: keyLines(key, c)})
	for _, u := range key.Users {
		if u.Name != "" {
			p.key.Users = append(p.key.Users, b.plain(u.Name))
		}
		user := p.user(u)
		p.edge(root, user, len(key.Users) > 1)
		p.grants(u, user, len(key.Users) > 1)
	}
	if len(key.Users) == 0 {
		p.tell.add(effect{level: Unknown, label: "unknown"})
	}
	if c != nil {
		p.places(c, root)
	}
	p.close()
	return p.key
}

func keyLines(key *iam.AccessKey, c *flow.Credential) []string {
	var lines []string
	if key.Inactive {
		lines = append(lines, "inactive until somebody activates it")
	}
	switch i := key.Instance; {
	case i.May:
		lines = append(lines, unclear+"exists under a condition only")
	case i.Symbolic:
		lines = append(lines, unclear+"how many there are is known only later")
	}
	if key.Module.Outlined() {
		lines = append(lines, "made by a published module")
	}
	return append(lines, stateLines(c)...)
}

func stateLines(c *flow.Credential) []string {
	switch {
	case c == nil || c.Instance == nil:
		return nil
	case c.Encrypted:
		return []string{good + "secret encrypted in the state"}
	}
	return []string{bad + c.Nouns[0] + " in the state in clear"}
}

// otherCredential draws a credential of which nobody can say here what it may do.
func (b *builder) otherCredential(c *flow.Credential) *Key {
	p := &picture{builder: b, key: &Key{Address: b.plain(c.Addr), At: at(c.Module, c.Range), Count: 1, Users: []string{}}}
	what := "a credential of its own kind"
	switch {
	case c.Instance == nil:
		what = "made by a module whose code is not at hand"
	case c.Module.Outlined():
		what = "made by a published module"
	}
	root := p.node(Node{Kind: KeyNode, Title: c.Addr, At: p.key.At, Lines: append([]string{what}, stateLines(c)...)})
	p.edge(root, p.node(Node{Kind: EffectNode, Title: "Unknown", Level: Unknown, Lines: []string{"what it may do is not judged here"}}), false)
	p.tell.add(effect{level: Unknown, label: "unknown"})
	p.places(c, root)
	p.close()
	return p.key
}

func (p *picture) close() {
	p.key.Level, p.key.Label, p.key.Verdict = p.tell.level(), p.tell.label(), p.plain(p.tell.sentence())
	p.key.rank = p.tell.rank()
}

// join makes one of the keys that have the same picture: those that count and for_each make of a block.
func join(keys []*Key) []*Key {
	var joined []*Key
	same := map[string]*Key{}
	for _, k := range keys {
		parts := []string{k.Address, k.At, k.Verdict}
		for _, n := range k.Nodes {
			parts = append(parts, n.ID)
		}
		for _, e := range k.Edges {
			parts = append(parts, e.From, e.To, fmt.Sprint(e.May))
		}
		id := strings.Join(parts, "\x01")
		if first := same[id]; first != nil {
			first.Count += k.Count
			first.Users = append(first.Users, k.Users...)
			continue
		}
		same[id] = k
		joined = append(joined, k)
	}
	for _, k := range joined {
		slices.Sort(k.Users)
		k.Users = slices.Compact(k.Users)
	}
	return joined
}

// nameUser tells the names of the users of a key where their address doesn't.
func (k *Key) nameUser() {
	var user *Node
	for _, n := range k.Nodes {
		if n.Kind == UserNode {
			if user != nil {
				return // whose name it is, is known only later
			}
			user = n
		}
	}
	if user != nil && user.At != "" && len(k.Users) > 0 && !strings.HasSuffix(user.Title, "."+k.Users[0]) {
		user.Lines = slices.Insert(user.Lines, 0, "named "+words.Some(k.Users))
	}
}

// name gives the nodes short names, equal for what is equal.
func name(keys []*Key) {
	names := map[string]string{}
	for _, k := range keys {
		own := map[string]string{}
		for _, n := range k.Nodes {
			id := n.ID + "\x00" + n.who
			if names[id] == "" {
				names[id] = fmt.Sprintf("n%d", len(names)+1)
			}
			own[n.ID], n.ID = names[id], names[id]
		}
		for i, e := range k.Edges {
			k.Edges[i].From, k.Edges[i].To = own[e.From], own[e.To]
		}
	}
}

package graph

import (
	"fmt"
	"strings"
)

// maxWays bounds how many ways are listed for one key.
const maxWays = 200

// ways lists the ways from the key, each from its beginning to its end, in words.
func (k *Key) ways() []string {
	nodes := map[string]*Node{}
	next := map[string][]Edge{}
	for _, n := range k.Nodes {
		nodes[n.ID] = n
	}
	for _, e := range k.Edges {
		next[e.From] = append(next[e.From], e)
	}
	var all []string
	var walk func(id, way string)
	walk = func(id, way string) {
		if len(all) >= maxWays {
			return
		}
		way += describeNode(nodes[id])
		if len(next[id]) == 0 {
			all = append(all, way)
		}
		for _, e := range next[id] {
			arrow := " → "
			if e.May {
				arrow = " → perhaps "
			}
			walk(e.To, way+arrow)
		}
	}
	walk(k.Nodes[0].ID, "")
	if len(all) == maxWays {
		all = append(all, "and more")
	}
	return all
}

func describeNode(n *Node) string {
	var notes []string
	if n.Level != None && n.Kind == EffectNode {
		notes = append(notes, n.Level.String())
	}
	notes = append(notes, n.Lines...)
	if n.At != "" {
		notes = append(notes, n.At)
	}
	if len(notes) == 0 {
		return n.Title
	}
	return fmt.Sprintf("%s (%s)", n.Title, strings.Join(notes, "; "))
}

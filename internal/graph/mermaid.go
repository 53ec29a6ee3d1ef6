package graph

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Mermaid refuses larger diagrams, unless the page that shows them says otherwise. Nobody could read them either.
// https://mermaid.js.org/config/schema-docs/config.html
const (
	maxMermaidText  = 45_000 // of 50,000 characters
	maxMermaidEdges = 450    // of 500
)

// mermaidShape is how a kind of node looks: before and after the quoted label.
func mermaidShape(kind Kind) (before, after string) {
	switch kind {
	case KeyNode:
		return "([", "])"
	case GroupNode:
		return "[[", "]]"
	case EffectNode:
		return "(", ")"
	case PlaceNode:
		return "[(", ")]"
	}
	return "[", "]"
}

var mermaidLegend = []string{
	"classDef critical stroke:#d1242f,stroke-width:3px",
	"classDef broad stroke:#bf8700,stroke-width:3px",
	"classDef unknown stroke:#6e7781,stroke-width:2px,stroke-dasharray:5 4",
	"classDef limited stroke:#1a7f37,stroke-width:2px",
}

// Mermaid writes the report as a flowchart. What several keys have in common is there once. Keys that would make it too large
// for Mermaid are left out, the least dangerous ones, and a node says how many.
func (r *Report) Mermaid(w io.Writer) error {
	d := &mermaid{known: map[string]bool{}, edges: map[string]bool{}}
	size, left := 0, 0
	for i, key := range r.Keys {
		before := len(d.lines)
		d.key(key)
		for _, line := range d.lines[before:] {
			size += len(line) + 3
		}
		if i > 0 && (size > maxMermaidText || len(d.edges) > maxMermaidEdges) {
			d.lines, left = d.lines[:before], len(r.Keys)-i
			break
		}
	}
	if left > 0 {
		d.lines = append(d.lines, fmt.Sprintf(`more[%q]`, fmt.Sprintf("and %d more keys: see the HTML page", left)))
	}
	if len(r.Keys) == 0 {
		d.lines = append(d.lines, `none["no long-term access key"]`)
	}
	_, err := io.WriteString(w, "flowchart LR\n  "+strings.Join(slices.Concat(d.lines, mermaidLegend), "\n  ")+"\n")
	return err
}

type mermaid struct {
	lines []string
	known map[string]bool
	edges map[string]bool
}

func (d *mermaid) key(key *Key) {
	kinds := map[string]Kind{}
	for _, n := range key.Nodes {
		kinds[n.ID] = n.Kind
		if d.known[n.ID] {
			continue
		}
		d.known[n.ID] = true
		before, after := mermaidShape(n.Kind)
		line := n.ID + before + `"` + mermaidLabel(key, n) + `"` + after
		if n.Level != None {
			line += ":::" + n.Level.String()
		}
		d.lines = append(d.lines, line)
	}
	for _, e := range key.Edges {
		arrow := "-->"
		if e.May {
			arrow = "-.->"
		}
		if kinds[e.To] == PlaceNode {
			arrow += "|secret|"
		}
		line := e.From + " " + arrow + " " + e.To
		if !d.edges[line] {
			d.edges[line] = true
			d.lines = append(d.lines, line)
		}
	}
}

func mermaidLabel(key *Key, n *Node) string {
	parts := []string{"<b>" + mermaidText(nodeTitle(key, n)) + "</b>"}
	for _, line := range n.Lines {
		parts = append(parts, mermaidText(line))
	}
	if n.At != "" {
		parts = append(parts, mermaidText(n.At))
	}
	return strings.Join(parts, "<br/>")
}

// mermaidText writes all but plain characters as the codes of Mermaid (#34;), so that nothing in a name ends the label, is
// markup, or is a comment. Mermaid takes what follows the words style and classDef for colours and breaks such codes, so
// that these words are broken first; ﬂ°°, ﬂ° and ¶ß are what it has for codes inside.
// https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
func mermaidText(s string) string {
	var b strings.Builder
	for i, r := range s {
		harmless := r == ' ' || r == '_' || r == '.' || r == ',' || r == '/' || r == '-' || r == ':' || r == '(' || r == ')' || r == '+' ||
			'0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r > 0x7f && !strings.ContainsRune("ﬂ°¶ß", r)
		if !harmless || strings.HasPrefix(s[i:], "style") || strings.HasPrefix(s[i:], "classDef") {
			fmt.Fprintf(&b, "#%d;", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

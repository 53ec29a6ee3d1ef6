package graph

import (
	"fmt"
	"html"
	"strconv"
	"strings"
)

// columnTitles say what stands in a column.
func columnTitle(kind Kind) string {
	switch kind {
	case KeyNode:
		return "Access key"
	case UserNode:
		return "User"
	case GroupNode:
		return "Group"
	case GrantNode:
		return "Given by"
	case EffectNode:
		return "What that gives"
	}
	return "Where the secret goes"
}

// nodeTitle is the title with what the node's kind adds to it.
func nodeTitle(key *Key, n *Node) string {
	switch {
	case n.Kind == KeyNode && key.Count > 1:
		return fmt.Sprintf("%s ×%d", n.Title, key.Count)
	case n.Kind == EffectNode:
		return levelSigns[n.Level] + " " + n.Title
	}
	return n.Title
}

// tone is how a line is coloured, by its mark.
func tone(line string) string {
	switch {
	case strings.HasPrefix(line, good):
		return "good"
	case strings.HasPrefix(line, bad):
		return "bad"
	case strings.HasPrefix(line, unclear):
		return "unclear"
	}
	return ""
}

// svg writes the drawing. The style is the page's.
func (d *drawing) svg(id string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-labelledby="%s-title" aria-describedby="%s-list">`,
		number(d.width), number(d.height+2), number(d.width), number(d.height+2), id, id)
	fmt.Fprintf(&b, "\n<title id=\"%s-title\">%s</title>\n", id, html.EscapeString("The ways from "+d.key.Address+" to what it gives"))
	for _, c := range d.columns {
		fmt.Fprintf(&b, `<text class="h" x="%s" y="12">%s</text>`, number(c.x), columnTitle(c.kind))
	}
	for _, box := range d.boxes {
		if box.node.Kind == PlaceNode {
			fmt.Fprintf(&b, `<text class="h" x="%s" y="%s">%s</text>`, number(box.x), number(d.placesAt), columnTitle(PlaceNode))
			break
		}
	}
	b.WriteString("\n")
	for _, l := range d.edges {
		l.svg(&b)
	}
	for _, box := range d.boxes {
		box.svg(&b)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// svg draws an edge: a curve between columns, straight through a column that it only passes; to a place a corner, from the
// bottom of the key.
func (l line) svg(b *strings.Builder) {
	class := "e"
	if l.may {
		class = "e may"
	}
	from, to := l.through[0], l.through[len(l.through)-1]
	var path strings.Builder
	if l.place {
		x, y := from.x+24, to.y+to.h/2
		fmt.Fprintf(&path, "M%s %sV%sQ%s %s %s %sH%s", number(x), number(from.y+from.h), number(y-8), number(x), number(y), number(x+8), number(y), number(to.x-5))
	} else {
		fmt.Fprintf(&path, "M%s %s", number(from.x+from.w), number(from.y+from.h/2))
		for i, next := range l.through[1:] {
			previous := l.through[i]
			x1, y1 := previous.x+previous.w, previous.y+previous.h/2
			x2, y2 := next.x, next.y+next.h/2
			if next == to {
				x2 -= 5 // the arrow's head
			}
			middle := (x1 + x2) / 2
			fmt.Fprintf(&path, "C%s %s %s %s %s %s", number(middle), number(y1), number(middle), number(y2), number(x2), number(y2))
			if next != to {
				fmt.Fprintf(&path, "H%s", number(next.x+next.w))
			}
		}
	}
	fmt.Fprintf(b, "<path class=\"%s\" d=\"%s\"/>\n", class, path.String())
}

func (x *box) svg(b *strings.Builder) {
	class := "n " + string(x.node.Kind)
	if x.node.Level != None {
		class += " " + x.node.Level.String()
	}
	fmt.Fprintf(b, "<g class=\"%s\"><title>%s</title>", class, html.EscapeString(x.node.Title))
	fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="%s" rx="6"/>`, number(x.x+.5), number(x.y+.5), number(x.w-1), number(x.h-1))
	for _, r := range x.rows {
		class := r.font.class
		if r.tone != "" {
			class += " " + r.tone
		}
		fmt.Fprintf(b, `<text class="%s" x="%s" y="%s">%s</text>`, class, number(x.x+padX), number(x.y+r.y), html.EscapeString(r.text))
	}
	b.WriteString("</g>\n")
}

// number writes a coordinate, to a tenth.
func number(f float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(f, 'f', 1, 64), ".0")
}

package graph

import "slices"

// The measures of a drawing, in units that are pixels where it is shown in full size.
const (
	drawingWidth = 900.0
	columnGap    = 32.0
	rowGap       = 14.0
	headRoom     = 30.0 // for the columns' titles
	padX         = 10.0
	padY         = 10.0
	mostWide     = 270.0
	mostDown     = 180.0 // how far down the middle of what follows a node is sought, so that a reader sees where to begin
	placesWide   = 560.0
	mostTitle    = 6 // lines of a node's title
	mostLine     = 5 // lines that one line of a node is broken into
)

// box is a node that has its place. A box without a node keeps the way free of an edge that skips a column.
type box struct {
	node       *Node
	key        *Key
	column     int
	x, y, w, h float64
	rows       []row
	children   []*box // those that are placed with this one, each box with its first parent
}

// row is one line of text in a box.
type row struct {
	text, tone string
	font       font
	y          float64 // of the base line, from the top of the box
}

// drawing is the picture of one key.
type drawing struct {
	key           *Key
	columns       []column
	boxes         []*box
	edges         []line
	width, height float64
	placesAt      float64 // where the title of the places stands; 0 if there are none
}

type column struct {
	kind Kind
	x, w float64
}

// line is an edge, through the boxes that it passes.
type line struct {
	through []*box
	may     bool
	place   bool
}

// share is how much of the width a kind of node gets.
func share(kind Kind) float64 {
	if kind == GrantNode || kind == EffectNode {
		return 1.15
	}
	return 1
}

// lay makes the drawing of a key: a column for each kind of node, the ways from left to right, each node in the middle of
// what follows it; and below, where the secret goes.
func lay(key *Key) *drawing {
	d := &drawing{key: key, width: drawingWidth}
	d.makeColumns()
	byID := map[string]*box{}
	for _, n := range key.Nodes {
		b := &box{node: n, key: key, column: d.column(n.Kind)}
		if n.Kind == PlaceNode {
			b.x = d.columns[min(1, len(d.columns)-1)].x
			if len(d.columns) == 1 {
				b.x = columnGap
			}
			b.w = min(placesWide, d.width-b.x)
		} else {
			b.x, b.w = d.columns[b.column].x, d.columns[b.column].w
		}
		b.fill()
		byID[n.ID] = b
		d.boxes = append(d.boxes, b)
	}
	root := d.boxes[0]
	placed := map[*box]bool{root: true}
	for _, e := range key.Edges {
		from, to := byID[e.From], byID[e.To]
		l := line{through: []*box{from}, may: e.May, place: to.node.Kind == PlaceNode}
		parent := from
		for c := from.column + 1; c < to.column && !l.place; c++ {
			free := &box{column: c, x: d.columns[c].x, w: d.columns[c].w}
			parent.children = append(parent.children, free)
			l.through, parent = append(l.through, free), free
		}
		if !l.place && !placed[to] {
			placed[to] = true
			parent.children = append(parent.children, to)
		}
		l.through = append(l.through, to)
		d.edges = append(d.edges, l)
	}
	d.height = headRoom + root.place(headRoom)
	d.layPlaces()
	return d
}

func (d *drawing) makeColumns() {
	total := 0.0
	for _, kind := range []Kind{KeyNode, UserNode, GroupNode, GrantNode, EffectNode} {
		if slices.ContainsFunc(d.key.Nodes, func(n *Node) bool { return n.Kind == kind }) {
			d.columns = append(d.columns, column{kind: kind})
			total += share(kind)
		}
	}
	room := d.width - columnGap*float64(len(d.columns)-1)
	x := 0.0
	for i := range d.columns {
		c := &d.columns[i]
		c.x, c.w = x, min(mostWide, room*share(c.kind)/total)
		x += c.w + columnGap
	}
}

func (d *drawing) column(kind Kind) int {
	return max(0, slices.IndexFunc(d.columns, func(c column) bool { return c.kind == kind }))
}

// fill breaks the box's text into lines and makes it as high as they need.
func (b *box) fill() {
	width := b.w - 2*padX
	y := padY
	add := func(f font, tone, text string, most int) {
		for _, s := range f.wrap(text, width, most) {
			y += f.lineHeight
			b.rows = append(b.rows, row{text: s, tone: tone, font: f, y: y - 4})
		}
	}
	title := titleFont
	if b.node.Kind == EffectNode { // which is a word, not an address
		title = headFont
	}
	add(title, "", nodeTitle(b.key, b.node), mostTitle)
	for _, text := range b.node.Lines {
		y += 2
		add(lineFont, tone(text), text, mostLine)
	}
	if b.node.At != "" {
		y += 2
		add(atFont, "", b.node.At, 3)
	}
	b.h = y + padY
}

// place puts the box and what follows it below top, and returns how high all of it is.
func (b *box) place(top float64) float64 {
	below := 0.0
	for i, child := range b.children {
		if i > 0 {
			below += rowGap
		}
		below += child.place(top + below)
	}
	height := max(b.h, below)
	if b.h > below {
		for _, child := range b.children {
			child.shift((b.h - below) / 2)
		}
	}
	b.y = max(top, top+min(height/2, mostDown)-b.h/2)
	return height
}

func (b *box) shift(by float64) {
	b.y += by
	for _, child := range b.children {
		child.shift(by)
	}
}

// layPlaces stacks the places below everything else.
func (d *drawing) layPlaces() {
	for _, b := range d.boxes {
		if b.node.Kind != PlaceNode {
			continue
		}
		if d.placesAt == 0 {
			d.placesAt = d.height + 36
			d.height = d.placesAt + 14
		} else {
			d.height += rowGap
		}
		b.y = d.height
		d.height += b.h
	}
}

package terraform

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Text is text that somebody wrote: a string, a heredoc, a key of an object, or what stands between them, where the
// comments are. It is what a search for secrets looks at, so it says what the text is the value of.
type Text struct {
	// Value is the text with its escape sequences resolved and its indentation removed. A token, which stands for
	// nothing, is in the place of what is interpolated.
	Value string
	// Range is the string's expression, or the stretch of code between strings.
	Range hcl.Range
	// Kind is where the text stands.
	Kind TextKind
	// Block is the type of the top-level block around the text: "resource", "variable", "locals"; "" outside of blocks.
	Block string
	// Addr is the block's address in its module: aws_instance.web, var.region, local.names, module.ci, provider.aws; "" outside
	// of blocks.
	Addr string
	// Path leads from the block to the text: nested blocks, the argument, keys of objects.
	Path []string
	// Name is what the value is called: the argument, the key, or a name written beside it, as in { name = "A", value = "B" }.
	Name string
	// Group is equal for the texts of one object or block: what belongs together.
	Group int
	// File is the file that a FileText was read from, from the root module's directory.
	File string

	source []byte
}

// TextKind is where a text stands.
type TextKind int

// The places of texts.
const (
	// StringText is a string, a heredoc or a key of an object.
	StringText TextKind = iota
	// CodeText is what stands between strings: comments and names.
	CodeText
	// AssignedText is a string in a file of values for variables (tfvars) or for the backend.
	AssignedText
	// FileText is the content of a file that a function such as templatefile() reads. Range is the call, File the file.
	FileText
	// UsedText is what an argument comes to when it is evaluated. Range is the argument's expression.
	UsedText
)

// Locator returns a function that finds the places of parts of the text, which it must be asked for in order. A part that
// is not written as it is, because of an escape sequence for instance, is where the text is.
func (t *Text) Locator() func(part string) hcl.Range {
	pos, end := t.Range.Start, t.Range.End.Byte
	if t.Kind == FileText || t.Kind == UsedText || pos.Byte < 0 || end > len(t.source) || pos.Byte > end {
		return func(string) hcl.Range { return t.Range }
	}
	return func(part string) hcl.Range {
		i := bytes.Index(t.source[pos.Byte:end], []byte(part))
		if i < 0 {
			return t.Range
		}
		from := advance(pos, t.source[pos.Byte:pos.Byte+i])
		pos = advance(from, []byte(part))
		return hcl.Range{Filename: t.Range.Filename, Start: from, End: pos}
	}
}

// advance returns the position after some text. Columns are counted in characters, not in grapheme clusters: they serve
// to point at something, and what follows on a line is hardly ever affected.
func advance(pos hcl.Pos, text []byte) hcl.Pos {
	pos.Byte += len(text)
	if i := bytes.LastIndexByte(text, '\n'); i >= 0 {
		pos.Line += bytes.Count(text, []byte("\n"))
		pos.Column = 1
		text = text[i+1:]
	}
	pos.Column += len([]rune(string(text)))
	return pos
}

// Lines returns the line of the file that a place in the text begins on, and the line above it; "" for one that is too
// long to be written by hand.
func (t *Text) Lines(at hcl.Range) (line, above string) { return linesAt(t.source, at.Start.Byte) }

// maxLine bounds what counts as a line that somebody wrote, in bytes.
const maxLine = 10_000

func linesAt(source []byte, offset int) (line, above string) {
	if offset < 0 || offset > len(source) {
		return "", ""
	}
	begin, line := lineAt(source, offset)
	if begin > 0 {
		_, above = lineAt(source, begin-1)
	}
	return line, above
}

// lineAt returns the line around an offset and where it begins; -1 for one that is too long.
func lineAt(source []byte, offset int) (begin int, line string) {
	from, to := max(0, offset-maxLine), min(len(source), offset+maxLine)
	begin = from + bytes.LastIndexByte(source[from:offset], '\n') + 1
	end := bytes.IndexByte(source[offset:to], '\n')
	switch {
	case begin == from && from > 0, end < 0 && to < len(source):
		return -1, ""
	case end < 0:
		end = to - offset
	}
	return begin, strings.TrimSuffix(string(source[begin:offset+end]), "\r")
}

// Texts returns the texts in the module's own files, and for the root module in the files that give values to its
// variables and its backend, in the order of the files' names and the code. Only files, and stretches of code between strings, that wanted accepts are
// looked at, so that the others cost next to nothing.
func (m *Module) Texts(wanted func(source []byte) bool) []*Text {
	var all []*Text
	for _, name := range sortedNames(m.source.files) {
		file := m.source.files[name]
		if file.broken || !wanted(file.source) {
			continue
		}
		w := &textWalker{source: file.source, filename: name}
		if file.json != nil {
			w.jsonConfig(file.json)
		} else {
			w.config(file.blocks)
		}
		all = append(all, w.finish(wanted)...)
	}
	if m.IsRoot() && !m.tree.loader.alone {
		for _, file := range m.tree.loader.valueFiles() {
			if wanted(file.source) {
				all = append(all, file.texts(wanted, "variable", func(name string) string { return "var." + name })...)
			}
		}
		for _, file := range m.tree.loader.backendFiles() {
			if wanted(file.source) && !isValueFile(file.name) {
				all = append(all, file.texts(wanted, "terraform", func(string) string { return "terraform" })...)
			}
		}
	}
	return all
}

func sortedNames(files map[string]*codeFile) []string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// textWalker collects the texts of one file.
type textWalker struct {
	source   []byte
	filename string
	kind     TextKind
	texts    []*Text
	blocks   []topBlock
	groups   int
}

// topBlock is where a top-level block stands.
type topBlock struct {
	blockType, addr string
	start, end      int
}

// place is where the walker is.
type place struct {
	block, addr string
	path        []string
	name        string
	group       int
}

func (p place) at(name string) place {
	p.path = append(slices.Clip(p.path), name)
	p.name = name
	return p
}

func (w *textWalker) newGroup() int {
	w.groups++
	return w.groups
}

func (w *textWalker) add(value string, at hcl.Range, p place) {
	if value == "" {
		return
	}
	w.texts = append(w.texts, &Text{
		Value: value, Range: at, Kind: w.kind, Block: p.block, Addr: p.addr, Path: p.path, Name: p.name, Group: p.group,
		source: w.source,
	})
}

// finish returns the texts in order, with the code between them that is wanted.
func (w *textWalker) finish(wanted func([]byte) bool) []*Text {
	slices.SortStableFunc(w.texts, func(a, b *Text) int { return a.Range.Start.Byte - b.Range.Start.Byte })
	slices.SortFunc(w.blocks, func(a, b topBlock) int { return a.start - b.start })
	pos := hcl.Pos{Line: 1, Column: 1}
	var between []*Text
	gap := func(end int) {
		if end <= pos.Byte {
			return
		}
		stretch := w.source[pos.Byte:end]
		after := advance(pos, stretch)
		if wanted(stretch) {
			t := &Text{
				Value: string(stretch), Range: hcl.Range{Filename: w.filename, Start: pos, End: after}, Kind: CodeText,
				Group: w.newGroup(), source: w.source,
			}
			if b := w.blockAt(pos.Byte); b != nil {
				t.Block, t.Addr = b.blockType, b.addr
			}
			between = append(between, t)
		}
		pos = after
	}
	edges := w.edges()
	for _, t := range w.texts {
		start, end := t.Range.Start.Byte, t.Range.End.Byte
		for len(edges) > 0 && edges[0] <= start {
			gap(edges[0])
			edges = edges[1:]
		}
		gap(start)
		if end > pos.Byte && end <= len(w.source) {
			pos = advance(pos, w.source[pos.Byte:end])
		}
	}
	for _, edge := range append(edges, len(w.source)) {
		gap(edge)
	}
	w.texts = append(w.texts, between...)
	slices.SortStableFunc(w.texts, func(a, b *Text) int { return a.Range.Start.Byte - b.Range.Start.Byte })
	return w.texts
}

// edges are where top-level blocks begin and end: a comment in a block is the block's.
func (w *textWalker) edges() []int {
	var edges []int
	for _, b := range w.blocks {
		edges = append(edges, b.start, b.end)
	}
	slices.Sort(edges)
	return edges
}

func (w *textWalker) blockAt(offset int) *topBlock {
	for i := range w.blocks {
		if b := &w.blocks[i]; b.start <= offset && offset < b.end {
			return b
		}
	}
	return nil
}

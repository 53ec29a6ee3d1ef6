package terraform

import "bytes"

// Most of a large configuration does not matter to any rule, and parsing costs more than all else. So the code is skimmed
// first: where blocks and their arguments begin and end can be told from quotes, braces, comments and heredocs alone, and
// HCL then parses those pieces that somebody asks for. What doesn't look as people write it is left to HCL as a whole: a
// skimmer that isn't sure says so.
//
// https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md

// skimmedBlock is where a block stands in its file. Offsets are in bytes.
type skimmedBlock struct {
	blockType string
	labels    []string
	start     int // of the type, the first on its line but for spaces
	header    int // the end of the header: type and labels
	open, end int // the brace, and after the closing one
	line      int // of start, counted from 1
	column    int // likewise
}

// skimmedItem is where an argument stands, with the line break that ends it.
type skimmedItem struct {
	start, end, line, column int
}

// skimFile finds the blocks of a file; false if it isn't sure.
func skimFile(src []byte) ([]skimmedBlock, bool) {
	if bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) {
		return nil, false
	}
	s := &skimmer{src: src, line: 1}
	var blocks []skimmedBlock
	for {
		b, ok := s.item()
		if !ok {
			return nil, false
		}
		if b.start == len(src) {
			return blocks, true
		}
		if b.open == 0 {
			return nil, false // an argument, which no file has
		}
		blocks = append(blocks, b)
	}
}

// skimBody finds the arguments of a block by their names; false if it isn't sure. Nested blocks are passed over.
func skimBody(src []byte, block skimmedBlock) (map[string]skimmedItem, bool) {
	s := &skimmer{src: src[:block.end-1], pos: block.open + 1, line: block.line, counted: block.start}
	items := map[string]skimmedItem{}
	for {
		b, ok := s.item()
		if !ok {
			return nil, false
		}
		if b.start == len(s.src) {
			return items, true
		}
		if b.open > 0 {
			continue
		}
		if _, twice := items[b.blockType]; twice {
			return nil, false
		}
		items[b.blockType] = skimmedItem{b.start, b.end, b.line, b.column}
	}
}

// skimmer goes through code in native syntax.
type skimmer struct {
	src     []byte
	pos     int
	line    int // of counted
	counted int
}

// item finds the next block or argument, which has no opening brace. One that begins at the end is none.
func (s *skimmer) item() (item skimmedBlock, ok bool) {
	if s.pos = skipSpace(s.src, s.pos, true); s.pos < 0 {
		return item, false
	}
	item.start = s.pos
	if s.pos == len(s.src) {
		return item, true
	}
	item.line = s.line + bytes.Count(s.src[s.counted:s.pos], []byte{'\n'})
	s.line, s.counted = item.line, s.pos
	bol := bytes.LastIndexByte(s.src[:s.pos], '\n') + 1
	if len(bytes.Trim(s.src[bol:s.pos], " \t")) > 0 {
		return item, false // something stands before it, whose columns HCL counts in its own way
	}
	item.column = s.pos - bol + 1
	if item.blockType = s.name(); item.blockType == "" {
		return item, false
	}
	item.header = s.pos
	for {
		s.spaces()
		if s.pos >= len(s.src) {
			return item, false
		}
		switch c := s.src[s.pos]; {
		case c == '=' && len(item.labels) == 0:
			s.pos++
			item.end = skipCode(s.src, s.pos, '\n', 0) // an argument ends with its line
			s.pos = max(item.end, 0)
			return item, item.end >= 0
		case c == '{':
			item.open = s.pos
			if s.pos = skipCode(s.src, s.pos+1, '}', 0); s.pos < 0 {
				return item, false
			}
			item.end = s.pos
			return item, s.endOfLine()
		case c == '"':
			label, ok := s.label()
			if !ok {
				return item, false
			}
			item.labels = append(item.labels, label)
		default:
			label := s.name()
			if label == "" {
				return item, false
			}
			item.labels = append(item.labels, label)
		}
		item.header = s.pos
	}
}

func (s *skimmer) spaces() {
	for s.pos < len(s.src) && (s.src[s.pos] == ' ' || s.src[s.pos] == '\t') {
		s.pos++
	}
}

// name reads an identifier of plain letters; "" for anything else.
func (s *skimmer) name() string {
	start := s.pos
	for s.pos < len(s.src) && isNameByte(s.src[s.pos]) {
		s.pos++
	}
	name := s.src[start:s.pos]
	if len(name) == 0 || !isNameStart(name[0]) || s.pos < len(s.src) && s.src[s.pos] >= 0x80 {
		return ""
	}
	return string(name)
}

// label reads a label in quotes that has nothing special in it.
func (s *skimmer) label() (string, bool) {
	start := s.pos + 1
	for s.pos = start; s.pos < len(s.src); s.pos++ {
		switch c := s.src[s.pos]; {
		case c == '"':
			s.pos++
			return string(s.src[start : s.pos-1]), true
		case c < ' ', c >= 0x7f, c == '\\', c == '$', c == '%':
			return "", false
		}
	}
	return "", false
}

// endOfLine reports whether nothing but a comment follows on the line.
func (s *skimmer) endOfLine() bool {
	next := skipSpace(s.src, s.pos, false)
	return next >= 0 && (next == len(s.src) || s.src[next] == '\n')
}

func isNameStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
}

func isNameByte(c byte) bool {
	return isNameStart(c) || '0' <= c && c <= '9' || c == '-'
}

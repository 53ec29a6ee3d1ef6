package terraform

import "bytes"

// spaces may stand around the dot between names.
const spaces = " \t\r\n"

// named are what a block may refer to, by the names in its code. Names in comments and texts are among them.
func (d *directory) named(b *lazyBody) []mention {
	if b.namedKnown {
		return b.named
	}
	b.namedKnown = true
	names := d.allNames()
	source := b.source()
	var name []byte
	for dot := 0; ; dot++ {
		i := bytes.IndexByte(source[dot:], '.')
		if i < 0 {
			return b.named
		}
		dot += i
		before := bytes.TrimRight(source[:dot], spaces)
		first := before[wordStart(before):]
		after := bytes.TrimLeft(source[dot+1:], spaces)
		second := after[:wordEnd(after)]
		if len(first) == 0 || len(second) == 0 {
			continue
		}
		name = append(append(append(name[:0], first...), '.'), second...)
		b.named = append(b.named, names[string(name)]...)
	}
}

// allNames finds what has a name in the module.
func (d *directory) allNames() map[string][]mention {
	if d.names != nil {
		return d.names
	}
	d.names = map[string][]mention{}
	add := func(root, name string, as mention) { d.names[root+"."+name] = append(d.names[root+"."+name], as) }
	for _, l := range d.locals {
		add("local", l.Name, mention{root: "local", name: l.Name})
	}
	for _, block := range d.blocks {
		switch labels := block.Labels; block.Type {
		case "variable":
			add("var", labels[0], mention{root: "var", name: labels[0]})
		case "module":
			add("module", labels[0], mention{root: "module", name: labels[0]})
		case "resource":
			add(labels[0], labels[1], mention{root: labels[0], name: labels[1]})
		case "data", "ephemeral":
			add(labels[0], labels[1], mention{root: block.Type + "." + labels[0], name: labels[1]})
		}
	}
	return d.names
}

// wordStart is where the name begins that a text ends with.
func wordStart(text []byte) int {
	start := len(text)
	for start > 0 && isWordByte(text[start-1]) {
		start--
	}
	return start
}

// wordEnd is where the name ends that a text begins with.
func wordEnd(text []byte) int {
	end := 0
	for end < len(text) && isWordByte(text[end]) {
		end++
	}
	return end
}

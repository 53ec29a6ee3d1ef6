package terraform

import (
	"bytes"
	"errors"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// SourceReader is what a runner may offer beside GetFiles and GetFile: the same texts, but without parsing them, which
// this package does where it has to.
type SourceReader interface {
	// Sources returns the files of the module that is checked, by the names that the host uses.
	Sources() (map[string][]byte, error)
	// Source returns any file that the host has read; an error if it doesn't know it.
	Source(name string) ([]byte, error)
}

// allSources returns the texts of the root module's files. An error means that the host didn't answer.
func allSources(runner Host) (map[string][]byte, error) {
	if reader, ok := runner.(SourceReader); ok {
		return reader.Sources()
	}
	files, err := runner.GetFiles()
	if files == nil && err != nil {
		return nil, err
	}
	sources := make(map[string][]byte, len(files))
	for name, file := range files {
		if file != nil {
			sources[name] = file.Bytes
		}
	}
	return sources, nil
}

// oneSource returns the text of a file as the host has it.
func oneSource(runner Host, name string) ([]byte, error) {
	if reader, ok := runner.(SourceReader); ok {
		return reader.Source(name)
	}
	file, err := runner.GetFile(name)
	if file == nil || file.Body == nil {
		return nil, errors.Join(err, errors.New("the host doesn't know the file"))
	}
	return file.Bytes, nil
}

// occurrence finds a reference to a variable in the smallest of the files in native syntax, as it costs least to ask the
// host about an expression there; nil if there is none. Where it stands doesn't matter, it may be a comment: all that the
// host is sent is the text.
func (d *directory) occurrence(variable string) hcl.Expression {
	reference := "var." + variable
	var in *codeFile
	at := 0
	for _, name := range sortedNames(d.files) {
		file := d.files[name]
		if file.json != nil || in != nil && len(in.source) <= len(file.source) {
			continue
		}
		if i := indexName(file.source, reference); i >= 0 {
			in, at = file, i
		}
	}
	if in == nil {
		return nil
	}
	start := advance(hcl.InitialPos, in.source[:at])
	middle, end := advance(start, []byte("var")), advance(start, []byte(reference))
	place := func(from, to hcl.Pos) hcl.Range { return hcl.Range{Filename: in.name, Start: from, End: to} }
	return &hclsyntax.ScopeTraversalExpr{
		Traversal: hcl.Traversal{
			hcl.TraverseRoot{Name: "var", SrcRange: place(start, middle)},
			hcl.TraverseAttr{Name: variable, SrcRange: place(middle, end)},
		},
		SrcRange: place(start, end),
	}
}

// indexName returns the offset of a name in a text, where it isn't part of a longer one; -1 if it doesn't occur.
func indexName(source []byte, name string) int {
	for from := 0; ; {
		i := bytes.Index(source[from:], []byte(name))
		if i < 0 {
			return -1
		}
		start, end := from+i, from+i+len(name)
		partOf := start > 0 && (isWordByte(source[start-1]) || source[start-1] == '.') || end < len(source) && isWordByte(source[end])
		if !partOf {
			return start
		}
		from = end
	}
}

// isWordByte reports whether a byte can be part of an identifier, which may have letters of any language.
func isWordByte(c byte) bool { return isNameByte(c) || c >= 0x80 }

package terraform

import (
	"encoding/base64"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// specials are the functions that must see more than their arguments' values.
var specials map[string]func(*call, []cty.Value) cty.Value

func init() { // a function here can call any other: a template may hold calls
	specials = map[string]func(*call, []cty.Value) cty.Value{
		"abspath":        (*call).abspath,
		"pathexpand":     (*call).pathexpand,
		"can":            (*call).can,
		"element":        (*call).element,
		"file":           (*call).file,
		"filebase64":     (*call).filebase64,
		"fileexists":     (*call).fileexists,
		"fileset":        (*call).fileset,
		"templatefile":   (*call).templatefile,
		"templatestring": (*call).templatestring,
		"try":            (*call).try,
		// of a file's content
		"filebase64sha256": fileHash("base64sha256"),
		"filebase64sha512": fileHash("base64sha512"),
		"filemd5":          fileHash("md5"),
		"filesha1":         fileHash("sha1"),
		"filesha256":       fileHash("sha256"),
		"filesha512":       fileHash("sha512"),
	}
}

// try is the first argument that is no error. Unknown is no error.
func (e *call) try(args []cty.Value) cty.Value {
	for _, arg := range args {
		if !e.ev.refs.failed(arg) {
			return arg
		}
	}
	return e.unknown(args, true)
}

func (e *call) can(args []cty.Value) cty.Value {
	if len(args) != 1 {
		return e.unknown(args, true)
	}
	if e.ev.refs.failed(args[0]) {
		return cty.False
	}
	if unknown(args[0]) {
		return e.unknown(args, false)
	}
	return cty.True
}

// element accepts an unknown index where there is but one element to take.
func (e *call) element(args []cty.Value) cty.Value {
	if len(args) == 2 {
		if only, ok := soleElement(args[0]); ok {
			return only
		}
		if !unknown(args[1]) {
			if v, err := apply("element", functions()["element"], args); err == nil {
				return v
			}
		}
	}
	return e.unknown(args, !anyUnknown(args))
}

func (e *call) abspath(args []cty.Value) cty.Value {
	if path, ok := e.path(args); ok {
		return cty.StringVal(e.ev.files.resolve(path))
	}
	return e.unknown(args, false)
}

// pathexpand leaves a path alone that doesn't begin in somebody's home directory.
func (e *call) pathexpand(args []cty.Value) cty.Value {
	if len(args) == 1 && isString(args[0]) && !unknown(args[0]) && !strings.HasPrefix(args[0].AsString(), "~") {
		return args[0]
	}
	return e.unknown(args, false)
}

// path is the first argument where it is a known string, from the root module's directory.
func (e *call) path(args []cty.Value) (string, bool) {
	if len(args) == 0 || !isString(args[0]) || unknown(args[0]) {
		return "", false
	}
	return e.ev.fromRoot(args[0].AsString()), true
}

// content reads the file that the first argument names.
func (e *call) content(args []cty.Value) ([]byte, bool) {
	path, ok := e.path(args)
	if !ok {
		return nil, false
	}
	content, err := e.ev.files.read(path)
	if err != nil {
		e.ev.problemf("%s: %s(): %s", e.Range(), e.Name, err)
		return nil, false
	}
	return content, true
}

// missing is the result where the file can't be read: an error unless its name is unknown.
func (e *call) missing(args []cty.Value) cty.Value {
	_, known := e.path(args)
	return e.unknown(args, known)
}

func (e *call) file(args []cty.Value) cty.Value {
	content, ok := e.content(args)
	if !ok || !utf8.Valid(content) {
		return e.missing(args)
	}
	return cty.StringVal(string(content))
}

func (e *call) filebase64(args []cty.Value) cty.Value {
	content, ok := e.content(args)
	if !ok {
		return e.missing(args)
	}
	return cty.StringVal(base64.StdEncoding.EncodeToString(content))
}

func fileHash(function string) func(*call, []cty.Value) cty.Value {
	return func(e *call, args []cty.Value) cty.Value {
		content, ok := e.content(args)
		if !ok {
			return e.missing(args)
		}
		v, err := apply(function, functions()[function], []cty.Value{cty.StringVal(string(content))})
		if err != nil {
			return e.missing(args)
		}
		return v
	}
}

func (e *call) fileexists(args []cty.Value) cty.Value {
	path, ok := e.path(args)
	if !ok {
		return e.missing(args)
	}
	_, err := e.ev.files.read(path)
	return cty.BoolVal(err == nil)
}

func (e *call) fileset(args []cty.Value) cty.Value {
	if len(args) != 2 || anyUnknown(args) || !isString(args[0]) || !isString(args[1]) {
		return e.unknown(args, false)
	}
	names, err := e.ev.files.glob(e.ev.fromRoot(args[0].AsString()), args[1].AsString())
	if err != nil {
		e.ev.problemf("%s: fileset(): %s", e.Range(), err)
		return e.unknown(args, true)
	}
	if len(names) == 0 {
		return cty.SetValEmpty(cty.String)
	}
	values := make([]cty.Value, len(names))
	for i, name := range names {
		values[i] = cty.StringVal(name)
	}
	return cty.SetVal(values)
}

func (e *call) templatefile(args []cty.Value) cty.Value {
	path, ok := e.path(args)
	if !ok || len(args) != 2 {
		return e.missing(args)
	}
	content, ok := e.content(args)
	if !ok {
		return e.missing(args)
	}
	return e.render(filepath.ToSlash(path), content, args)
}

func (e *call) templatestring(args []cty.Value) cty.Value {
	if len(args) != 2 || !isString(args[0]) || unknown(args[0]) {
		return e.unknown(args, false)
	}
	return e.render("template", []byte(args[0].AsString()), args)
}

// render evaluates a template with the variables in the second argument.
func (e *call) render(name string, source []byte, args []cty.Value) cty.Value {
	v, ok := e.ev.render(name, source, args[1], e.Range())
	if !ok {
		return e.unknown(args, false)
	}
	return v
}

// render evaluates a template with variables, which must be an object or a map.
func (ev *evaluator) render(name string, source []byte, variables cty.Value, at hcl.Range) (v cty.Value, ok bool) {
	if variables.IsNull() || !variables.Type().IsObjectType() && !variables.Type().IsMapType() {
		return cty.NilVal, false
	}
	key := "template " + name
	if ev.busy[key] {
		return ev.fail(at, "template "+name+" renders itself"), true
	}
	ev.busy[key] = true
	defer delete(ev.busy, key)

	if nested(source) {
		return ev.fail(at, "template "+name+" nests too deep"), true
	}
	expr, diags := hclsyntax.ParseTemplate(source, name, hcl.InitialPos)
	if diags.HasErrors() {
		return ev.fail(at, "template "+name+": "+diags[0].Summary), true
	}
	rw := &rewriter{ev: ev, src: map[string][]byte{name: source}}
	ctx := &hcl.EvalContext{Variables: map[string]cty.Value{}}
	for it := variables.ElementIterator(); it.Next(); {
		k, v := it.Element()
		if s, ok := text(k); ok && !strings.ContainsAny(s, " .") {
			ctx.Variables[s] = v
		}
	}
	v, diags = rw.expr(expr).Value(ctx)
	return ev.settle(expr, v, diags), true
}

package terraform

// Reveals reports whether whoever has the value has what From stand for, or some of it: base64gzip(x) reveals x, and
// sha256(x) or x == "" don't.
func (r *Ref) Reveals() bool { return r.reveals }

// revealing are the functions whose result holds their arguments in another form, beside those that are carried out on
// tokens. What a template gives whose file can't be read, nobody knows: its variables are there to be written.
var revealing = map[string]bool{
	"base64gzip": true, "csvdecode": true, "regex": true, "regexall": true, "rsadecrypt": true, "strrev": true,
	"base64gunzip": true, "templatefile": true, "templatestring": true, "textdecodebase64": true, "textencodebase64": true, "try": true,
	"urldecode": true, "urlencode": true,
}

// reveals reports whether a function's result holds its arguments.
func reveals(function string) bool {
	switch function {
	case "length", "keys": // say something about the argument only
		return false
	}
	return transparent[function] || revealing[function]
}

// revealed marks a reference whose value holds what it was computed from.
func revealed(r *Ref) *Ref {
	r.reveals = true
	return r
}

// stepFrom is what an attribute or element of what r stands for was computed from: of an object that was chosen from
// several by an unknown key, the attribute of each.
func (t *refs) stepFrom(r *Ref, name string) []*Ref {
	if !r.reveals {
		return r.From
	}
	from := make([]*Ref, len(r.From))
	for i, f := range r.From {
		from[i] = f
		if (f.Instance != nil || f.Call != nil) && len(f.Path) == 0 {
			from[i] = t.step(f, name)
		}
	}
	return from
}

// Outputs are the outputs of the module where the reference stands for a whole instance of one whose code is at hand;
// nil for anything else.
func (r *Ref) Outputs() []*Output {
	if r.module == nil {
		return nil
	}
	return r.module.Outputs
}

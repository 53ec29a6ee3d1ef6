package terraform

// HasFunction reports whether calls of a function are carried out.
func HasFunction(name string) bool {
	_, special := specials[name]
	_, plain := functions()[name]
	return special || plain
}

// Failed reports whether the reference stands for an error.
func (r *Ref) Failed() bool { return r.failed }

package policy

// Tri is a truth value that may be unknown until apply or until the request is made.
type Tri int8

// The three values. They are ordered, so that min is "and" and max is "or" (Kleene's strong logic); the zero value is
// Unknown.
const (
	False   Tri = -1
	Unknown Tri = 0
	True    Tri = 1
)

// String returns "false", "unknown" or "true".
func (t Tri) String() string {
	switch {
	case t < Unknown:
		return "false"
	case t > Unknown:
		return "true"
	}
	return "unknown"
}

// Not is the negation; the negation of Unknown is Unknown.
func (t Tri) Not() Tri { return -t }

// And is True if both are, False if one is.
func (t Tri) And(u Tri) Tri { return min(t, u) }

// Or is True if one is, False if both are.
func (t Tri) Or(u Tri) Tri { return max(t, u) }

// triOf makes a certain value of a bool.
func triOf(b bool) Tri {
	if b {
		return True
	}
	return False
}

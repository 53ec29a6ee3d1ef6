package iam

// Derive returns what make computes from the model, computed once for each key: several rules share it. A key is a value
// of a type that its package keeps to itself, as with contexts. The model isn't safe for concurrent use, and neither is
// this.
func Derive[T any](m *Model, key any, make func(*Model) T) T {
	if made, ok := m.derived[key].(T); ok {
		return made
	}
	made := make(m)
	m.derived[key] = made
	return made
}

package policy

// In says whether the condition holds in a context.
func (c Condition) In(ctx Context) Tri { return Unknown }

// Applies says whether all conditions of the statement hold in a context.
func (s *Statement) Applies(ctx Context) Tri {
	result := True
	for _, c := range s.Conditions {
		result = result.And(c.In(ctx))
	}
	return result
}

package policy

// ActionSet is a set of the actions that AWS documents (package awsdata), one bit for each.
type ActionSet struct {
	bits []uint64
}

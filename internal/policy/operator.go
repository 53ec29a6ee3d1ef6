package policy

import "strings"

// An operator is a condition operator with its set prefix and IfExists.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
type operator struct {
	comparison
	set      setPrefix
	ifExists bool
}

// A comparison is what remains of an operator without set prefix and IfExists.
type comparison struct {
	name     string // as AWS spells it
	family   family
	relation relation
	negated  bool // true exactly where the comparison without Not would be false, also for an absent key
}

// family is the type of value that a comparison is made for.
type family uint8

const (
	textual family = iota
	numeric
	temporal
	boolean
	arnLike
	existence // Null
	special   // IpAddress and Binary, of which no known key has the type
)

// relation is how the request's value must stand to the policy's.
type relation uint8

const (
	equal relation = iota
	equalFold
	like
	less
	lessOrEqual
	greater
	greaterOrEqual
)

// setPrefix is how a comparison goes over the values of a key that can have several.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
type setPrefix uint8

const (
	single setPrefix = iota
	forAllValues
	forAnyValue
)

// comparisons are all that AWS knows, in its own order.
var comparisons = [...]comparison{
	{name: "StringEquals"},
	{name: "StringNotEquals", negated: true},
	{name: "StringEqualsIgnoreCase", relation: equalFold},
	{name: "StringNotEqualsIgnoreCase", relation: equalFold, negated: true},
	{name: "StringLike", relation: like},
	{name: "StringNotLike", relation: like, negated: true},
	{name: "NumericEquals", family: numeric},
	{name: "NumericNotEquals", family: numeric, negated: true},
	{name: "NumericLessThan", family: numeric, relation: less},
	{name: "NumericLessThanEquals", family: numeric, relation: lessOrEqual},
	{name: "NumericGreaterThan", family: numeric, relation: greater},
	{name: "NumericGreaterThanEquals", family: numeric, relation: greaterOrEqual},
	{name: "DateEquals", family: temporal},
	{name: "DateNotEquals", family: temporal, negated: true},
	{name: "DateLessThan", family: temporal, relation: less},
	{name: "DateLessThanEquals", family: temporal, relation: lessOrEqual},
	{name: "DateGreaterThan", family: temporal, relation: greater},
	{name: "DateGreaterThanEquals", family: temporal, relation: greaterOrEqual},
	{name: "Bool", family: boolean},
	{name: "BinaryEquals", family: special},
	{name: "IpAddress", family: special},
	{name: "NotIpAddress", family: special, negated: true},
	{name: "ArnEquals", family: arnLike, relation: like},
	{name: "ArnLike", family: arnLike, relation: like},
	{name: "ArnNotEquals", family: arnLike, relation: like, negated: true},
	{name: "ArnNotLike", family: arnLike, relation: like, negated: true},
	{name: "Null", family: existence},
}

const ifExists = "IfExists"

// The set prefixes as they are written.
const (
	allPrefix = "ForAllValues:"
	anyPrefix = "ForAnyValue:"
)

// parseOperator takes an operator apart. Case doesn't count: AWS doesn't say whether it does, and accepts names of any
// case in practice. NullIfExists is no operator.
func parseOperator(test string) (operator, bool) {
	var op operator
	set, base, hasExists := splitOperator(test)
	op.set, op.ifExists = set, hasExists
	for _, c := range comparisons {
		if strings.EqualFold(c.name, base) {
			op.comparison = c
			return op, !(c.family == existence && op.ifExists)
		}
	}
	return op, false
}

// splitOperator separates the prefix and suffix that any operator can have, whether or not the rest exists.
func splitOperator(test string) (set setPrefix, base string, hasExists bool) {
	base = test
	if rest, ok := cutPrefixFold(base, allPrefix); ok {
		set, base = forAllValues, rest
	} else if rest, ok := cutPrefixFold(base, anyPrefix); ok {
		set, base = forAnyValue, rest
	}
	if n := len(base) - len(ifExists); n > 0 && strings.EqualFold(base[n:], ifExists) {
		base, hasExists = base[:n], true
	}
	return set, base, hasExists
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

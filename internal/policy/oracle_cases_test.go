//go:build oracle

package policy

import (
	"slices"
	"strconv"
	"strings"
)

// view reads policies as the simulator does. It changes nothing but the named cases below: there the two differ, each
// for a reason. After the change nothing is unknown any more, and every decision must be the same.
type view struct {
	ctx   Context
	keys  map[string]string
	cases map[string]bool // the names of the cases that were met
}

// conditionCase is a kind of condition on which package policy and the simulator differ.
type conditionCase struct {
	name string // the case, and why package policy decides otherwise
	met  func(c oracleCondition) bool
	// outcome is the simulator's.
	outcome func(c oracleCondition) bool
}

// oracleCondition is a condition with what is known of it and of its key.
type oracleCondition struct {
	Condition
	op      operator
	valid   bool // the operator exists
	key     requestKey
	known   bool // package policy knows the key
	present bool
	value   string // the request's
}

var conditionCases = []conditionCase{
	{
		name: "Null with a set prefix: AWS's Access Analyzer says that ForAllValues:Null is always true and ForAnyValue:Null " +
			"always false; the simulator ignores the prefix",
		met: func(c oracleCondition) bool { return c.op.family == existence && c.op.set != single },
		outcome: func(c oracleCondition) bool {
			return c.hasValue(map[bool]string{true: "false", false: "true"}[c.present])
		},
	},
	{
		name: "NullIfExists: AWS rejects it, so nothing is credited; the simulator reads Null",
		met:  func(c oracleCondition) bool { return !c.valid && c.op.family == existence },
		outcome: func(c oracleCondition) bool {
			return c.hasValue(map[bool]string{true: "false", false: "true"}[c.present])
		},
	},
	{
		name: "misspelt operator: AWS rejects it, so nothing is credited; the simulator goes by what the key's absence would do",
		met:  func(c oracleCondition) bool { return !c.valid },
		outcome: func(c oracleCondition) bool {
			return !c.present && (c.op.set == forAllValues || c.op.set == single && (c.op.ifExists || strings.Contains(c.Test, "Not")))
		},
	},
	{
		name:    "no values: AWS's texts disagree, so nothing is credited; the simulator has none that matches",
		met:     func(c oracleCondition) bool { return len(c.Values) == 0 },
		outcome: func(c oracleCondition) bool { return c.whenAbsent(c.op.negated) },
	},
	{
		name: "ForAnyValue with IfExists on an absent key: not defined by AWS, so nothing is credited; the simulator says false",
		met: func(c oracleCondition) bool {
			return c.op.family != existence && c.op.set == forAnyValue && c.op.ifExists && !c.present
		},
		outcome: func(c oracleCondition) bool { return false },
	},
	{
		name: "operator of another type than the key: Access Analyzer calls it an error, so nothing is credited; the simulator " +
			"compares what it can",
		met:     func(c oracleCondition) bool { return c.known && !c.op.fits(strings.ToLower(c.Variable), c.key) },
		outcome: func(c oracleCondition) bool { return c.whenAbsent(c.mismatched()) },
	},
	{
		name: "value of another type than the key: what AWS does isn't documented; the simulator never matches, not even negated",
		met: func(c oracleCondition) bool {
			return c.known && c.op.family == existence && !c.allValues(isBool) || c.known && c.present && (c.op.family == numeric && !c.allValues(isDecimal) ||
				c.op.family == temporal && !c.allValues(isTime))
		},
		outcome: func(c oracleCondition) bool {
			if c.op.family == existence {
				return c.hasValue(map[bool]string{true: "false", false: "true"}[c.present])
			}
			return !c.op.negated && slices.ContainsFunc(c.Values, func(v string) bool { return c.op.compare(c.key, v) == True })
		},
	},
	{
		name:    "text of a time: the time of the request isn't known, only that it is late",
		met:     func(c oracleCondition) bool { return c.key.family == temporal && c.op.family == textual },
		outcome: func(c oracleCondition) bool { return c.whenAbsent(c.anyMatches() != c.op.negated) },
	},
	{
		name: "value that is no ARN, such as a star: compared as a text; the simulator wants six fields and never matches, not " +
			"even negated",
		met: func(c oracleCondition) bool {
			return c.op.family == arnLike && c.key.family == arnLike && !c.allValues(isARN)
		},
		outcome: func(c oracleCondition) bool {
			c.Values = slices.DeleteFunc(slices.Clone(c.Values), func(v string) bool { return !isARN(v) })
			return !c.op.negated && c.anyMatches()
		},
	},
	{
		name:    "text of the user's ARN: only its shape is known",
		met:     func(c oracleCondition) bool { return c.key.family == arnLike && c.In(LongTermKey) == Unknown },
		outcome: func(c oracleCondition) bool { return c.anyMatches() != c.op.negated },
	},
	{
		name: "another key: its value isn't known",
		met:  func(c oracleCondition) bool { return !c.known },
		outcome: func(c oracleCondition) bool {
			if c.op.family == existence {
				return c.hasValue(map[bool]string{true: "false", false: "true"}[c.present])
			}
			return c.whenAbsent(c.anyMatches() != c.op.negated)
		},
	},
}

const shortARN = "incomplete ARN in NotResource: filled up as in Resource; the simulator passes over the statement"

// whenAbsent is the outcome by absence, or the given one if the key is there.
func (c oracleCondition) whenAbsent(present bool) bool {
	if c.present {
		return present
	}
	return c.op.onAbsent() == True
}

// mismatched is the outcome of a comparison that isn't made for the key's type.
func (c oracleCondition) mismatched() bool {
	matches := func(value string) bool {
		if c.op.name == "BinaryEquals" {
			return value == c.value
		}
		have, ok := c.op.leniently(c.value)
		want, ok2 := c.op.leniently(value)
		return ok && ok2 && (compareNumber(c.op.relation, have, want) == True) != c.op.negated
	}
	if c.op.negated {
		return c.allValues(matches)
	}
	return slices.ContainsFunc(c.Values, matches)
}

// leniently takes the number that a text begins with, or for dates a whole number.
func (op operator) leniently(text string) (float64, bool) {
	n := digits(text)
	if op.family != numeric && op.family != temporal || op.family == temporal && n < len(text) {
		return 0, false
	}
	number, err := strconv.ParseFloat(text[:n], 64)
	return number, err == nil
}

func isBool(value string) bool {
	return strings.EqualFold(value, "true") || strings.EqualFold(value, "false")
}

func isDecimal(value string) bool { return numericValues([]string{value}) }

func isARN(value string) bool { return strings.Count(value, ":") >= arnLength-1 }

func isTime(value string) bool {
	_, ok := parseTime(value)
	return ok
}

func (c oracleCondition) allValues(is func(string) bool) bool {
	return !slices.ContainsFunc(c.Values, func(v string) bool { return !is(v) })
}

func (c oracleCondition) hasValue(value string) bool {
	return slices.ContainsFunc(c.Values, func(v string) bool { return strings.EqualFold(v, value) })
}

// anyMatches compares the request's actual value as a text.
func (c oracleCondition) anyMatches() bool {
	return slices.ContainsFunc(c.Values, func(v string) bool {
		return compareText(c.op.relation, requestKey{text: c.value}, v) == True
	})
}

// document returns what the simulator reads of a document.
func (v *view) document(doc *Document) *Document {
	doc = doc.Clone()
	if doc == nil {
		return nil
	}
	var statements []Statement
	for _, s := range doc.Statements {
		if slices.ContainsFunc(s.NotResources, func(r string) bool { return strings.HasPrefix(r, "arn:") && strings.Count(r, ":") < 5 }) {
			v.cases[shortARN] = true
			continue
		}
		for i := range s.Conditions {
			s.Conditions[i] = v.condition(s.Conditions[i])
		}
		statements = append(statements, s)
	}
	doc.Statements = statements
	return doc
}

// condition returns a condition with the simulator's outcome, if the condition is one of the named cases.
func (v *view) condition(written Condition) Condition {
	c := oracleCondition{Condition: written}
	c.op, c.valid = parseOperator(written.Test)
	c.key, c.known = keyIn(v.ctx, strings.ToLower(written.Variable))
	for name, value := range v.keys {
		if strings.EqualFold(name, written.Variable) {
			c.present, c.value = true, value
		}
	}
	for _, k := range conditionCases {
		if k.met(c) {
			v.cases[k.name] = true
			value := "false"
			if k.outcome(c) {
				value = "true"
			}
			return Condition{Test: "Bool", Variable: "aws:SecureTransport", Values: []string{value}}
		}
	}
	return written
}

package policy

import (
	"strconv"
	"strings"
	"time"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// referenceTime is a moment before every request that this program judges: it was written later. Conditions on the
// current time that compare with an earlier date have a certain outcome, the same in every run, and others have none.
const referenceTime = 1767225600 // 2026-01-01T00:00:00Z, in seconds of Unix time

// In says whether the condition holds for a request that a key holder makes directly in a context.
//
// A key that is absent makes an operator false, a negated operator true, and an operator with IfExists true. What AWS
// rejects or doesn't define is Unknown, so that nobody relies on it: an operator that doesn't exist, one that doesn't
// fit the key's type, an empty list of values, ForAnyValue with IfExists on an absent key.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
func (c Condition) In(ctx Context) Tri {
	op, ok := parseOperator(c.Test)
	if !ok || len(c.Values) == 0 || token.In(c.Variable) {
		return Unknown
	}
	if op.family == existence && op.set != single {
		return triOf(op.set == forAllValues)
	}
	name := strings.ToLower(c.Variable)
	key, ok := keyIn(ctx, name)
	if !ok || !op.fits(name, key) {
		return Unknown
	}
	if op.family == existence {
		return c.anyValue(func(value string) Tri { return isNull(key, value) })
	}
	if !key.present {
		return op.onAbsent()
	}
	result := c.anyValue(func(value string) Tri { return op.compare(key, value) })
	if op.negated {
		return result.Not()
	}
	return result
}

// onAbsent is the outcome for a key that the request doesn't have.
func (op operator) onAbsent() Tri {
	switch {
	case op.ifExists && op.set == forAnyValue:
		return Unknown
	case op.ifExists || op.set == forAllValues:
		return True
	case op.set == forAnyValue:
		return False
	}
	return triOf(op.negated)
}

// anyValue is True if some value matches: the values of a condition are alternatives.
func (c Condition) anyValue(matches func(value string) Tri) Tri {
	result := False
	for _, value := range c.Values {
		result = result.Or(matches(value))
	}
	return result
}

func isNull(key requestKey, value string) Tri {
	switch {
	case strings.EqualFold(value, "true"):
		return triOf(!key.present)
	case strings.EqualFold(value, "false"):
		return triOf(key.present)
	}
	return Unknown
}

// compare compares the value of a key that is present with one value of the policy, leaving negation aside.
func (op operator) compare(key requestKey, value string) Tri {
	switch op.family {
	case boolean:
		return compareBool(key, value)
	case textual, arnLike:
		return compareText(op.relation, key, value)
	}
	if key.family == temporal {
		moment, ok := parseTime(value)
		if !ok {
			return Unknown
		}
		return compareLater(op.relation, moment)
	}
	number, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return Unknown
	}
	return compareNumber(op.relation, key.number, number)
}

// compareBool compares without regard to case. A value that is no Boolean equals neither.
func compareBool(key requestKey, value string) Tri {
	if token.In(value) || strings.Contains(value, "${") {
		return Unknown
	}
	return triOf(strings.EqualFold(key.text, value))
}

func compareText(r relation, key requestKey, value string) Tri {
	if key.text == "" {
		return Unknown
	}
	text := key.text
	if r == equalFold {
		text, value = strings.ToLower(text), strings.ToLower(value)
	}
	have, want := parsePattern(text), literal(value)
	if r == like {
		want = parsePattern(value)
	}
	switch {
	case covers(want, have) == True:
		return True
	case overlaps(want, have) == False, key.family == arnLike && apart(value, text):
		return False
	}
	return Unknown
}

// apart reports whether two ARN patterns differ for certain in one of their six fields, which is how ArnLike compares.
// (StringLike lets a * reach over a colon, but no user's name has one.)
func apart(a, b string) bool {
	fields, ok := arnFields(a)
	others, ok2 := arnFields(b)
	if !ok || !ok2 {
		return false
	}
	for i := range fields {
		if Overlaps(fields[i], others[i]) == False {
			return true
		}
	}
	return false
}

func compareNumber(r relation, have, want float64) Tri {
	switch r {
	case less:
		return triOf(have < want)
	case lessOrEqual:
		return triOf(have <= want)
	case greater:
		return triOf(have > want)
	case greaterOrEqual:
		return triOf(have >= want)
	}
	return triOf(have == want)
}

// compareLater compares some moment at or after referenceTime with a given one.
func compareLater(r relation, moment float64) Tri {
	past, reached := moment < referenceTime, moment <= referenceTime
	switch {
	case r == less && reached, r == lessOrEqual && past, r == equal && past:
		return False
	case r == greater && past, r == greaterOrEqual && reached:
		return True
	}
	return Unknown
}

// parseTime reads a date in one of the W3C profiles of ISO 8601, or a number of seconds of Unix time.
func parseTime(value string) (seconds float64, ok bool) {
	if n, err := strconv.ParseFloat(value, 64); err == nil && len(value) > len("2006") {
		return n, true
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, value); err == nil {
			return float64(t.Unix()), true
		}
	}
	return 0, false
}

// Applies says whether all conditions of the statement hold in a context. A statement without conditions applies.
func (s *Statement) Applies(ctx Context) Tri {
	result := True
	for _, c := range s.Conditions {
		result = result.And(c.In(ctx))
	}
	return result
}

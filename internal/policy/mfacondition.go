package policy

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// mfaCondition is a condition of a statement that is about MFA, or was meant to be.
type mfaCondition struct {
	Condition
	index int
	key   string // mfaPresent or mfaAge, for a misspelt key the closer one
}

// mfaConditions returns those of a list that are about MFA and wholly known.
func mfaConditions(list []Condition) []mfaCondition {
	var about []mfaCondition
	for i, c := range list {
		if c.vague() || token.In(strings.Join(c.Values, "")) {
			continue
		}
		if key, ok := c.mfaKey(); ok {
			about = append(about, mfaCondition{Condition: c, index: i, key: key})
		}
	}
	return about
}

// mfaKey returns the MFA key that the condition is on, or was meant to be: the one that the operator fits, and for Null,
// which fits both, the one that is spelt more like it.
func (c Condition) mfaKey() (key string, ok bool) {
	name := strings.ToLower(c.Variable)
	if name == mfaPresent || name == mfaAge {
		return name, true
	}
	bare := strings.TrimPrefix(name, "aws:")
	if strings.ContainsAny(bare, ":/") {
		return "", false // another service's key, or a tag
	}
	toPresent, toAge := distance(name, mfaPresent), distance(name, mfaAge)
	const typo = 3
	letters := strings.NewReplacer("-", "", "_", "").Replace(bare)
	if min(toPresent, toAge) > typo && !strings.Contains(letters, "multifactor") && !strings.Contains(letters, "mfa") {
		return "", false
	}
	op, valid := parseOperator(c.Test)
	switch {
	case valid && op.family == numeric:
		return mfaAge, true
	case valid && op.family == existence && toAge < toPresent:
		return mfaAge, true
	}
	return mfaPresent, true
}

// flaw returns what is wrong with a condition apart from its outcome: AWS rejects it, or gives it no meaning.
func (c mfaCondition) flaw() (kind MFAProblemKind, why string, flawed bool) {
	if !isMFAKey(c.Variable) {
		return MFAUnknownKey, fmt.Sprintf("there is no condition key %s", c.Variable), true
	}
	op, ok := parseOperator(c.Test)
	key, _ := keyIn(MFASession, c.key)
	name := map[string]string{mfaPresent: mfaPresentName, mfaAge: mfaAgeName}[c.key]
	switch {
	case !ok && op.family == existence:
		return MFAInvalidOperator, "Null can't take IfExists, and AWS rejects the policy", true
	case !ok:
		return MFAInvalidOperator, fmt.Sprintf("there is no operator %s%s", c.Test, didYouMean(c.Test)), true
	case !op.fits(c.key, key):
		return MFAInvalidOperator, fmt.Sprintf("%s doesn't fit the type of %s", op.name, name), true
	case len(c.Values) == 0:
		return MFAInvalidValue, "a condition without values has no defined outcome", true
	case !c.anyValidValue(op, key):
		return MFAInvalidValue, fmt.Sprintf("%q is no value for %s on %s", c.Values[0], c.Test, name), true
	case op.family != existence && op.ifExists && op.set == forAnyValue:
		return MFAInvalidOperator, "ForAnyValue with IfExists has no defined outcome for an absent key", true
	}
	return 0, "", false
}

// anyValidValue reports whether the request's value can ever be compared with one of the policy's.
func (c mfaCondition) anyValidValue(op operator, key requestKey) bool {
	for _, value := range c.Values {
		switch {
		case op.family == textual, strings.Contains(value, "${"):
			return true
		case op.family == numeric:
			if numericValues([]string{value}) {
				return true
			}
		case strings.EqualFold(value, "true"), strings.EqualFold(value, "false"):
			return true
		}
	}
	return false
}

func numericValues(values []string) bool {
	for _, value := range values {
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			return false
		}
	}
	return len(values) > 0
}

// inPractice is In, but takes a key that doesn't exist as absent, which it always is.
func (c mfaCondition) inPractice(ctx Context) Tri {
	if isMFAKey(c.Variable) {
		return c.In(ctx)
	}
	op, ok := parseOperator(c.Test)
	if !ok || len(c.Values) == 0 {
		return Unknown
	}
	if op.family == existence {
		return c.anyValue(func(value string) Tri { return isNull(requestKey{}, value) })
	}
	return op.onAbsent()
}

// limitsAge reports whether the condition sets an upper bound for the age of MFA by denying what is older.
func (c mfaCondition) limitsAge() bool {
	op, ok := parseOperator(c.Test)
	return ok && c.key == mfaAge && op.family == numeric && (op.relation == greater || op.relation == greaterOrEqual)
}

// didYouMean names the operator that is closest to a misspelt one, if one is close.
func didYouMean(test string) string {
	const typo = 4
	best, least := "", typo
	for _, c := range comparisons {
		for _, suffix := range [...]string{"", ifExists} {
			if c.family == existence && suffix != "" {
				continue
			}
			for _, prefix := range [...]string{"", allPrefix, anyPrefix} {
				name := prefix + c.name + suffix
				if d := distance(strings.ToLower(name), strings.ToLower(test)); d < least {
					best, least = name, d
				}
			}
		}
	}
	if best == "" {
		return ""
	}
	return " (did you mean " + best + "?)"
}

// distance is the Levenshtein distance between two texts of bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			substituted := diagonal
			if a[i] != b[j] {
				substituted++
			}
			diagonal = row[j+1]
			row[j+1] = min(substituted, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}

package terraform

import (
	"errors"
	"regexp/syntax"
	"strings"

	ctyyaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
)

// Code under review is not trusted: some lines of it can ask for more work than a machine has time or memory for. So
// evaluation has a budget, and what would exceed it is a failed value. Work is counted, not timed, so that two runs say
// the same.
const (
	// maxWork bounds the work for one argument, and minTotalWork and workPerByte of code that for the whole tree. A unit is
	// an element that is made or looked at, or 64 bytes of text: some 100 ns.
	maxWork      = 300_000
	minTotalWork = 3_000_000
	workPerByte  = 50
	// maxSimpleWork bounds the work for one argument when that for the tree is used up.
	maxSimpleWork = 300
	// workPerBlock is what a block takes that count, for_each, a dynamic block or a module's instance makes.
	workPerBlock = 20
	// maxNesting bounds how deep named values refer to each other.
	maxNesting = 1000
	// maxDigits bounds the length of a text that is read as a number, and maxExponent the binary exponent of a number.
	maxDigits   = 1000
	maxExponent = 1 << 14
	// maxPattern bounds the length of a regular expression, and maxMatching its instructions times the length of the text.
	maxPattern  = 10_000
	maxMatching = 50_000_000
	// maxDecoded bounds the text that jsondecode() and its like read, in bytes.
	maxDecoded = maxFile
	// maxWidth bounds the width and precision of a verb of format().
	maxWidth = 1000
)

// errTooLarge is the failure of what exceeds a bound.
var errTooLarge = errors.New("too large")

// spend takes some work from the budget. It returns false when there is none left. What takes next to no work is always
// done: code that asks for too much doesn't hide what stands beside it.
func (ev *evaluator) spend(work int) bool {
	limit := maxWork
	if ev.work += work; ev.work > minTotalWork+workPerByte*ev.code {
		ev.problemf("only simple expressions are looked at from here on: the configuration takes too much work")
		limit = maxSimpleWork
	}
	if ev.run == nil {
		return limit == maxWork
	}
	ev.run.work += work
	return ev.run.work <= limit
}

// weight is how much work it is to look at a value.
func weight(v cty.Value) int {
	budget := maxNodes
	return weigh(v, &budget)
}

func weigh(v cty.Value, budget *int) int {
	if *budget--; *budget < 0 {
		return 0
	}
	if isString(v) {
		return 1 + len(v.AsString())/64
	}
	sum := 1
	if v.IsNull() || !v.IsKnown() || !v.CanIterateElements() {
		return sum
	}
	for it := v.ElementIterator(); it.Next() && *budget >= 0; {
		k, element := it.Element()
		if isString(k) && !isSequence(v) {
			sum += len(k.AsString()) / 64
		}
		sum += weigh(element, budget)
	}
	return sum
}

func weights(values []cty.Value) int {
	sum := 0
	for _, v := range values {
		sum += weight(v)
	}
	return sum
}

// outsized reports whether a number has so many digits that writing them takes long: 1e999999999.
func outsized(v cty.Value) bool {
	if v.Type() != cty.Number || v.IsNull() || !v.IsKnown() {
		return false
	}
	exponent := v.AsBigFloat().MantExp(nil) // 0 for the infinite numbers that 1 / 0 gives
	return exponent > maxExponent || exponent < -maxExponent
}

// anyOutsized reports whether there is such a number in a value.
func anyOutsized(v cty.Value) bool {
	found := false
	walk(v, func(leaf cty.Value) bool {
		found = outsized(leaf)
		return !found
	})
	return found
}

// unreadable reports whether it takes long to read a text as a number.
func unreadable(v cty.Value) bool { return isString(v) && longNumber(v.AsString()) }

// longNumber reports whether some number in a text is too long to be read.
func longNumber(s string) bool {
	digits := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= '0' && c <= '9' || c == '_' || c == '.' {
			if digits++; digits > maxDigits {
				return true
			}
			continue
		}
		digits = 0
	}
	return false
}

// exceeds reports whether a function's result or the work for it could be out of all proportion to its arguments, which
// have been converted to the types that it takes.
func exceeds(name string, args []cty.Value) bool {
	texts := make([]string, len(args))
	for i, arg := range args {
		if isString(arg) {
			texts[i] = arg.AsString()
		}
	}
	switch name {
	case "join":
		elements := 0
		for _, list := range args[1:] {
			if list.IsKnown() && !list.IsNull() && list.CanIterateElements() {
				elements += list.LengthInt()
			}
		}
		return product(len(texts[0]), elements) > maxText
	case "indent":
		if len(args) < 2 || args[0].Type() != cty.Number || args[0].IsNull() {
			return false
		}
		spaces, _ := args[0].AsBigFloat().Int64()
		return spaces > maxText || product(int(spaces), strings.Count(texts[1], "\n")) > maxText
	case "replace":
		return len(texts) == 3 && exceedsReplace(texts[0], texts[1], texts[2])
	case "regex", "regexall":
		return len(texts) == 2 && exceedsMatch(texts[0], texts[1])
	case "format", "formatlist":
		return exceedsFormat(texts, args)
	case "jsondecode", "yamldecode", "csvdecode":
		return len(texts) > 0 && (len(texts[0]) > maxDecoded || longNumber(texts[0]) || nested(texts[0]) ||
			name == "yamldecode" && exceedsYAML(texts[0]))
	case "split":
		return len(texts) == 2 && strings.Count(texts[1], texts[0]) > 2*maxNodes
	case "parseint":
		return len(texts) > 0 && len(texts[0]) > maxDigits
	case "strrev", "substr", "title":
		return strings.Count(strings.Join(texts, ""), "")-1 > maxFile
	case "timeadd", "formatdate":
		return len(strings.Join(texts, "")) > maxPattern
	}
	return false
}

func product(a, b int) int {
	if a > maxText && b > 0 {
		return maxText + 1
	}
	return a * b
}

func exceedsReplace(text, search, with string) bool {
	if len(search) > 1 && strings.HasPrefix(search, "/") && strings.HasSuffix(search, "/") {
		// Each match is replaced by the text, and each $1 in it by at most the match.
		references := strings.Count(with, "$")
		return exceedsMatch(search[1:len(search)-1], text) || product(len(with), len(text)+1) > 16*maxText ||
			product(references, len(text)) > maxText
	}
	return product(len(with), strings.Count(text, search)) > maxText
}

func exceedsMatch(pattern, text string) bool {
	if len(pattern) > maxPattern || len(text) > maxFile {
		return true
	}
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return false // which is for the function to say
	}
	program, err := syntax.Compile(parsed.Simplify())
	return err == nil && product(len(program.Inst), len(text)+1) > maxMatching
}

// exceedsYAML counts what a document's aliases stand for: *a is what &a is once more, and that can have aliases in it. Types
// share what is the same, so that they are made in no time.
func exceedsYAML(text string) bool {
	ty, err := ctyyaml.Standard.ImpliedType([]byte(text))
	return err == nil && !countType(ty, new(maxNodes))
}

// countType takes the parts of a type from a budget. It returns false when that is used up.
func countType(ty cty.Type, budget *int) bool {
	if *budget--; *budget < 0 {
		return false
	}
	switch {
	case ty.IsTupleType():
		for _, element := range ty.TupleElementTypes() {
			if !countType(element, budget) {
				return false
			}
		}
	case ty.IsObjectType():
		for _, attribute := range ty.AttributeTypes() {
			if !countType(attribute, budget) {
				return false
			}
		}
	}
	return true
}

// exceedsFormat looks at the verbs: each can repeat an argument, and can pad it to a width.
func exceedsFormat(texts []string, args []cty.Value) bool {
	if len(texts) == 0 {
		return false
	}
	format, verbs, widest, times := texts[0], 0, 0, 1
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		verbs++
		width := 0
		for i++; i < len(format) && strings.IndexByte("+-# 0123456789.[]", format[i]) >= 0; i++ {
			if c := format[i]; c >= '0' && c <= '9' {
				width = min(width*10+int(c-'0'), maxWidth+1)
			} else {
				width = 0
			}
			if width > maxWidth {
				return true
			}
		}
	}
	for i, arg := range args[1:] {
		size := weight(arg) * 64
		if isString(arg) {
			size = len(texts[i+1])
		} else if arg.IsKnown() && !arg.IsNull() && arg.CanIterateElements() {
			times = max(times, arg.LengthInt()) // formatlist: size is that of all elements
		}
		widest = max(widest, size)
	}
	return product(verbs, widest) > maxText || product(times, len(format)) > maxText
}

// nested reports whether brackets nest deeper in a text than anybody writes them. A parser calls itself for each, and a
// program whose stack is full can't be saved.
func nested[T string | []byte](text T) bool {
	depth, deepest, prefix := 0, 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '(', '[', '{':
			depth++
			deepest = max(deepest, depth)
		case ')', ']', '}':
			depth = max(0, depth-1)
		case '!', '-':
			if prefix++; prefix > maxParserDepth {
				return true
			}
			continue
		case ' ', '\t', '\n', '\r':
			continue
		}
		prefix = 0
	}
	return deepest > maxParserDepth
}

// maxParserDepth bounds how deep brackets nest in a text that is parsed here and not by the host.
const maxParserDepth = 10_000

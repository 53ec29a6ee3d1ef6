package rules_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// mutation changes a file. other is another file of the same tree, to take pieces from.
type mutation func(r *rand.Rand, source, other []byte) []byte

// mutations are the ways in which code is broken here. Those of whole expressions leave most files legal, and so reach
// deepest.
var mutations = []mutation{
	deleteLines, duplicateLine, swapLines, spliceLines, truncate, changeByte,
	deleteToken, duplicateToken, swapTokens, swapTokens,
	swapExpressions, swapExpressions, swapExpressions, hostileExpression, hostileExpression, hostileExpression, nestExpression,
}

// hostile are expressions that code could have in the place of any other.
var hostile = []string{
	"null", "[]", "{}", `""`, "true", "-1", "0", "1e99", "1e999999", "[null]", "{ a = null }", "[[[]]]", "var.nowhere", "local.nowhere",
	"path.module", "each.key", "each.value", "count.index", "self.id", "terraform.workspace", "data.x.y.z", "module.nowhere.x[0].y",
	`"${var.nowhere}-${local.nowhere}"`, "var.nowhere ? null : []", "var.nowhere[*].x", "toset([var.nowhere, 1, null])",
	"[for x in var.nowhere : x.y if x.z]", "{ for k, v in { a = 1, b = [] } : v => k... }", `file("nowhere")`, `file("/etc/passwd")`,
	`templatefile("nowhere", {})`, `jsondecode("{")`, "jsonencode(null)", `jsonencode({ Statement = null })`, `jsonencode([[]])`,
	`yamldecode("&a [*a]")`, "try()", "merge([])", "element([], 7)", "one([1, 2])", `format("%s %d")`, `regexall("(", "x")`, "range(1e9)",
	`setproduct(range(1000), range(1000), range(1000))`, "1 / 0", `"a" + 1`, "!null", "<<EOT\nEOT\n", "(((((null)))))", "unheard_of(1, 2)...",
}

func deleteLines(r *rand.Rand, source, _ []byte) []byte {
	lines := bytes.SplitAfter(source, []byte("\n"))
	from := r.IntN(len(lines))
	return bytes.Join(slices.Delete(lines, from, min(len(lines), from+1+r.IntN(3))), nil)
}

func duplicateLine(r *rand.Rand, source, _ []byte) []byte {
	lines := bytes.SplitAfter(source, []byte("\n"))
	return bytes.Join(slices.Insert(lines, r.IntN(len(lines)), lines[r.IntN(len(lines))]), nil)
}

func swapLines(r *rand.Rand, source, _ []byte) []byte {
	lines := bytes.SplitAfter(source, []byte("\n"))
	i, j := r.IntN(len(lines)), r.IntN(len(lines))
	lines[i], lines[j] = lines[j], lines[i]
	return bytes.Join(lines, nil)
}

// spliceLines puts some lines of another file into this one.
func spliceLines(r *rand.Rand, source, other []byte) []byte {
	lines, more := bytes.SplitAfter(source, []byte("\n")), bytes.SplitAfter(other, []byte("\n"))
	from := r.IntN(len(more))
	return bytes.Join(slices.Insert(lines, r.IntN(len(lines)), more[from:min(len(more), from+1+r.IntN(20))]...), nil)
}

func truncate(r *rand.Rand, source, _ []byte) []byte {
	return source[:r.IntN(len(source)+1)]
}

func changeByte(r *rand.Rand, source, _ []byte) []byte {
	if len(source) == 0 {
		return []byte("{")
	}
	changed := bytes.Clone(source)
	const odd = "\x00\xff\"'{}[]()$%=.*\\\n\r#/<~\u00e9"
	changed[r.IntN(len(changed))] = odd[r.IntN(len(odd))]
	return changed
}

// tokens are the places of the file's tokens.
func tokens(source []byte) []hcl.Range {
	lexed, _ := hclsyntax.LexConfig(source, "", hcl.InitialPos)
	var all []hcl.Range
	for _, t := range lexed {
		if t.Type != hclsyntax.TokenEOF {
			all = append(all, t.Range)
		}
	}
	return all
}

// expressions are the places of the file's expressions.
func expressions(source []byte) []hcl.Range {
	file, _ := hclsyntax.ParseConfig(source, "", hcl.InitialPos)
	if file == nil || file.Body == nil {
		return nil
	}
	var all []hcl.Range
	_ = hclsyntax.VisitAll(file.Body.(*hclsyntax.Body), func(node hclsyntax.Node) hcl.Diagnostics {
		if e, ok := node.(hclsyntax.Expression); ok {
			if at := e.Range(); at.CanSliceBytes(source) && at.Start.Byte < at.End.Byte {
				all = append(all, at)
			}
		}
		return nil
	})
	slices.SortFunc(all, func(a, b hcl.Range) int { return a.Start.Byte - b.Start.Byte })
	return all
}

func deleteToken(r *rand.Rand, source, _ []byte) []byte {
	return replaceOne(r, source, tokens(source), func([]byte) string { return "" })
}

func duplicateToken(r *rand.Rand, source, _ []byte) []byte {
	return replaceOne(r, source, tokens(source), func(is []byte) string { return string(is) + string(is) })
}

func hostileExpression(r *rand.Rand, source, _ []byte) []byte {
	return replaceOne(r, source, expressions(source), func([]byte) string { return hostile[r.IntN(len(hostile))] })
}

func nestExpression(r *rand.Rand, source, _ []byte) []byte {
	return replaceOne(r, source, expressions(source), func(is []byte) string {
		wrap := [][2]string{{"[", "]"}, {"{ a = ", " }"}, {"(", ")"}, {"jsonencode(", ")"}, {"try(", ", null)"}, {"toset(", ")"}, {"!", ""}, {"\"${", "}\""}}[r.IntN(8)]
		depth := 1 + r.IntN(30)
		return strings.Repeat(wrap[0], depth) + string(is) + strings.Repeat(wrap[1], depth)
	})
}

func replaceOne(r *rand.Rand, source []byte, places []hcl.Range, with func([]byte) string) []byte {
	if len(places) == 0 {
		return source
	}
	at := places[r.IntN(len(places))]
	return slices.Concat(source[:at.Start.Byte], []byte(with(source[at.Start.Byte:at.End.Byte])), source[at.End.Byte:])
}

func swapTokens(r *rand.Rand, source, _ []byte) []byte { return swap(r, source, tokens(source)) }

func swapExpressions(r *rand.Rand, source, _ []byte) []byte {
	return swap(r, source, expressions(source))
}

// swap exchanges two pieces of the file, or writes the one over the other where they overlap.
func swap(r *rand.Rand, source []byte, places []hcl.Range) []byte {
	if len(places) == 0 {
		return source
	}
	a, b := places[r.IntN(len(places))], places[r.IntN(len(places))]
	if a.Start.Byte > b.Start.Byte {
		a, b = b, a
	}
	first, second := a.SliceBytes(source), b.SliceBytes(source)
	if a.End.Byte > b.Start.Byte {
		return slices.Concat(source[:a.Start.Byte], second, source[a.End.Byte:])
	}
	return slices.Concat(source[:a.Start.Byte], second, source[a.End.Byte:b.Start.Byte], first, source[b.End.Byte:])
}

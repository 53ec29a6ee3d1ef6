package lint

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// issue is what the host is told: one for each cause, at a place where an annotation works.
type issue struct {
	Range   hcl.Range
	Message string
	Fix     func(tflint.Fixer) error
}

// issues turns one rule's findings into issues, sorted by place. What several instances of a block repeat is said once,
// and what lies inside a module call is said once for the call.
func issues(findings []Finding) []issue {
	findings = slices.Clone(findings)
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(compareRanges(a.Range, b.Range), cmp.Compare(a.Message, b.Message))
	})

	var all []issue
	said := map[issueKey]bool{}
	inside := map[hcl.Range][]Finding{}
	for _, f := range findings {
		if call := callOf(f); call != nil {
			inside[call.DefRange] = append(inside[call.DefRange], f)
			continue
		}
		key := issueKey{f.Range, f.Message}
		if said[key] {
			continue
		}
		said[key] = true
		all = append(all, issue{Range: f.Range, Message: f.Message, Fix: f.Fix})
	}
	for header, findings := range inside {
		all = append(all, issue{Range: header, Message: insideCall(findings)})
	}
	slices.SortFunc(all, func(a, b issue) int {
		return cmp.Or(compareRanges(a.Range, b.Range), cmp.Compare(a.Message, b.Message))
	})
	return all
}

type issueKey struct {
	at      hcl.Range
	message string
}

func callOf(f Finding) *terraform.Call {
	if f.Module == nil {
		return nil
	}
	return f.Module.Call
}

// insideCall words the sorted findings of one call: the first one's message, and every place inside. What an outline
// stands for is where the outlined module is called.
func insideCall(findings []Finding) string {
	message := findings[0].Message
	var same, others []string
	for _, f := range findings {
		at := f.Range
		if call := f.Module.OutlinedBy(); call != nil {
			at = call.DefRange
		}
		place := fmt.Sprintf("%s:%d", filepath.ToSlash(at.Filename), at.Start.Line)
		switch {
		case at == f.Module.Call.DefRange: // where the issue stands
		case slices.Contains(same, place) || slices.Contains(others, place):
		case f.Message == message:
			same = append(same, place)
		default:
			others = append(others, place)
		}
	}
	switch {
	case len(same)+len(others) == 0:
		return message
	case len(same) == 0:
		return fmt.Sprintf("%s (likewise at %s)", message, Enumerate(others))
	case len(others) == 0:
		return fmt.Sprintf("%s (at %s)", message, Enumerate(same))
	}
	return fmt.Sprintf("%s (at %s; likewise at %s)", message, Enumerate(same), Enumerate(others))
}

// Enumerate joins words as a sentence does: "a", "a and b", "a, b and c".
func Enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

func compareRanges(a, b hcl.Range) int {
	return cmp.Or(
		cmp.Compare(a.Filename, b.Filename),
		cmp.Compare(a.Start.Byte, b.Start.Byte),
		cmp.Compare(a.End.Byte, b.End.Byte),
	)
}

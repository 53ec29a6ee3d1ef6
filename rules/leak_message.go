package rules

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/credential"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// at is where the first part of the leak stands.
func (l leak) at() hcl.Range { return l.found[0].at }

// message says what leaks and where. prefix leads to the module.
func (l leak) message(prefix string) string {
	t := l.found[0].text
	file := filepath.Base(t.Range.Filename)
	holders := l.distinct(func(t *terraform.Text) string { return prefix + t.Addr })
	holder, has, holds, value := lint.Enumerate(holders), "has", "holds", "a value"
	if len(holders) > 1 { // locals, or variables in a tfvars file
		has, holds, value = "have", "hold", "values"
	}
	argument := lint.Enumerate(l.distinct(func(t *terraform.Text) string { return slices.Concat(t.Path, []string{""})[0] }))
	var where string
	switch {
	case t.Kind == terraform.AssignedText:
		where = fmt.Sprintf("%s %s %s in %s that %s %s", holder, has, value, file, holds, l.what())
	case t.Kind == terraform.FileText:
		where = fmt.Sprintf("%s reads %s, which holds %s", holder, t.File, l.what())
	case t.Kind == terraform.CodeText && t.Addr == "":
		where = fmt.Sprintf("%s has a comment that holds %s", prefix+file, l.what())
	case t.Kind == terraform.CodeText:
		where = fmt.Sprintf("%s has a comment that holds %s", holder, l.what())
	case t.Block == "variable":
		where = fmt.Sprintf("%s has a %s that holds %s", holder, argument, l.what())
	case t.Block == "locals" || argument == "":
		where = fmt.Sprintf("%s %s %s", holder, holds, l.what())
	default:
		where = fmt.Sprintf("%s holds %s in %s", holder, l.what(), argument)
	}
	if l.used != nil {
		where += ", which " + prefix + l.used.Addr + " uses"
	}
	return where + "; " + l.advice()
}

// distinct returns something about the texts of the leak, in order and without repetition.
func (l leak) distinct(of func(*terraform.Text) string) []string {
	var all []string
	for _, c := range l.found {
		if s := of(c.text); !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// what names the credentials without giving them away, the access key ID first.
func (l leak) what() string {
	var parts []string
	hasID := false
	found := slices.Clone(l.found)
	slices.SortStableFunc(found, func(a, b foundCredential) int { return cmp.Compare(a.Kind, b.Kind) })
	for _, c := range found {
		part := "a " + c.Kind.String()
		switch {
		case c.Kind == credential.AccessKeyID && c.Example:
			hasID = true
			part = "AWS's example of an access key ID (" + credential.Mask(c.Value) + ")"
		case c.Kind == credential.AccessKeyID:
			hasID = true
			if part = c.String(); c.Account != "" {
				part += " of account " + c.Account
			}
		case c.Kind == credential.SecretAccessKey && hasID:
			part = "its " + c.Kind.String()
		case c.Example:
			part = "AWS's example of " + part
		case c.Kind == credential.SESSMTPPassword:
			part = "an " + c.Kind.String()
		}
		if c.Encoded {
			part += " (encoded)"
		}
		parts = append(parts, part)
	}
	return lint.Enumerate(parts)
}

func (l leak) advice() string {
	what := "it"
	if len(l.found) > 1 {
		what = "them"
	}
	if l.found[0].Example {
		return "let a role give the program temporary credentials instead"
	}
	return "revoke " + what + " and use temporary credentials of a role instead"
}

// accepted reports whether an annotation that tflint itself does not see accepts the leak: in a heredoc or a tfvars file,
// on the line of the leak or the one above, or around the whole argument.
func (l leak) accepted(rule string) bool {
	t := l.found[0].text
	line, above := t.Lines(l.at())
	first, before := t.Lines(t.Range)
	return annotated(rule, line, above, first, before)
}

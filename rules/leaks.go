package rules

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/credential"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// beside is how far apart, in bytes, the parts of one access key stand.
const beside = 600

// leak is credentials that belong together, such as the two parts of an access key.
type leak struct {
	found []foundCredential
	used  *terraform.Text // what shows that the text is a credential, where the text itself does not
}

// foundCredential is a credential in a text.
type foundCredential struct {
	credential.Match
	text *terraform.Text
	at   hcl.Range
}

// leaks finds the credentials that are written in the files of a module, and in files that it reads.
func leaks(model *iam.Model, m *terraform.Module) []leak {
	s := &leakSearch{model: model}
	s.written(m.Texts(credential.Candidate))
	s.read(m.FileTexts(credential.Candidate))
	s.used(m)
	return s.leaks
}

type leakSearch struct {
	model  *iam.Model
	leaks  []leak
	silent []*terraform.Text // that could be a credential, but don't say so
}

// written searches texts in the code.
func (s *leakSearch) written(texts []*terraform.Text) {
	// Files number their groups alike.
	type group struct {
		file   string
		number int
	}
	keyIDs := map[group][]int{} // where they stand, in order
	var found []foundCredential
	add := func(t *terraform.Text, matches []foundCredential) {
		for _, c := range matches {
			if c.Kind == credential.AccessKeyID {
				g := group{t.Range.Filename, t.Group}
				keyIDs[g] = append(keyIDs[g], c.at.Start.Byte)
			}
		}
		found = append(found, matches...)
	}
	var silent []*terraform.Text
	for _, t := range texts {
		// The ID of a key that is imported must be written somewhere.
		if s.configured(t.Range) || t.Block == "import" && t.Kind == terraform.StringText {
			continue
		}
		matches := find(credential.Detector{Examples: startsProgram(t)}, t)
		if add(t, matches); len(matches) == 0 && credential.Candidate([]byte(t.Value)) {
			silent = append(silent, t)
		}
	}
	// What stands beside an access key ID needs no name.
	for _, t := range silent {
		ids := keyIDs[group{t.Range.Filename, t.Group}]
		i, _ := slices.BinarySearch(ids, t.Range.Start.Byte-beside)
		var matches []foundCredential
		if i < len(ids) && ids[i] < t.Range.End.Byte+beside && canBePart(t) {
			matches = find(credential.Detector{BesideKeyID: true, Examples: startsProgram(t)}, t)
		}
		if add(t, matches); len(matches) == 0 && couldBeUsed(t) {
			s.silent = append(s.silent, t)
		}
	}
	slices.SortStableFunc(found, func(a, b foundCredential) int {
		return cmp.Or(strings.Compare(a.at.Filename, b.at.Filename), cmp.Compare(a.at.Start.Byte, b.at.Start.Byte))
	})
	s.add(found)
}

// canBePart reports whether a text beside an access key ID can belong to it. In an object of its own it can, whatever it is
// called; among the arguments of a block, the locals or the values of a file only if it is called a secret or a password.
func canBePart(t *terraform.Text) bool {
	name := strings.ToLower(t.Name)
	return len(t.Path) > 1 || strings.Contains(name, "secret") || strings.Contains(name, "pass") || strings.Contains(name, "pwd")
}

// couldBeUsed reports whether a text would be a credential under another name.
func couldBeUsed(t *terraform.Text) bool {
	return len(credential.Find(t.Value, "aws_secret_access_key")) > 0 || len(credential.Find(t.Value, "ses_smtp_password")) > 0
}

// read searches the content of files. What several blocks read is reported for the first of them.
func (s *leakSearch) read(texts []*terraform.Text) {
	seen := map[string]bool{}
	for _, t := range texts {
		if !seen[t.File] {
			seen[t.File] = true
			s.add(find(credential.Detector{Examples: startsProgram(t)}, t))
		}
	}
}

// used searches what arguments come to that use texts which say nothing by themselves.
func (s *leakSearch) used(m *terraform.Module) {
	addrs := map[string]bool{}
	for _, t := range s.silent {
		if t.Kind != terraform.CodeText && t.Addr != "" {
			addrs[t.Addr] = true
		}
	}
	if len(addrs) == 0 {
		return
	}
	for _, t := range m.UsedTexts(addrs) {
		for _, c := range find(credential.Detector{}, t) {
			source := s.source(c)
			if source == nil {
				continue
			}
			c.text, c.at, c.Encoded = source, source.Locator()(c.Value), false
			s.add([]foundCredential{c})
			if source.Addr != t.Addr {
				s.leaks[len(s.leaks)-1].used = t
			}
		}
	}
}

// source is the text in the code that a credential was written in, unless it was reported already.
func (s *leakSearch) source(c foundCredential) *terraform.Text {
	for i, t := range s.silent {
		if t != nil && strings.Contains(t.Value, c.Value) {
			s.silent[i] = nil
			return t
		}
	}
	return nil
}

// add makes leaks of credentials that are in order: one of each kind belongs together, if they are one text's, or stand
// in one object or block.
func (s *leakSearch) add(found []foundCredential) {
	for i, c := range found {
		if i > 0 {
			last := &s.leaks[len(s.leaks)-1]
			previous := last.found[len(last.found)-1]
			if c.Value == previous.Value && c.at == previous.at {
				continue
			}
			if c.belongs(previous) && !slices.ContainsFunc(last.found, func(o foundCredential) bool { return o.Kind == c.Kind }) {
				last.found = append(last.found, c)
				continue
			}
		}
		s.leaks = append(s.leaks, leak{found: []foundCredential{c}})
	}
}

func (c foundCredential) belongs(to foundCredential) bool {
	if c.text.Range.Filename != to.text.Range.Filename || c.text.Group != to.text.Group {
		return false
	}
	return c.text == to.text && c.Encoded || c.at.Start.Byte-to.at.End.Byte < beside
}

// configured reports whether a text is a provider's or backend's argument, which another rule reports.
func (s *leakSearch) configured(at hcl.Range) bool {
	for _, c := range configuredCredentials(s.model) {
		if c.Range.Filename == at.Filename && c.Range.Start.Byte <= at.Start.Byte && at.End.Byte <= c.Range.End.Byte {
			return true
		}
	}
	return false
}

// find returns the credentials in a text, in order, each once. What is encoded stands where the text begins.
func find(d credential.Detector, t *terraform.Text) []foundCredential {
	d.Foreign = credential.IsForeign(append(slices.Clone(t.Path), t.Addr)...)
	found := findNamed(d, t, t.Name)
	if label := labelOf(t); len(found) == 0 && label != "" {
		found = findNamed(d, t, label)
	}
	return found
}

func findNamed(d credential.Detector, t *terraform.Text, name string) []foundCredential {
	var found []foundCredential
	add := func(m credential.Match, at hcl.Range) {
		if !slices.ContainsFunc(found, func(c foundCredential) bool { return c.Value == m.Value }) {
			found = append(found, foundCredential{m, t, at})
		}
	}
	locate := t.Locator()
	for _, m := range d.Find(t.Value, name) {
		add(m, locate(m.Value))
	}
	for _, m := range d.FindEncoded(t.Value, name) {
		add(m, t.Range)
	}
	return found
}

// labelOf is the label of the resource whose value a text is, where the resource has another name for it besides: that of
// a parameter can be a path that says nothing.
func labelOf(t *terraform.Text) string {
	if t.Block != "resource" || len(t.Path) != 1 || t.Name == t.Path[0] {
		return ""
	}
	_, label, _ := strings.Cut(t.Addr, ".")
	return label
}

// startsProgram reports whether a text is what a resource or module starts a program with. There even an example of AWS's
// documentation is reported: whoever puts a live key in its place has leaked it. Anywhere else an example explains
// something.
func startsProgram(t *terraform.Text) bool {
	written := t.Kind == terraform.StringText || t.Kind == terraform.FileText
	return (t.Block == "resource" || t.Block == "module") && written && slices.ContainsFunc(t.Path, func(name string) bool {
		switch name {
		case "user_data", "user_data_base64", "environment", "environment_variable", "environment_variables",
			"container_definitions", "container_properties", "provisioner":
			return true
		}
		return false
	})
}

package flow

import (
	"encoding/base64"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// Part is something of a credential that arrives somewhere.
type Part struct {
	Credential *Credential
	Kind       Kind
	// Noun is what it is called: "secret", "SES SMTP password", "ID".
	Noun string
	// Via are the addresses of resources and data sources that it has passed through, in that order.
	Via []string
	// May says that it arrives under one branch of an unknown condition only.
	May bool
}

func (p Part) is(q Part) bool {
	return p.Credential == q.Credential && p.Kind == q.Kind && p.Noun == q.Noun
}

const (
	// maxEncoded bounds how often base64 content is decoded that stands in base64 content.
	maxEncoded = 3
	// minEncoded is the length of a token in base64: two marks of three bytes, and a digit.
	minEncoded = 10
)

// tracer follows tokens back to credentials.
type tracer struct {
	tree        *terraform.Tree
	dependents  *terraform.Dependents
	credentials map[*terraform.Instance]*Credential
	calls       map[*terraform.Call]*Credential
	found       *Flow
	memo        map[step][]Part
	self        *terraform.Instance // what self stands for in a provisioner
	dormant     map[hcl.Range]bool  // resources without an instance that credentials would go to, by their headers
}

// step is an attribute of a resource instance.
type step struct {
	instance *terraform.Instance
	path     string
}

// value finds what arrives in an argument, under each of its alternatives.
func (t *tracer) value(v terraform.Value) []Part {
	var all []Part
	times := map[int]int{}
	for _, alternative := range v.Alternatives {
		for _, p := range t.alternative(alternative) {
			at := slices.IndexFunc(all, p.is)
			if at < 0 {
				at = len(all)
				all = append(all, p)
			}
			times[at]++
		}
	}
	for i := range all {
		all[i].May = all[i].May || times[i] < len(v.Alternatives)
	}
	return all
}

func (t *tracer) alternative(v cty.Value) []Part {
	var all []Part
	for _, s := range terraform.Strings(v) {
		all = merge(all, t.text(s, maxEncoded))
	}
	return all
}

// text finds what stands in a text, also in base64 content.
func (t *tracer) text(s string, levels int) []Part {
	var all []Part
	for _, ref := range t.tree.Refs(s) {
		all = merge(all, t.ref(ref))
	}
	if levels > 0 {
		for _, run := range strings.FieldsFunc(s, notBase64) {
			if len(run) < minEncoded {
				continue
			}
			decoded, err := base64.RawStdEncoding.DecodeString(run)
			if err == nil && utf8.Valid(decoded) {
				all = merge(all, t.text(string(decoded), levels-1))
			}
		}
	}
	return all
}

func notBase64(r rune) bool {
	return !('A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '+' || r == '/')
}

// merge adds parts that are not there yet.
func merge(all, more []Part) []Part {
	for _, p := range more {
		if !slices.ContainsFunc(all, p.is) {
			all = append(all, p)
		}
	}
	return all
}

// ref finds what a reference holds.
func (t *tracer) ref(r *terraform.Ref) []Part {
	switch {
	case r.Instance != nil:
		return t.attribute(r.Instance, r.Path)
	case r.Call != nil:
		return t.output(r.Call, r.Path)
	case t.self != nil && strings.HasPrefix(r.Source, "self."):
		return t.attribute(t.self, strings.Split(r.Source, ".")[1:])
	}
	var all []Part
	for _, out := range r.Outputs() { // of a module as a whole
		if t.dependents.Has(out) {
			all = merge(all, t.value(out.Attr("value")))
		}
	}
	if !r.Reveals() {
		return all
	}
	for _, from := range r.From {
		all = merge(all, t.ref(from))
	}
	if strings.HasPrefix(r.Source, "rsadecrypt(") {
		decrypt(all)
	}
	return all
}

// decrypt makes secrets of encrypted ones.
func decrypt(parts []Part) {
	for i := range parts {
		if parts[i].Kind == Encrypted {
			parts[i].Kind = Secret
		}
	}
}

// attribute finds what an attribute of a resource holds; of the whole resource where the path is empty.
func (t *tracer) attribute(i *terraform.Instance, path []string) []Part {
	if c := t.credentials[i]; c != nil {
		attr := ""
		if len(path) > 0 {
			attr = path[0]
		}
		kind, noun, ok := makerOf(i.Resource).makes(attr)
		if !ok || kind == Secret && c.Encrypted {
			return nil
		}
		return []Part{{Credential: c, Kind: kind, Noun: noun}}
	}
	if !t.dependents.Has(i.Resource) {
		return nil
	}
	key := step{i, strings.Join(path, ".")}
	if found, ok := t.memo[key]; ok {
		return found
	}
	t.memo[key] = nil // until it is known: a circle holds nothing more
	found := slices.Clone(t.passed(i, path))
	via := iam.Addr(i.Resource)
	for n := range found {
		found[n].Via = append(slices.Clip(found[n].Via), via)
	}
	t.memo[key] = found
	return found
}

// output finds what an output of a module holds whose code is not at hand.
func (t *tracer) output(call *terraform.Call, path []string) []Part {
	name := ""
	if len(path) > 0 {
		name = path[0]
	}
	attr := iam.KeyOutput(call, name)
	if attr == "" {
		return nil
	}
	c := t.calls[call]
	if c == nil {
		place := iam.Place{Addr: call.Module.Prefix() + call.Addr(), Module: call.Module, Range: call.DefRange}
		c = &Credential{Place: place, Nouns: []string{"secret"}}
		t.calls[call] = c
		t.found.Credentials = append(t.found.Credentials, c)
	}
	kind, noun := Secret, "secret"
	switch attr {
	case "id":
		kind, noun = KeyID, "ID"
	case "ses_smtp_password_v4":
		noun = SMTPPassword
	}
	return []Part{{Credential: c, Kind: kind, Noun: noun}}
}

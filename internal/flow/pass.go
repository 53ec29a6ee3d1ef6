package flow

import (
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// passage is a resource or data source that gives out what it is given, under other names than it takes it.
type passage struct {
	outputs []string // attributes that it computes
	inputs  []string // arguments and nested blocks that they hold
	// decrypts says that it gives out in clear what it is given encrypted.
	decrypts bool
}

// passageOf finds how a resource passes on what it is given; nil for one that isn't made for that.
func passageOf(r *terraform.Resource) *passage {
	prefix := ""
	if r.Mode == terraform.Data {
		prefix = "data."
	}
	switch prefix + r.Type {
	case "data.template_file":
		return &passage{outputs: []string{"rendered"}, inputs: []string{"template", "vars"}}
	case "data.cloudinit_config", "data.template_cloudinit_config":
		return &passage{outputs: []string{"rendered"}, inputs: []string{"part"}}
	case "data.ct_config":
		return &passage{outputs: []string{"rendered"}, inputs: []string{"content", "snippets"}}
	case "data.null_data_source":
		return &passage{outputs: []string{"outputs"}, inputs: []string{"inputs"}}
	case "terraform_data":
		return &passage{outputs: []string{"output"}, inputs: []string{"input"}}
	case "data.archive_file", "archive_file":
		return &passage{outputs: []string{"output_path"}, inputs: []string{"source_content", "source"}}
	case "data.pgp_decrypt":
		return &passage{outputs: []string{"plaintext"}, inputs: []string{"ciphertext"}, decrypts: true}
	case "data.aws_kms_secrets":
		return &passage{outputs: []string{"plaintext"}, inputs: []string{"secret"}, decrypts: true}
	case "data.aws_ssm_parameter":
		return &passage{outputs: []string{"value", "insecure_value"}, inputs: []string{"name"}, decrypts: true}
	case "data.aws_secretsmanager_secret_version":
		return &passage{outputs: []string{"secret_string", "secret_binary"}, inputs: []string{"secret_id"}, decrypts: true}
	case "aws_kms_ciphertext":
		return &passage{outputs: []string{"ciphertext_blob"}, inputs: []string{"plaintext"}}
	}
	return nil
}

// handle is an attribute by which one resource names another that a data source can read.
func handle(r *terraform.Resource, attr string) (secret []string) {
	switch r.Type {
	case "aws_ssm_parameter":
		if slices.Contains([]string{"name", "id", "arn"}, attr) {
			return []string{"value", "insecure_value"}
		}
	case "aws_secretsmanager_secret_version":
		if slices.Contains([]string{"secret_id", "arn", "id"}, attr) {
			return []string{"secret_string"}
		}
	}
	return nil
}

// passed finds what an attribute of a resource holds that makes no credential: what its argument of that name was given,
// or what it computes from arguments.
func (t *tracer) passed(i *terraform.Instance, path []string) []Part {
	if len(path) == 0 {
		var all []Part
		for _, a := range i.Arguments() {
			if !provisions(a) {
				all = merge(all, t.value(a.Value))
			}
		}
		return visible(all)
	}
	p := passageOf(i.Resource)
	if p == nil || !slices.Contains(p.outputs, path[0]) {
		return t.argument(i, path[0], path[1:])
	}
	var all []Part
	for _, input := range p.inputs {
		rest := path[1:]
		if len(p.inputs) > 1 || p.decrypts {
			rest = nil
		}
		all = merge(all, t.argument(i, input, rest))
	}
	if p.decrypts {
		all = slices.Clone(all)
		all = merge(all, t.behind(i, p.inputs))
		decrypt(all)
		return visible(all)
	}
	if i.Resource.Type == "aws_kms_ciphertext" {
		for n := range all {
			all[n].Kind = Encrypted
		}
	}
	return all
}

// behind finds what a data source reads that names where the secret lies, rather than being given it.
func (t *tracer) behind(i *terraform.Instance, inputs []string) []Part {
	var all []Part
	for _, input := range inputs {
		for _, s := range i.Attr(input).Strings() {
			ref := t.tree.Ref(s)
			if ref == nil || ref.Instance == nil || len(ref.Path) == 0 {
				continue
			}
			for _, attr := range handle(ref.Instance.Resource, ref.Path[0]) {
				all = merge(all, t.attribute(ref.Instance, []string{attr}))
			}
		}
	}
	return all
}

// visible are the parts that are no secret's ciphertext.
func visible(parts []Part) []Part {
	return slices.DeleteFunc(slices.Clone(parts), func(p Part) bool { return p.Kind == Encrypted })
}

// argument finds what an argument or a nested block was given, at a path in its value.
func (t *tracer) argument(i *terraform.Instance, name string, path []string) []Part {
	if v := i.Attr(name); len(v.Alternatives) > 0 {
		for n := range v.Alternatives {
			v.Alternatives[n] = descend(v.Alternatives[n], path)
		}
		return t.value(v)
	}
	var all []Part
	for _, a := range i.Arguments() {
		if len(a.Path) > 0 && a.Path[0] == name {
			all = merge(all, t.value(a.Value))
		}
	}
	return all
}

// descend goes into a value as far as its structure is known.
func descend(v cty.Value, path []string) cty.Value {
	for _, name := range path {
		if unquoted, err := strconv.Unquote(name); err == nil && strings.HasPrefix(name, `"`) {
			name = unquoted
		}
		if v.IsNull() || !v.CanIterateElements() {
			return v
		}
		next := cty.NullVal(cty.DynamicPseudoType)
		for it := v.ElementIterator(); it.Next(); {
			k, element := it.Element()
			if keyText(k) == name {
				next = element
			}
		}
		v = next
	}
	return v
}

func keyText(k cty.Value) string {
	switch {
	case k.IsNull() || !k.IsKnown():
		return ""
	case k.Type() == cty.String:
		return k.AsString()
	case k.Type() == cty.Number:
		return k.AsBigFloat().Text('f', -1)
	}
	return ""
}

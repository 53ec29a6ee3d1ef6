package flow

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// Flow is where the credentials of a configuration go.
type Flow struct {
	// Credentials are what the configuration makes, in the order of the code, and after them those that a module makes
	// whose code is not at hand and whose outputs are used.
	Credentials []*Credential
	// Arrivals are the places that they go to, in the order of the code, one for each instance of a block.
	Arrivals []*Arrival

	uses map[*iam.AccessKey][]Use
	of   map[*Credential][]*Arrival
}

// Use is a part of a credential in the place where it arrives.
type Use struct {
	Part
	Arrival *Arrival
}

// UsesOf is where what of an access key goes.
func (f *Flow) UsesOf(key *iam.AccessKey) []Use { return f.uses[key] }

// Of is where something of a credential goes.
func (f *Flow) Of(c *Credential) []*Arrival { return f.of[c] }

// index makes the arrivals of each credential known.
func (f *Flow) index() {
	f.uses, f.of = map[*iam.AccessKey][]Use{}, map[*Credential][]*Arrival{}
	for _, a := range f.Arrivals {
		for _, p := range a.Parts {
			if p.Credential.Key != nil {
				f.uses[p.Credential.Key] = append(f.uses[p.Credential.Key], Use{p, a})
			}
			if known := f.of[p.Credential]; len(known) == 0 || known[len(known)-1] != a {
				f.of[p.Credential] = append(known, a)
			}
		}
	}
}

// Arrival is an output or an argument that a credential arrives in.
type Arrival struct {
	Module *terraform.Module
	// Range is the output's header, or the argument from its name on.
	Range hcl.Range
	// Addr is whose argument it is, from the root module: "output.key", "aws_ssm_parameter.key", "module.store".
	Addr string
	// Argument is the argument's name, Path the types of the nested blocks that lead to it (terraform.Argument).
	Argument string
	Path     []string
	// Sink is what kind of place it is.
	Sink Sink
	// Parts are what arrives; never empty.
	Parts []Part

	Output   *terraform.Output   // nil for a resource or module
	Instance *terraform.Instance // nil for an output or module
	Call     *terraform.Call     // nil for an output or resource
}

// Secrets are the parts that are secret.
func (a *Arrival) Secrets() []Part {
	return slices.DeleteFunc(slices.Clone(a.Parts), func(p Part) bool { return p.Kind != Secret })
}

// Where names the argument, with the block that it stands in if that is a nested one: "environment.variables".
func (a *Arrival) Where() string {
	if len(a.Path) == 0 {
		return a.Argument
	}
	return a.Path[len(a.Path)-1] + "." + a.Argument
}

type modelKey struct{}

// Of follows the credentials of a configuration. Rules share the result.
func Of(m *iam.Model) *Flow {
	return iam.Derive(m, modelKey{}, func(m *iam.Model) *Flow {
		t := follow(m.Tree, m.Keys)
		if len(t.dormant) > 0 {
			t.wake(follow(m.Tree.Open(), nil).found)
		}
		t.found.index()
		return t.found
	})
}

func follow(tree *terraform.Tree, keys []*iam.AccessKey) *tracer {
	t := &tracer{
		tree:        tree,
		credentials: map[*terraform.Instance]*Credential{},
		calls:       map[*terraform.Call]*Credential{},
		found:       &Flow{Credentials: credentials(tree, keys)},
		memo:        map[step][]Part{},
		dormant:     map[hcl.Range]bool{},
	}
	for _, c := range t.found.Credentials {
		t.credentials[c.Instance] = c
	}
	if len(t.credentials) == 0 && !callsUnread(tree) {
		return t // nothing to follow, and no reason to read the code for references
	}
	t.dependents = tree.Dependents(
		func(r *terraform.Resource) bool { return makerOf(r) != nil },
		func(c *terraform.Call, output string) bool { return iam.KeyOutput(c, output) != "" },
	)
	for _, module := range tree.Modules() {
		t.module(module)
	}
	return t
}

// callsUnread reports whether modules are called whose code is not at hand: they may make credentials.
func callsUnread(tree *terraform.Tree) bool {
	return slices.ContainsFunc(tree.Modules(), func(m *terraform.Module) bool {
		return slices.ContainsFunc(m.Calls, (*terraform.Call).Missing)
	})
}

// wake adds what arrives in resources that have no instance only because a variable has no value yet, of credentials that
// exist without it.
func (t *tracer) wake(open *Flow) {
	type place struct {
		addr string
		at   hcl.Range
	}
	here := map[place]*Credential{}
	for _, c := range t.found.Credentials {
		here[place{c.Addr, c.Range}] = c
	}
	for _, a := range open.Arrivals {
		if a.Instance == nil || !t.dormant[a.Instance.DefRange] {
			continue
		}
		var parts []Part
		for _, p := range a.Parts {
			p.Credential, p.May = here[place{p.Credential.Addr, p.Credential.Range}], true
			if p.Credential != nil {
				parts = append(parts, p)
			}
		}
		if a.Parts = parts; len(parts) > 0 {
			t.found.Arrivals = append(t.found.Arrivals, a)
		}
	}
}

// module looks at what can be reached in a module.
func (t *tracer) module(m *terraform.Module) {
	for _, r := range m.Resources {
		if !t.dependents.Has(r) || !receives(r) {
			continue
		}
		if len(r.Instances()) == 0 {
			t.dormant[r.DefRange] = true
		}
		for _, i := range r.Instances() {
			t.resource(i)
		}
	}
	for _, c := range m.Calls {
		if t.dependents.Has(c) && c.Missing() && c.Instances() > 0 {
			for _, a := range c.Arguments() {
				t.arrive(a, Arrival{Module: m, Addr: m.Prefix() + c.Addr(), Sink: sinkOfCall(c), Call: c})
			}
		}
	}
	if !m.IsRoot() {
		return // what a called module outputs is followed to where its caller puts it
	}
	for _, out := range m.Outputs {
		if !t.dependents.Has(out) {
			continue
		}
		if parts := visible(t.value(out.Attr("value"))); len(parts) > 0 {
			t.found.Arrivals = append(t.found.Arrivals, &Arrival{
				Module: m, Range: out.DefRange, Addr: "output." + out.Name, Argument: "value", Sink: Sink{Kind: Output},
				Parts: parts, Output: out,
			})
		}
	}
}

// receives reports whether a credential is at its end in a resource: it isn't in a data source that only passes it on.
func receives(r *terraform.Resource) bool {
	if r.Mode == terraform.Managed {
		return r.Type != "aws_kms_ciphertext" // which is there to encrypt it
	}
	return r.Mode == terraform.Data && (r.Type == "external" || r.Type == "http" || r.Type == "aws_lambda_invocation")
}

func (t *tracer) resource(i *terraform.Instance) {
	_, makes := t.credentials[i]
	for _, a := range i.Arguments() {
		if makes && !provisions(a) {
			continue // a key's arguments are not where keys go
		}
		if provisions(a) {
			t.self = i
		}
		t.arrive(a, Arrival{Module: i.Resource.Module, Addr: iam.Addr(i.Resource), Sink: sinkOf(i.Resource, a), Instance: i})
		t.self = nil
	}
}

func provisions(a terraform.Argument) bool {
	return len(a.Path) > 0 && a.Path[0] == "provisioner" || a.Name == "provisioner"
}

// arrive notes what arrives in an argument.
func (t *tracer) arrive(a terraform.Argument, at Arrival) {
	if strings.Contains(a.Name, "depend") {
		return // module_depends_on and the like: what is given is for its order only
	}
	parts := visible(t.value(a.Value))
	if len(parts) == 0 {
		return
	}
	for n := range parts {
		parts[n].May = parts[n].May || a.May
	}
	at.Range, at.Argument, at.Path, at.Parts = hcl.RangeBetween(a.NameRange, a.Range), a.Name, a.Path, parts
	t.found.Arrivals = append(t.found.Arrivals, &at)
}

package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/credential"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// credentialArguments are where the AWS providers, the S3 backend and the remote state read from it take credentials:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration
// https://developer.hashicorp.com/terraform/language/backend/s3#credentials-and-shared-configuration
var credentialArguments = []string{"access_key", "secret_key", "token"}

// What is written there reaches whoever reads the repository, whether it looks like a key or not.
var providerHardcodedCredentials = &lint.Rule{
	Name:     "aws_provider_hardcoded_credentials",
	Summary:  "Disallow credentials written for a provider, a backend or a remote state",
	Severity: tflint.ERROR,
	Preset:   lint.Recommended,
	Run: func(pass *lint.Pass) {
		var h hardcoded
		for _, m := range pass.Model.Tree.Modules() {
			for _, p := range m.Providers {
				if name := p.Labels[0]; (name == "aws" || name == "awscc") && !localEmulator(p) {
					h.add(p, providerAddr(p))
				}
			}
			if !m.IsRoot() {
				continue // the backend of a called module is not used
			}
			for _, b := range m.Backends {
				if b.Labels[0] == "s3" {
					h.add(b, "backend.s3")
				}
			}
		}
		for _, r := range pass.Model.Resources("data.terraform_remote_state") {
			for _, i := range r.Instances() {
				if backend, _ := i.Attr("backend").Text(); backend == "s3" {
					h.addObject(i.Block, iam.Addr(r), "config")
				}
			}
		}
		for _, l := range h.literals {
			pass.Report(lint.Finding{Module: l.Module, Range: l.Range, Message: l.message()})
		}
	},
}

func providerAddr(p *terraform.Block) string {
	addr := p.Module().Prefix() + "provider." + p.Labels[0]
	if alias, ok := p.Attr("alias").Text(); ok && !token.In(alias) {
		addr += "." + alias
	}
	return addr
}

// hardcoded is the literals that reach a credential argument, each once, whatever it is used for.
type hardcoded struct {
	literals []*literal
	places   map[literalPlace]*literal
}

// literal is one text in the code.
type literal struct {
	terraform.Origin
	arguments []string // what it is: "access_key"
	of        []string // whose
}

type literalPlace struct {
	at   hcl.Range
	call *terraform.Call // the root's module block that leads there
}

// add takes the credentials that a block has as arguments.
func (h *hardcoded) add(b *terraform.Block, addr string) {
	for _, name := range credentialArguments {
		h.addOrigins(b.Origins(name), addr, name)
	}
}

// addObject takes the credentials in an argument that holds an object.
func (h *hardcoded) addObject(b *terraform.Block, addr, attr string) {
	for _, name := range credentialArguments {
		h.addOrigins(b.Origins(attr, name), addr, name)
	}
}

func (h *hardcoded) addOrigins(origins []terraform.Origin, addr, argument string) {
	if h.places == nil {
		h.places = map[literalPlace]*literal{}
	}
	for _, o := range origins {
		place := literalPlace{o.Range, o.Module.Call}
		l := h.places[place]
		if l == nil {
			l = &literal{Origin: o}
			h.places[place] = l
			h.literals = append(h.literals, l)
		}
		l.arguments, l.of = append(l.arguments, argument), append(l.of, addr)
	}
}

func (l *literal) message() string {
	slices.Sort(l.arguments)
	slices.Sort(l.of)
	argument, of := enumerate(slices.Compact(l.arguments)), slices.Compact(l.of)
	var where string
	switch {
	case l.Variable != nil:
		where = fmt.Sprintf("%svar.%s has a hardcoded default, which is the %s of %s",
			l.Module.Prefix(), l.Variable.Name, argument, some(of))
	case l.Local != nil:
		where = fmt.Sprintf("%slocal.%s holds a hardcoded %s of %s", l.Module.Prefix(), l.Local.Name, argument, some(of))
	case len(of) > 1:
		where = fmt.Sprintf("%s have a hardcoded %s", some(of), argument)
	default:
		where = fmt.Sprintf("%s has a hardcoded %s", of[0], argument)
	}
	return where + describeKeyID(l.Text) + "; remove it and let the default credential chain find temporary credentials"
}

// describeKeyID shows which key a text is, if it is a key id; a secret is never shown.
func describeKeyID(text string) string {
	masked := credential.Mask(text)
	if !strings.HasPrefix(text, masked[:1]) { // not a key id
		return ""
	}
	shown := " (" + masked
	if account, ok := credential.AccountID(text); ok {
		shown += " of account " + account
	}
	return shown + ")"
}

// localEmulator recognises the provider block that LocalStack and moto tell their users to write, and tests of modules
// with it: checks against AWS skipped, and either services at an endpoint on this machine or credentials that say
// themselves that they are dummies. No provider starts without any.
// https://docs.localstack.cloud/aws/integrations/infrastructure-as-code/terraform/
func localEmulator(p *terraform.Block) bool {
	skip, _ := p.Attr("skip_credentials_validation").Text()
	if skip != "true" {
		return false
	}
	dummies := true
	for _, name := range credentialArguments {
		for _, s := range p.Attr(name).Strings() {
			if _, real := credential.AccountID(s); real {
				return false
			}
			dummies = dummies && credential.IsPlaceholder(s)
		}
	}
	if dummies {
		return true
	}
	for _, endpoints := range p.Blocks("endpoints") {
		for _, endpoint := range endpoints.Attributes() {
			for _, url := range endpoint.Strings() {
				if onThisMachine(url) {
					return true
				}
			}
		}
	}
	return false
}

func onThisMachine(url string) bool {
	_, host, ok := strings.Cut(url, "://")
	if !ok {
		host = url
	}
	host, _, _ = strings.Cut(host, "/")
	if name, _, ok := strings.Cut(host, ":"); ok {
		host = name
	}
	for _, local := range []string{"localhost", "127.0.0.1", "0.0.0.0", "host.docker.internal", "localstack", "moto", "minio"} {
		if host == local {
			return true
		}
	}
	return strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".localstack.cloud")
}

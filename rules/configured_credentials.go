package rules

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/credential"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// credentialArguments are where the AWS providers, the S3 backend and the remote state read from it take credentials:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration
// https://developer.hashicorp.com/terraform/language/backend/s3#credentials-and-shared-configuration
var credentialArguments = []string{"access_key", "secret_key", "token"}

// webIdentity holds a token that a role is given for.
const webIdentity, webIdentityToken = "assume_role_with_web_identity", "web_identity_token"

// configuredCredential is a text in the code that providers, backends or remote states take as a credential.
type configuredCredential struct {
	terraform.Origin
	uses []credentialUse
}

// credentialUse is what takes a text, and as what.
type credentialUse struct {
	addr     string           // provider.aws, module.ci.provider.aws.west, backend.s3
	argument string           // "secret_key"
	provider *terraform.Block // where argument is the block's own; nil for a nested one, and for what is no provider
	emulated bool             // it is meant for LocalStack or its like
	foreign  bool             // it is meant for a store of another maker
}

// textPlace is where a text stands: in the root module, or in what one of its calls leads to.
type textPlace struct {
	at   hcl.Range
	call *terraform.Call
}

// configuredCredentials finds them in all modules, with those that are left alone: no other rule reports them either.
func configuredCredentials(model *iam.Model) []*configuredCredential {
	type key struct{}
	return iam.Derive(model, key{}, func(model *iam.Model) []*configuredCredential {
		s := &credentialSearch{places: map[textPlace]*configuredCredential{}}
		for _, m := range model.Tree.Modules() {
			for _, p := range m.Providers {
				s.provider(p)
			}
			if !m.IsRoot() {
				continue // the backend of a called module is not used
			}
			s.backend(m)
		}
		for _, r := range model.Resources("data.terraform_remote_state") {
			for _, i := range r.Instances() {
				if backend, _ := i.Attr("backend").Text(); backend == "s3" {
					s.remoteState(i)
				}
			}
		}
		return s.found
	})
}

type credentialSearch struct {
	use    credentialUse // what is searched
	found  []*configuredCredential
	places map[textPlace]*configuredCredential
}

// backend searches the root module's backend, and the files that terraform init can be given arguments for it from.
func (s *credentialSearch) backend(m *terraform.Module) {
	for _, b := range m.Backends {
		if b.Labels[0] != "s3" {
			continue
		}
		for _, part := range append([]*terraform.Block{b}, m.BackendFiles("s3")...) {
			s.use = credentialUse{addr: "backend.s3"}
			s.use.emulated, s.use.foreign = destination([]*terraform.Block{b, part})
			s.arguments(part, credentialArguments...)
			s.path(part, webIdentityToken, webIdentity)
		}
	}
}

// remoteState searches the configuration of a remote state in S3, which was a block before Terraform 0.12.
func (s *credentialSearch) remoteState(i *terraform.Instance) {
	s.use = credentialUse{addr: iam.Addr(i.Resource)}
	s.use.emulated, s.use.foreign = destination([]*terraform.Block{i.Block}, "config")
	for _, name := range credentialArguments {
		s.path(i.Block, name, "config")
	}
	s.path(i.Block, webIdentityToken, "config", webIdentity)
	for _, b := range i.Block.Blocks("config") {
		s.use.emulated, s.use.foreign = destination([]*terraform.Block{b})
		s.arguments(b, credentialArguments...)
	}
}

// provider searches a provider block. Providers of other services that sign requests to AWS (opensearch, kafka,
// mongodbatlas, datadog) call the arguments aws_access_key_id, sasl_aws_secret_key and the like; vault and mysql have
// them in a block.
//
// https://registry.terraform.io/providers/opensearch-project/opensearch/latest/docs
// https://registry.terraform.io/providers/hashicorp/vault/latest/docs#aws
func (s *credentialSearch) provider(p *terraform.Block) {
	s.use = credentialUse{addr: providerAddr(p)}
	switch p.Labels[0] {
	case "aws", "awscc", "awsutils":
		s.use.provider = p
		s.use.emulated, s.use.foreign = destination([]*terraform.Block{p})
		s.arguments(p, credentialArguments...)
		s.use.provider = nil
		for _, b := range p.Blocks(webIdentity) {
			s.arguments(b, webIdentityToken)
		}
		s.path(p, webIdentityToken, webIdentity)
	default:
		s.foreign(p)
		for _, b := range p.Blocks("auth_login_aws") {
			s.foreign(b)
		}
		for _, b := range p.Blocks("aws_config") {
			s.arguments(b, credentialArguments...)
		}
	}
}

func (s *credentialSearch) foreign(b *terraform.Block) {
	for _, name := range b.ArgumentNames() {
		if holdsAWSCredential(name) {
			s.arguments(b, name)
		}
	}
}

// holdsAWSCredential reports whether an argument of a provider that is not AWS's own is called as a credential of AWS.
func holdsAWSCredential(argument string) bool {
	_, what, ok := strings.Cut(argument, "aws_")
	return ok && slices.Contains([]string{
		"access_key", "access_key_id", "secret_key", "secret_access_key", "token", "session_token",
	}, what)
}

func (s *credentialSearch) arguments(b *terraform.Block, names ...string) {
	for _, name := range names {
		s.add(b.Origins(name), name)
	}
}

// path searches an argument that holds an object.
func (s *credentialSearch) path(b *terraform.Block, name string, in ...string) {
	s.add(b.Origins(in[0], append(slices.Clone(in[1:]), name)...), name)
}

func (s *credentialSearch) add(origins []terraform.Origin, argument string) {
	for _, o := range origins {
		if strings.TrimSpace(o.Text) == "" || credential.IsFilledIn(o.Text) {
			continue
		}
		place := textPlace{o.Range, o.Module.Call}
		c := s.places[place]
		if c == nil {
			c = &configuredCredential{Origin: o}
			s.places[place] = c
			s.found = append(s.found, c)
		}
		use := s.use
		use.argument = argument
		c.uses = append(c.uses, use)
	}
}

func providerAddr(p *terraform.Block) string {
	addr := p.Module().Prefix() + "provider." + p.Labels[0]
	if alias, ok := p.Attr("alias").Text(); ok && !token.In(alias) {
		addr += "." + alias
	}
	return addr
}

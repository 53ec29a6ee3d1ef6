package rules

import (
	"fmt"
	"strings"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/credential"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
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
		for _, m := range pass.Model.Tree.Modules() {
			for _, p := range m.Providers {
				if name := p.Labels[0]; (name == "aws" || name == "awscc") && !localEmulator(p) {
					reportHardcoded(pass, p, providerAddr(p))
				}
			}
			if !m.IsRoot() {
				continue // the backend of a called module is not used
			}
			for _, b := range m.Backends {
				if b.Labels[0] == "s3" {
					reportHardcoded(pass, b, "backend.s3")
				}
			}
		}
		for _, r := range pass.Model.Resources("data.terraform_remote_state") {
			for _, i := range r.Instances() {
				if backend, _ := i.Attr("backend").Text(); backend == "s3" {
					reportHardcodedAt(pass, i.Block, r.Addr(), "config")
				}
			}
		}
	},
}

func providerAddr(p *terraform.Block) string {
	addr := "provider." + p.Labels[0]
	if alias, ok := p.Attr("alias").Text(); ok {
		addr += "." + alias
	}
	return addr
}

func reportHardcoded(pass *lint.Pass, b *terraform.Block, addr string) {
	for _, name := range credentialArguments {
		reportOrigins(pass, b.Origins(name), addr, name)
	}
}

// reportHardcodedAt looks into an argument that holds an object.
func reportHardcodedAt(pass *lint.Pass, b *terraform.Block, addr, attr string) {
	for _, name := range credentialArguments {
		reportOrigins(pass, b.Origins(attr, name), addr, name)
	}
}

func reportOrigins(pass *lint.Pass, origins []terraform.Origin, addr, argument string) {
	for _, o := range origins {
		where := fmt.Sprintf("%s has a hardcoded %s", addr, argument)
		switch {
		case o.Variable != nil:
			where = fmt.Sprintf("var.%s has a hardcoded default, which is the %s of %s", o.Variable.Name, argument, addr)
		case o.Local != nil:
			where = fmt.Sprintf("local.%s holds a hardcoded %s of %s", o.Local.Name, argument, addr)
		}
		pass.Report(lint.Finding{
			Module: o.Module,
			Range:  o.Range,
			Message: where + describeKeyID(o.Text) +
				"; remove it and let the default credential chain find temporary credentials",
		})
	}
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

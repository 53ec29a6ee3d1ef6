package rules

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/credential"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// forEmulator recognises the configuration that LocalStack and moto tell their users to write, and tests of modules with
// it: no provider starts without any credentials. Two of three signs are enough: checks against AWS are skipped, services
// are at an endpoint on this machine, the credentials say themselves that they are dummies. A key of a real account is
// none, wherever it is used. in leads to an argument that holds the configuration as an object.
//
// https://docs.localstack.cloud/aws/integrations/infrastructure-as-code/terraform/
func forEmulator(b *terraform.Block, in ...string) bool {
	values := func(name string) []string {
		if len(in) == 0 {
			return b.Attr(name).Strings()
		}
		var all []string
		for _, v := range b.Attr(in[0]).Alternatives {
			all = append(all, terraform.Strings(field(v, name))...)
		}
		return all
	}
	dummies := true
	for _, name := range credentialArguments {
		for _, s := range values(name) {
			if _, real := credential.AccountID(s); real && !credential.IsPlaceholder(s) {
				return false
			}
			dummies = dummies && credential.IsPlaceholder(s)
		}
	}
	signs := 0
	for _, name := range []string{"skip_credentials_validation", "skip_requesting_account_id"} {
		if v := values(name); len(v) == 1 && v[0] == "true" {
			signs++
			break
		}
	}
	if dummies {
		signs++
	}
	urls := append(values("endpoint"), values("endpoints")...)
	if len(in) == 0 {
		for _, endpoints := range b.Blocks("endpoints") {
			for _, endpoint := range endpoints.Attributes() {
				urls = append(urls, endpoint.Strings()...)
			}
		}
	}
	for _, url := range urls {
		if onThisMachine(url) {
			signs++
			break
		}
	}
	return signs >= 2
}

// field is an attribute of an object or map; null if there is none.
func field(v cty.Value, name string) cty.Value {
	if !v.IsNull() && v.CanIterateElements() {
		for it := v.ElementIterator(); it.Next(); {
			if k, element := it.Element(); k.Type() == cty.String && k.AsString() == name {
				return element
			}
		}
	}
	return cty.NullVal(cty.DynamicPseudoType)
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

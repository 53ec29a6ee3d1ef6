package rules

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/credential"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// destination says where the credentials of a configuration are meant for, if that is not AWS. The configuration is
// what some blocks hold together; in leads to an argument that holds it as an object.
//
// An emulator is recognised by what LocalStack and moto tell their users to write, and tests of modules with it: no
// provider starts without any credentials. Two of three signs are enough: checks against AWS are skipped, services are at
// an endpoint on this machine, the credentials say themselves that they are dummies. A key of a real account is none,
// wherever it is used. Any other endpoint is a store of another maker that speaks as S3 does.
//
// https://docs.localstack.cloud/aws/integrations/infrastructure-as-code/terraform/
func destination(blocks []*terraform.Block, in ...string) (emulator, foreign bool) {
	values := func(name string) []string {
		var all []string
		for _, b := range blocks {
			if len(in) == 0 {
				all = append(all, b.Attr(name).Strings()...)
				continue
			}
			for _, v := range b.Attr(in[0]).Alternatives {
				all = append(all, terraform.Strings(field(v, name))...)
			}
		}
		return all
	}
	urls := slices.Concat(values("endpoint"), values("endpoints"))
	if len(in) == 0 {
		for _, b := range blocks {
			for _, endpoints := range b.Blocks("endpoints") {
				for _, endpoint := range endpoints.Attributes() {
					urls = append(urls, endpoint.Strings()...)
				}
			}
		}
	}
	foreign = len(urls) > 0 && !slices.ContainsFunc(urls, couldBeAWS)

	dummies := true
	for _, name := range credentialArguments {
		for _, s := range values(name) {
			if _, real := credential.AccountID(s); real && !credential.IsPlaceholder(s) {
				return false, foreign
			}
			dummies = dummies && credential.IsPlaceholder(s)
		}
	}
	skips := slices.ContainsFunc([]string{
		"skip_credentials_validation", "skip_requesting_account_id", "skip_metadata_api_check", "skip_region_validation",
	}, func(name string) bool { return slices.Equal(values(name), []string{"true"}) })
	signs := 0
	for _, sign := range []bool{skips, dummies, slices.ContainsFunc(urls, onThisMachine)} {
		if sign {
			signs++
		}
	}
	return signs >= 2, foreign
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

// onThisMachine reports whether a URL leads to where emulators run: to this machine, to a container beside it, whose name
// has no dot, or to LocalStack's own port.
func onThisMachine(url string) bool {
	host, port := hostOf(url)
	return port == "4566" || !strings.Contains(host, ".") && !token.In(host) ||
		slices.Contains([]string{"127.0.0.1", "0.0.0.0", "host.docker.internal"}, host) ||
		strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".localstack.cloud")
}

// couldBeAWS reports whether a URL leads to AWS for all that is known.
func couldBeAWS(url string) bool {
	host, _ := hostOf(url)
	return token.In(host) || strings.Contains(host, "amazonaws.com") || strings.HasSuffix(host, ".aws")
}

func hostOf(url string) (host, port string) {
	_, host, ok := strings.Cut(url, "://")
	if !ok {
		host = url
	}
	host, _, _ = strings.Cut(host, "/")
	host, port, _ = strings.Cut(host, ":")
	return host, port
}

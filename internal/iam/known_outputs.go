package iam

import (
	"slices"
	"strings"
	"unicode"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// KeyOutput says which attribute of an aws_iam_access_key an output of a module holds whose code is not at hand: "secret",
// "ses_smtp_password_v4", "id", or "" where it holds none or that isn't certain. An output of "" is the whole module.
//
// Modules name their outputs after what they hold, and rename them over the years (secret, access_key_secret,
// iam_access_key_secret, this_iam_access_key_secret), so that names are read by their words. A module that is not known
// to make keys must say more: that the secret is of an AWS key.
func KeyOutput(call *terraform.Call, output string) string {
	known := lookUpModule(call)
	if known != nil && (!known.makesKey(call) || known.hidesSecret(call)) {
		return ""
	}
	if output == "" {
		if known != nil {
			return "secret"
		}
		return ""
	}
	attr := heldByName(output)
	if known == nil && !saysAWS(call.Source, output, attr) {
		return ""
	}
	return attr
}

// MakesKey reports whether a call is of a module that is known to make an access key, with the arguments that it has.
func MakesKey(call *terraform.Call) bool {
	known := lookUpModule(call)
	return known != nil && known.makesKey(call)
}

// hidesSecret reports whether the outputs of a known module are certain to lack the secret, because it is encrypted or
// stored elsewhere. An argument that is unknown hides nothing.
func (k *knownModule) hidesSecret(call *terraform.Call) bool {
	if Encrypts(call.Input("pgp_key")) {
		return true
	}
	text := func(name, otherwise string) string {
		if s, ok := call.Input(name).Text(); ok {
			return s
		}
		return otherwise
	}
	switch k.source {
	case "cloudposse/iam-system-user/aws":
		// Since 1.0 the secret goes to Parameter Store unless the caller says otherwise, and isn't output then.
		if isZero(call) {
			return false
		}
		return len(call.Input("ssm_enabled").Alternatives) <= 1 && text("ssm_enabled", "true") == "true"
	case "cloudposse/iam-s3-user/aws":
		return text("ssm_enabled", "false") == "true"
	case "cloudposse/s3-bucket/aws":
		return text("store_access_key_in_ssm", "false") == "true"
	}
	return false
}

// isZero reports whether a call names a version before 1.0.
func isZero(call *terraform.Call) bool {
	version := call.Version
	if version == "" {
		_, version, _ = strings.Cut(call.Source, "?ref=")
	}
	return strings.HasPrefix(strings.TrimLeft(version, "v~>=< "), "0.")
}

// Encrypts reports whether an argument names a PGP key, so that AWS's provider keeps the encrypted secret only. A value
// that isn't known yet is one that somebody gives: to leave it out, one writes null or "".
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key#pgp_key
func Encrypts(pgpKey terraform.Value) bool {
	for _, alternative := range pgpKey.Alternatives {
		texts := terraform.Strings(alternative)
		if len(texts) == 0 || texts[0] == "" {
			return false
		}
	}
	return len(pgpKey.Alternatives) > 0
}

// heldByName reads an output's name.
func heldByName(output string) string {
	words := wordsOf(output)
	has := func(all ...string) bool {
		for _, w := range all {
			if !slices.Contains(words, w) {
				return false
			}
		}
		return true
	}
	for _, other := range []string{"encrypted", "path", "arn", "name", "fingerprint", "command", "message", "kms", "parameter", "status"} {
		if has(other) {
			return "" // of the secret, not the secret
		}
	}
	switch {
	case has("smtp", "password"):
		return "ses_smtp_password_v4"
	case has("secret"):
		return "secret"
	case has("key", "id"), has("access", "key"):
		return "id"
	}
	return ""
}

// saysAWS reports whether an output of a module that nobody knows holds a key of AWS for certain.
func saysAWS(source, output, attr string) bool {
	words := wordsOf(output)
	certain := slices.Contains(words, "aws") || slices.Contains(words, "iam") || slices.Contains(words, "ses")
	if !certain {
		for _, w := range wordsOf(source) {
			certain = certain || w == "aws" || w == "iam"
		}
	}
	switch attr {
	case "secret":
		return certain && slices.Contains(words, "access") && slices.Contains(words, "key")
	case "ses_smtp_password_v4":
		return certain
	case "id":
		return certain && slices.Contains(words, "access") && slices.Contains(words, "key") && slices.Contains(words, "id")
	}
	return false
}

func wordsOf(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

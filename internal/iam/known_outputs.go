package iam

import (
	"slices"
	"strings"
	"unicode"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// KeyOutput says which attribute of an aws_iam_access_key an output of a module holds whose code is not at hand, and that
// isn't known by an Outline: "secret", "ses_smtp_password_v4", "id", or "" where it holds none or that isn't certain. An
// output of "" is the whole module.
//
// Modules name their outputs after what they hold, so that names are read by their words. They must say that the secret
// is of an AWS key.
func KeyOutput(call *terraform.Call, output string) string {
	attr := heldByName(output)
	if !saysAWS(call.Source, output, attr) {
		return ""
	}
	return attr
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

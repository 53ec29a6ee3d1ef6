package iam

import (
	"slices"
	"strings"
	"unicode"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/credential"
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
	for _, other := range []string{
		"encrypted", "path", "arn", "arns", "name", "names", "fingerprint", "hash", "command", "message", "kms", "parameter", "ssm",
		"status", "version", "ref", "url", "uri",
	} {
		if slices.Contains(words, other) {
			return "" // of the secret, not the secret
		}
	}
	switch {
	case hasWords(words, "smtp", "password"):
		return "ses_smtp_password_v4"
	case hasWords(words, "secret", "id"), hasWords(words, "secret", "ids"):
		return "" // of a secret in Secrets Manager
	case hasWords(words, "secret"):
		return "secret"
	case hasWords(words, "key", "id"), hasWords(words, "access", "key"):
		return "id"
	}
	return ""
}

// saysAWS reports whether an output of a module that nobody knows holds a key of AWS for certain. A secret access key is
// AWS's word for it; makers of other stores that speak as S3 does have taken it over, so that none of them may be named.
func saysAWS(source, output, attr string) bool {
	words := wordsOf(output)
	named := hasWords(words, "aws") || hasWords(words, "iam") || hasWords(words, "ses")
	certain := named
	for _, w := range wordsOf(source) {
		certain = certain || w == "aws" || w == "iam"
	}
	switch attr {
	case "secret":
		return certain && hasWords(words, "access", "key") || named && hasWords(words, "key") ||
			hasWords(words, "secret", "access", "key") && !credential.IsForeign(source, output)
	case "ses_smtp_password_v4":
		return certain
	case "id":
		return certain && hasWords(words, "access", "key", "id")
	}
	return false
}

func hasWords(words []string, all ...string) bool {
	return !slices.ContainsFunc(all, func(w string) bool { return !slices.Contains(words, w) })
}

func wordsOf(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

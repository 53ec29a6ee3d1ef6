// Package credential finds AWS credentials in text: access key IDs, secret access keys, session tokens, SES SMTP
// passwords and Bedrock API keys.
//
// An access key ID tells itself by its prefix. A secret access key does not: it is 40 characters that could as well be a
// hash, a path or part of a certificate, and a detector that reports every such run is soon switched off. So a secret
// needs three things here: the shape that AWS gives it, the disorder of random bits, and a context that says what it is,
// which is the name that it is assigned to or an access key ID close by.
//
// Everything here is pure and safe for concurrent use. The package imports only the standard library and the package
// that tells unknown text from literal text.
package credential

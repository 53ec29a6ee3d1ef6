// Package policy is the IAM policy language: it reads policy documents and decides what they allow.
//
// Documents come as JSON (ParseJSON) or as the statements of a data.aws_iam_policy_document (FromStatements, Merge).
// Decisions are three-valued (Tri), because a configuration is read before it is applied: a string may hold parts that
// are known only after apply (package token), a condition may depend on the request, and a statement may stand in only
// one branch of a conditional. The rule throughout is that an unknown Allow counts as allowing and an unknown Deny as
// not denying, so that nothing is called safe which might not be.
//
// The package is pure. It imports token for the unknown parts of strings, awsdata for the names of the actions, and
// hcl for source ranges only.
package policy

// Package risk says what a leaked access key can do: it sorts what a user's policies allow into kinds of danger.
//
// It judges effective grants (policy.Effective), so that a Deny and a permissions boundary have done their work already.
// A condition on a grant never makes a danger vanish, except iam:PassedToService, whose outcome is certain for each
// service; a finding says when it rests on conditions.
//
// What counts is access without limits: a grant on named resources is what a key should have, and is no finding, except
// where it lets the holder change its own permissions. An unknown resource counts as a named one: as a rule it is the
// ARN of some resource in the same configuration.
//
// The package is pure. It imports policy for the grants, awsdata for the facts, and token for unknown parts of ARNs.
package risk

// Package iam answers who can do what, and by which path: users, access keys, groups, policies, attachments, grants.
package iam

import "github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"

// Model is the IAM side of a configuration.
type Model struct {
	Tree *terraform.Tree
}

// Build derives the model from an evaluated tree.
func Build(tree *terraform.Tree) *Model {
	return &Model{Tree: tree}
}

// Package terraform reads a module tree through the tflint host and evaluates it.
//
// It is the only package that queries the host for code and values. Evaluation is HCL's own, with one addition: what is
// known only after apply evaluates to a token (package token) instead of an unknown value, so that text and structure
// around it stay visible. A token can be followed to the resource instance that it refers to.
package terraform

// Package integration runs the plugin through the real tflint: the rules' cases, the examples in the documentation, and
// what only a real host does.
package integration

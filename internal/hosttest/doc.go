// Package hosttest is a tflint host within the test's process.
//
// It behaves as tflint does towards a plugin that reads files and asks for the values of variables: what it cannot do
// fails the call. The same cases run through the real tflint in the integration package, which keeps it honest.
package hosttest

// Package lint is what the rules are written in, and what makes tflint rules of them.
//
// A [Rule] is one literal: its name, its severity, and a pure function from the model to findings. Everything that
// touches the host stands here, once: when a rule runs, where its findings stand, what the user may configure, and that
// nothing in a user's code ends the run.
package lint

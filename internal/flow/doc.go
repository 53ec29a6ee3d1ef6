// Package flow says where long-term credentials go: which outputs and arguments an access key's secret or ID arrives in,
// by whatever way it takes through locals, templates, functions, module calls and other resources.
//
// It follows the tokens that evaluation leaves in values (package terraform) and does no analysis of its own, except that
// it asks first which blocks can depend on a credential at all, so that no others are evaluated. What a place is (an
// output, a CI system's variable, a workload with a role of its own) is read from the type of its resource.
package flow

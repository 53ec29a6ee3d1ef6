// Package host stands in for tflint where a person runs the plugin's binary: it has the files of a root module and knows
// the values of its variables, which is all that package terraform asks a host for.
//
// It knows what Terraform does without being told: defaults, terraform.tfvars, *.auto.tfvars and the environment.
// https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
package host

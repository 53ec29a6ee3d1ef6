package words

import (
	"slices"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/flow"
)

// Exposure says what a place does with parts of credentials, in a verb and what follows its object, and what to do.
func Exposure(a *flow.Arrival, parts []flow.Part) (verb, rest, advice string) {
	switch a.Sink.Kind {
	case flow.Output:
		advice = "remove the output"
		if slices.ContainsFunc(parts, canBeEncrypted) {
			advice = "set pgp_key and output the encrypted form, or remove the output"
		}
		if sensitive, ok := a.Output.Attr("sensitive").Text(); a.Output.Attr("sensitive").Set() && !(ok && sensitive == "false") {
			return "hands out", ", which sensitive hides on the screen but not in the state", advice
		}
		return "prints", " in clear", advice
	case flow.Parameter:
		if parameterType, ok := a.Instance.Attr("type").Text(); ok && (parameterType == "String" || parameterType == "StringList") {
			return "stores", " in clear, as a parameter of type " + parameterType, "let its reader assume a role instead"
		}
		return "stores", " for all who may read the parameter", "let its reader assume a role instead"
	case flow.SecretsManager:
		return "stores", " in Secrets Manager, the least bad place for it", "rotate the key, or let the secret's reader assume a role instead"
	case flow.SecretStore:
		return "stores", " in " + a.Sink.Service + " and in the state", "let the secret's reader assume a role instead"
	case flow.File:
		return "writes", " to a file in clear", "let the file's reader assume a role instead"
	case flow.Object:
		return "uploads", " to S3 in clear", "let the object's reader assume a role instead"
	case flow.CI:
		return "gives", " to " + a.Sink.Service, "let its jobs assume a role through OIDC instead"
	case flow.Cluster:
		return "puts", " into a Kubernetes secret", "use EKS Pod Identity or an IAM role for the service account instead"
	case flow.Trigger:
		if strings.HasPrefix(a.Argument, "trigger") {
			advice = "use the key's id instead, which changes with the key"
		} else {
			advice = "take it from the key where it is needed, or use a role"
		}
		return "keeps", " in clear in its " + a.Argument, advice
	case flow.Provisioner:
		to := " to a provisioner"
		if len(a.Path) > 1 { // in JSON syntax it is unknown
			to = " to a " + a.Path[1] + " provisioner, in its " + a.Argument
		}
		return "hands", to, "let the provisioner assume a role instead"
	case flow.Workload:
		return "gives", " to " + a.Sink.Service + " in " + a.Where(), "use " + a.Sink.Role + " instead"
	case flow.Module:
		return "takes", " in " + a.Where(), "let the secret's reader assume a role instead"
	}
	return "takes", " in " + a.Where() + ", and keeps it in clear in the state", "let it assume a role, or keep the key out of Terraform"
}

// canBeEncrypted reports whether the secret is of a key that takes a pgp_key.
func canBeEncrypted(p flow.Part) bool {
	return p.Credential.Instance == nil || p.Credential.Instance.Resource.Type == "aws_iam_access_key"
}

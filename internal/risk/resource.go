package risk

import (
	"slices"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// Unconstrained reports whether a pattern of a Resource element leaves an action unlimited: whether it is "*", or
// contains every resource of some type that the action works on, in one account and region or in all.
//
// So "arn:aws:iam::123456789012:role/*" leaves iam:PassRole unlimited, "arn:aws:iam::*:role/ci-*" doesn't. A part that
// isn't known, or that is a policy variable, limits as a name does; but the partition, the account and the region don't
// matter. The managed policies of AWS (account "aws") are nobody's to change: a pattern of them contains nothing.
func Unconstrained(action awsdata.Action, resource string) bool {
	if strings.IndexByte(resource, '*') < 0 {
		return false // as in most policies
	}
	p, ok := parseResource(resource)
	if !ok {
		return false
	}
	if p.everything {
		return true
	}
	types := action.Resources()
	if len(types) == 0 {
		// By the reference only "*" allows it. But AWS's own policies allow such actions on all resources of some type
		// (rolesanywhere:CreateTrustAnchor on trust-anchor/*), so that the reference isn't to be relied on here.
		prefix, _, _ := strings.Cut(action.Lower, ":")
		return unconstrainedService(prefix, resource)
	}
	return slices.ContainsFunc(types, func(t awsdata.ResourceType) bool { return p.contains(t.ARN) })
}

// unconstrainedService is Unconstrained for a service as a whole. Where the service has resources of its own, those of
// others that it also works on don't count: who may do everything to all S3 buckets is no administrator of Systems
// Manager, though that can write to buckets.
func unconstrainedService(prefix, resource string) bool {
	p, ok := parseResource(resource)
	if !ok {
		return false
	}
	if p.everything {
		return true
	}
	arns := awsdata.ServiceResources(prefix)
	own := false
	for _, arn := range arns {
		own = own || serviceOf(arn) == prefix
	}
	for _, arn := range arns {
		if (!own || serviceOf(arn) == prefix) && p.contains(arn) {
			return true
		}
	}
	return false
}

// resourcePattern is a pattern of a Resource element, taken apart.
type resourcePattern struct {
	everything bool   // it is "*" or means the same
	service    string // the third field of the ARN
	owned      bool   // by a customer, not by AWS
	name       string // the last field
}

// arnLength is the number of fields of an ARN: arn:partition:service:region:account:resource. The last one may contain
// colons.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
const arnLength = 6

// parseResource takes a pattern apart. It fails for what is no ARN, or isn't known to be one.
func parseResource(s string) (p resourcePattern, ok bool) {
	if strings.Trim(s, "*") == "" && s != "" {
		return resourcePattern{everything: true, owned: true}, true
	}
	fields := arnFields(s)
	if fields[0] != "arn" || len(fields) < 2 {
		return resourcePattern{}, false
	}
	for len(fields) < arnLength {
		fields = append(fields, "*") // as IAM does
	}
	p = resourcePattern{service: fields[2], owned: fields[4] != "aws", name: fields[5]}
	p.everything = p.owned && p.service == "*" && p.name == "*"
	return p, true
}

// arnFields splits an ARN at its first five colons, passing over those inside of policy variables.
func arnFields(s string) []string {
	var fields []string
	for len(fields) < arnLength-1 {
		end := 0
		for end < len(s) && s[end] != ':' {
			if strings.HasPrefix(s[end:], "${") {
				end += max(strings.IndexByte(s[end:], '}'), 0)
			}
			end++
		}
		if end >= len(s) {
			break
		}
		fields = append(fields, s[:end])
		s = s[end+1:]
	}
	return append(fields, s)
}

// contains reports whether the pattern contains every resource of a type, given by its ARN in the Service Authorization
// Reference. The variables in it, "role/${RoleNameWithPath}", look like policy variables; as those can be any text,
// what contains them contains every name.
func (p resourcePattern) contains(arn string) bool {
	if !p.owned || strings.IndexByte(p.name, '*') < 0 {
		return false
	}
	fields := arnFields(arn)
	return len(fields) == arnLength &&
		policy.Covers(p.service, fields[2]) == policy.True &&
		policy.Covers(p.name, fields[5]) == policy.True
}

// meets reports whether the pattern may contain some resource of a type.
func (p resourcePattern) meets(arn string) bool {
	fields := arnFields(arn)
	return p.owned && len(fields) == arnLength &&
		policy.Overlaps(p.service, fields[2]) != policy.False &&
		policy.Overlaps(p.name, fields[5]) != policy.False
}

// serviceOf returns the service of a resource type's ARN.
func serviceOf(arn string) string {
	fields := arnFields(arn)
	if len(fields) < 3 {
		return ""
	}
	return fields[2]
}

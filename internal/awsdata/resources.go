package awsdata

import (
	_ "embed"
	"strings"
	"sync"
)

// ResourceType is a type of resource that an action works on. A policy limits the action to some resources by their
// ARNs only where it knows a type.
type ResourceType struct {
	Name     string // in lower case: "role"
	ARN      string // as the reference writes it: "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"
	Required bool   // the request always names a resource of this type, so that the policy must allow one
}

// typesText has a line for every type: the service's prefix, the name and the ARN, separated by tabs, sorted.
//
//go:embed data/resource_types.txt
var typesText string

// arns has the ARNs of the types by "prefix\tname".
var arns = sync.OnceValue(func() map[string]string { return parseTypes(typesText) })

// parseTypes cuts the text into types.
func parseTypes(text string) map[string]string {
	byName := make(map[string]string, strings.Count(text, "\n"))
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		tab := strings.LastIndexByte(line, '\t')
		byName[line[:tab]] = line[tab+1:]
	}
	return byName
}

// Resources returns the types of resources that the action works on; none for an action that a policy can allow only on
// the Resource "*".
//
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html#actions_table
func (a Action) Resources() []ResourceType {
	if a.resources == "" {
		return nil
	}
	prefix, _, _ := strings.Cut(a.Lower, ":")
	names := strings.Split(a.resources, ",")
	types := make([]ResourceType, 0, len(names))
	for _, name := range names {
		name, required := strings.CutSuffix(name, "*")
		types = append(types, ResourceType{name, arns()[prefix+"\t"+name], required})
	}
	return types
}

// ServiceResources returns the ARNs of all types of resources that a service's actions work on, as the reference writes
// them, sorted by the type's name. The prefix is in lower case: "iam".
func ServiceResources(prefix string) []string {
	head := prefix + "\t"
	start := 0
	if !strings.HasPrefix(typesText, head) {
		start = strings.Index(typesText, "\n"+head) + 1
		if start == 0 {
			return nil
		}
	}
	var list []string
	for line := range strings.Lines(typesText[start:]) {
		if !strings.HasPrefix(line, head) {
			break
		}
		list = append(list, strings.TrimSuffix(line[strings.LastIndexByte(line, '\t')+1:], "\n"))
	}
	return list
}

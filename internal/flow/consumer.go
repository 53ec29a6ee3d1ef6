package flow

import (
	"fmt"
	"strings"
)

// targets are the arguments that say which project, or part of one, a platform's variable belongs to.
var targets = [...]string{
	"repository", "environment", "project", "project_id", "workspace_id", "variable_set_id", "workspace", "stack_id",
	"context_id", "pipeline_id", "team_id", "group",
}

// Consumer identifies what uses the credential at this place: a workload, a project on a platform, a Kubernetes secret.
// The ID and the secret of a key that go to one project are one consumer. It is "" for places that only store: who
// reads them is not known.
func (a *Arrival) Consumer() string {
	switch a.Sink.Kind {
	case Workload, Cluster:
	case CI:
		if a.Instance == nil {
			break
		}
		var target strings.Builder
		for _, name := range targets {
			for _, s := range a.Instance.Attr(name).Strings() {
				fmt.Fprintf(&target, " %s=%s", name, s)
			}
		}
		if target.Len() > 0 {
			return a.Sink.Service + target.String()
		}
	default:
		return ""
	}
	if a.Instance != nil {
		return fmt.Sprintf("%s %p", a.Addr, a.Instance)
	}
	return a.Addr
}

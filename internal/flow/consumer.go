package flow

import (
	"fmt"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// targets are the arguments that say which project, or part of one, a platform's variable belongs to.
var targets = [...]string{
	"repository", "environment", "project", "project_id", "workspace_id", "variable_set_id", "workspace", "stack_id",
	"context_id", "pipeline_id", "team_id", "group",
}

// Consumer is what uses a credential: a workload, a project on a platform, a Kubernetes secret.
type Consumer struct {
	// ID is equal for places of one consumer: the ID and the secret of a key that go to one project.
	ID string
	// Name is what to call it: its resource's address, or the platform and what the project is called there.
	Name string
}

// Consumer says what uses the credential at this place. It is false for places that only store it: who reads them is not
// known.
func (a *Arrival) Consumer() (Consumer, bool) {
	switch a.Sink.Kind {
	case Workload, Cluster:
	case CI:
		if c, ok := a.project(); ok {
			return c, true
		}
	default:
		return Consumer{}, false
	}
	c := Consumer{ID: a.Addr, Name: a.Addr}
	if a.Instance != nil {
		c.ID = fmt.Sprintf("%s %p", a.Addr, a.Instance)
	}
	return c, true
}

// project is the consumer that a platform's variable belongs to.
func (a *Arrival) project() (Consumer, bool) {
	if a.Instance == nil {
		return Consumer{}, false
	}
	var target []string
	known := true
	for _, name := range targets {
		for _, s := range a.Instance.Attr(name).Strings() {
			target = append(target, strings.ReplaceAll(name, "_", " ")+" "+s)
			known = known && !token.In(s)
		}
	}
	if len(target) == 0 {
		return Consumer{}, false
	}
	c := Consumer{ID: a.Sink.Service + " (" + strings.Join(target, ", ") + ")", Name: a.Addr}
	if known {
		c.Name = c.ID
	}
	return c, true
}

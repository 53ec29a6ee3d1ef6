package risk

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
)

// minor are services in which there is nothing to administer: channels of agents, price lists, tickets, credits.
var minor = map[string]bool{
	"discovery": true, "ec2messages": true, "invoicing": true, "mapcredits": true, "pricing": true, "ssmmessages": true,
	"support": true,
}

// fewActions is how many actions a service has at most that isn't worth the name: rds-db has one, connect, and
// execute-api three.
const fewActions = 4

// service is a service of AWS that has something to administer.
type service struct {
	prefix string
	first  int // the index of its first action
}

// services are the services that have enough actions, of which some write, sorted by prefix.
var services = sync.OnceValue(func() []service {
	var list []service
	actions := awsdata.Actions()
	for from := 0; from < len(actions); {
		prefix, _, _ := strings.Cut(actions[from].Lower, ":")
		_, to := awsdata.ServiceRange(prefix)
		writes := slices.ContainsFunc(actions[from:to], func(a awsdata.Action) bool {
			return a.Level == awsdata.Write || a.Level == awsdata.PermissionsManagement
		})
		if writes && to-from > fewActions && !minor[prefix] {
			list = append(list, service{prefix, from})
		}
		from = max(to, from+1)
	}
	return list
})

// serviceAdmin judges whether a document allows every action of a service without limits.
func (j *judge) serviceAdmin(document int) (Finding, bool) {
	var whole []string
	var grants []int
	allowed := j.allowed[document]
	for _, s := range services() {
		if !allowed.Has(s.first) || !allowed.Contains(policy.Expand(s.prefix+":*")) {
			continue
		}
		if used := j.wholly(document, s.prefix); used != nil {
			whole = append(whole, s.prefix)
			grants = append(grants, used...)
		}
	}
	if len(whole) == 0 {
		return Finding{}, false
	}
	f := j.finding(ServiceAdmin, document, grants)
	f.Services = whole
	return f, true
}

// wholly returns grants of a document that together allow every action of a service on unlimited resources, nil if there
// are none.
func (j *judge) wholly(document int, prefix string) []int {
	missing := policy.Expand(prefix + ":*")
	var used []int
	for doubt := 0; doubt <= 2; doubt++ {
		for i, g := range j.grants {
			if g.Document != document || j.doubt(i) != doubt || !g.Actions.Meets(missing) || !unconstrainedService(prefix, g.Resource) {
				continue
			}
			used = append(used, i)
			if missing = missing.Minus(g.Actions); missing.Empty() {
				return used
			}
		}
	}
	return nil
}

// computeActions are the actions that create compute, and thereby the miner's prey.
var computeActions = sync.OnceValue(func() policy.ActionSet {
	return classes("compute_container", "compute_ml_data", "compute_serverless", "compute_vm")
})

// dataActions are the actions that read data, or let others read it.
var dataActions = sync.OnceValue(func() policy.ActionSet { return classes("data_read", "data_share") })

func classes(names ...string) policy.ActionSet {
	var actions []string
	for _, name := range names {
		actions = append(actions, awsdata.Class(name)...)
	}
	return policy.SetOf(actions...)
}

// telling are the actions to name first, because readers know them: those that AWS found used with stolen keys, and the
// plain ways to data.
var telling = []string{
	"ec2:RunInstances", "ec2:RequestSpotFleet", "ec2:RequestSpotInstances", "ec2:CreateFleet",
	"autoscaling:CreateAutoScalingGroup", "autoscaling:UpdateAutoScalingGroup", "ecs:RunTask", "lambda:CreateFunction",
	"s3:GetObject", "secretsmanager:GetSecretValue", "ssm:GetParameter", "dynamodb:Scan", "kms:Decrypt",
	"s3:PutBucketPolicy", "ec2:ModifySnapshotAttribute", "rds:ModifyDBSnapshotAttribute",
}

// compute judges whether a document lets the holder create compute.
func (j *judge) compute(document int) (Finding, bool) {
	return j.exposure(Compute, document, computeActions())
}

// data judges whether a document lets the holder read or share data without limits.
func (j *judge) data(document int) (Finding, bool) {
	return j.exposure(DataAccess, document, dataActions())
}

// exposure judges whether a document allows one of some actions without limits.
func (j *judge) exposure(kind Kind, document int, actions policy.ActionSet) (Finding, bool) {
	open := j.openIn(document, actions)
	if len(open) == 0 {
		return Finding{}, false
	}
	f := j.finding(kind, document, fewest(j.needs(document, open)))
	f.Actions = names(open)
	slices.SortStableFunc(f.Actions, func(a, b string) int { return cmp.Compare(prominence(a), prominence(b)) })
	return f, true
}

// prominence is the action's place among the telling ones; after them, all are equal.
func prominence(action string) int {
	if i := slices.Index(telling, action); i >= 0 {
		return i
	}
	return len(telling)
}

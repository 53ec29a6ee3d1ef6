package risk

import (
	"slices"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/policy"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

const passRole = "iam:PassRole"

// recipients are the names under which services receive roles, where that isn't simply the prefix of their actions.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
var recipients = map[string][]string{
	"airflow":          {"airflow", "airflow-env"},
	"apprunner":        {"apprunner", "build.apprunner", "tasks.apprunner"},
	"autoscaling":      {"autoscaling", "ec2"},
	"batch":            {"batch", "ec2", "ecs-tasks", "spotfleet"},
	"datapipeline":     {"datapipeline", "ec2", "elasticmapreduce"},
	"ec2":              {"ec2", "ec2fleet", "spot", "spotfleet"},
	"ecs":              {"ecs", "ecs-tasks"},
	"eks":              {"eks", "eks-fargate-pods", "pods.eks"},
	"elasticbeanstalk": {"ec2", "elasticbeanstalk"},
	"elasticmapreduce": {"ec2", "elasticmapreduce"},
	"emr-serverless":   {"emr-serverless", "ops.emr-serverless"},
	"iam":              {"ec2"}, // iam:AddRoleToInstanceProfile
	"imagebuilder":     {"ec2", "imagebuilder"},
	"iot":              {"credentials.iot", "iot"},
	"synthetics":       {"lambda", "synthetics"},
}

// passable returns those grants of iam:PassRole by which a role can be passed to one of the services that take it on the
// path. iam:PassedToService is the one condition whose outcome is known from the path itself.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService
func (j *judge) passable(grants []int, needs []need) []int {
	var actions []string
	for _, n := range needs {
		if n.action != passRole {
			actions = append(actions, n.action)
		}
	}
	var list []int
	for _, i := range grants {
		if s := j.grants[i].Statement; s == nil || passes(s.Conditions, actions) {
			list = append(list, i)
		}
	}
	return list
}

// passes reports whether conditions may let a role pass to one of the services that the actions belong to.
func passes(conditions []policy.Condition, actions []string) bool {
	for _, c := range conditions {
		if strings.EqualFold(c.Variable, "iam:PassedToService") && comparesText(c.Test) && !receives(c.Values, actions) {
			return false
		}
	}
	return true
}

// comparesText reports whether an operator demands that the key's value is like one of the condition's. The key is part
// of every request to pass a role, so that IfExists and the set prefixes change nothing.
func comparesText(test string) bool {
	test = strings.ToLower(test)
	if _, operator, ok := strings.Cut(test, ":"); ok {
		test = operator
	}
	test = strings.TrimSuffix(test, "ifexists")
	return test == "stringequals" || test == "stringlike" || test == "stringequalsignorecase"
}

// receives reports whether one of the values may stand for a service that the actions belong to.
func receives(values, actions []string) bool {
	for _, action := range actions {
		prefix, _, _ := strings.Cut(action, ":")
		services := recipients[prefix]
		if services == nil {
			services = []string{prefix}
		}
		for _, service := range services {
			if slices.ContainsFunc(values, func(value string) bool { return isPrincipal(value, service) }) {
				return true
			}
		}
	}
	return false
}

// isPrincipal reports whether a value, which may have wildcards, may be the name of a service in some partition:
// "ec2.amazonaws.com", "ec2.amazonaws.com.cn".
func isPrincipal(value, service string) bool {
	value = strings.ToLower(value)
	return token.In(value) || strings.Contains(value, "${") ||
		policy.Match(value, service+".amazonaws.com") || policy.Match(value, service+".amazonaws.com.cn")
}

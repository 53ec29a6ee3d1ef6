package awsdata_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
)

func TestActionsAreSortedAndDistinct(t *testing.T) {
	last := ""
	for _, a := range awsdata.Actions() {
		if a.Lower <= last {
			t.Fatalf("%q stands after %q", a.Lower, last)
		}
		if a.Lower != strings.ToLower(a.Name) {
			t.Errorf("%s: lower-case name %q", a.Name, a.Lower)
		}
		if strings.Count(a.Name, ":") != 1 {
			t.Errorf("%q is not prefix:name", a.Name)
		}
		if !strings.ContainsRune("LRWTP", rune(a.Level)) {
			t.Errorf("%s: access level %q", a.Name, a.Level)
		}
		last = a.Lower
	}
}

// The expectations are from the pages of the Service Authorization Reference.
func TestActionIndex(t *testing.T) {
	for _, test := range []struct {
		lower string
		name  string // empty: there is no such action
		level awsdata.Level
	}{
		{"iam:createuser", "iam:CreateUser", awsdata.Write},
		{"iam:passrole", "iam:PassRole", awsdata.Write},
		{"iam:attachuserpolicy", "iam:AttachUserPolicy", awsdata.PermissionsManagement},
		{"iam:taguser", "iam:TagUser", awsdata.Tagging},
		{"iam:listusers", "iam:ListUsers", awsdata.List},
		{"iam:getuser", "iam:GetUser", awsdata.Read},
		{"ec2:runinstances", "ec2:RunInstances", awsdata.Write},
		{"ec2-instance-connect:sendsshpublickey", "ec2-instance-connect:SendSSHPublicKey", awsdata.Write},
		{"s3:getobject", "s3:GetObject", awsdata.Read},
		{"a2c:getcontainerizationjobdetails", "a2c:GetContainerizationJobDetails", awsdata.Read},
		{"iam:CreateUser", "", 0}, // not in lower case
		{"iam:createusers", "", 0},
		{"iam:", "", 0},
		{"", "", 0},
		{"zzz:zzz", "", 0},
	} {
		i, ok := awsdata.ActionIndex(test.lower)
		if ok != (test.name != "") {
			t.Errorf("ActionIndex(%q) = %d, %t", test.lower, i, ok)
		}
		if !ok {
			continue
		}
		if a := awsdata.Actions()[i]; a.Name != test.name || a.Level != test.level {
			t.Errorf("ActionIndex(%q) is %s, %c; want %s, %c", test.lower, a.Name, a.Level, test.name, test.level)
		}
	}
	for i, a := range awsdata.Actions() {
		if got, ok := awsdata.ActionIndex(a.Lower); got != i || !ok {
			t.Fatalf("ActionIndex(%q) = %d, %t; want %d", a.Lower, got, ok, i)
		}
	}
}

func TestServiceRange(t *testing.T) {
	list := awsdata.Actions()
	sizes := map[string]int{}
	for _, a := range list {
		prefix, _, _ := strings.Cut(a.Lower, ":")
		sizes[prefix]++
	}
	for prefix, size := range sizes {
		from, to := awsdata.ServiceRange(prefix)
		if to-from != size {
			t.Errorf("ServiceRange(%q) has %d actions, want %d", prefix, to-from, size)
		}
		for _, a := range list[from:to] {
			if !strings.HasPrefix(a.Lower, prefix+":") {
				t.Errorf("ServiceRange(%q) has %s", prefix, a.Name)
			}
		}
	}
	for _, prefix := range []string{"", "nosuchservice", "IAM", "iam:", "zzz"} {
		if from, to := awsdata.ServiceRange(prefix); from != to {
			t.Errorf("ServiceRange(%q) = %d, %d", prefix, from, to)
		}
	}
}

func TestResources(t *testing.T) {
	const role = "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"
	for action, want := range map[string][]awsdata.ResourceType{
		"iam:passrole":          {{"role", role, true}},
		"sts:assumerole":        {{"role", role, true}},
		"s3:putbucketpolicy":    {{"bucket", "arn:${Partition}:s3:::${BucketName}", true}},
		"dynamodb:scan":         {{"index", "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/index/${IndexName}", false}, {"table", "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}", true}},
		"ec2:describeinstances": nil,
		"s3:listallmybuckets":   nil,
		"lambda:createfunction": {{"function", "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}", true}},
	} {
		i, ok := awsdata.ActionIndex(action)
		if !ok {
			t.Errorf("there is no action %s", action)
			continue
		}
		if got := awsdata.Actions()[i].Resources(); !slices.Equal(got, want) {
			t.Errorf("%s works on %v, want %v", action, got, want)
		}
	}
	for _, a := range awsdata.Actions() {
		for _, r := range a.Resources() {
			if !strings.HasPrefix(r.ARN, "arn:${Partition}:") {
				t.Errorf("%s: the resource type %q has the ARN %q", a.Name, r.Name, r.ARN)
			}
		}
	}
}

func TestServiceResources(t *testing.T) {
	for prefix, want := range map[string][]string{
		"sqs":    {"arn:${Partition}:sqs:${Region}:${Account}:${QueueName}"},
		"a2c":    nil,
		"":       nil,
		"nosuch": nil,
	} {
		if got := awsdata.ServiceResources(prefix); !slices.Equal(got, want) {
			t.Errorf("ServiceResources(%q) = %q, want %q", prefix, got, want)
		}
	}
	for _, arn := range awsdata.ServiceResources("s3-outposts") {
		if !strings.HasPrefix(arn, "arn:${Partition}:s3-outposts:") {
			t.Errorf("s3-outposts has %s", arn)
		}
	}
}

func TestClasses(t *testing.T) {
	names := awsdata.Classes()
	if !slices.IsSorted(names) {
		t.Errorf("Classes() is not sorted: %q", names) // Class searches by halves
	}
	for _, name := range names {
		actions := awsdata.Class(name)
		if len(actions) == 0 || !slices.IsSorted(actions) || len(slices.Compact(slices.Clone(actions))) != len(actions) {
			t.Errorf("Class(%q) is empty, not sorted or has an action twice: %q", name, actions)
		}
		for _, action := range actions {
			checkAction(t, "class "+name, action)
		}
	}
	if got := awsdata.Class("nosuchclass"); got != nil {
		t.Errorf("Class(nosuchclass) = %q", got)
	}
	if !slices.Contains(awsdata.Class("compute_vm"), "ec2:RunInstances") {
		t.Error("compute_vm lacks ec2:RunInstances")
	}
}

// Every action of the prefix iam that writes is in a class, so that IAM write access can't be overlooked when AWS adds one.
func TestClassesCoverIAMWrite(t *testing.T) {
	var classed []string
	for _, name := range awsdata.Classes() {
		classed = append(classed, awsdata.Class(name)...)
	}
	from, to := awsdata.ServiceRange("iam")
	for _, a := range awsdata.Actions()[from:to] {
		writes := a.Level == awsdata.Write || a.Level == awsdata.PermissionsManagement || a.Level == awsdata.Tagging
		if writes && !slices.Contains(classed, a.Name) {
			t.Errorf("%s is in no class", a.Name)
		}
	}
}

func TestEscalationPaths(t *testing.T) {
	paths := awsdata.EscalationPaths()
	byID := map[string]awsdata.EscalationPath{}
	for _, p := range paths {
		if _, twice := byID[p.ID]; twice {
			t.Errorf("%s stands twice", p.ID)
		}
		byID[p.ID] = p
	}
	const all, fromPathfinding = 115, 65
	published := 0
	for _, p := range paths {
		if p.Source == "pathfinding.cloud" {
			published++
			if p.URL != "https://pathfinding.cloud/paths/"+p.ID {
				t.Errorf("%s: address %q", p.ID, p.URL)
			}
		}
		if p.Name == "" || p.Source == "" || p.AppliesToUser == "" || p.Target == "" || len(p.AllOf)+len(p.AnyOf) == 0 {
			t.Errorf("%s is incomplete: %+v", p.ID, p)
		}
		for _, list := range append([][]string{p.AllOf}, p.AnyOf...) {
			for _, action := range list {
				checkAction(t, p.ID, action)
			}
		}
		if p.Minimal != (len(p.ImpliedBy) == 0) {
			t.Errorf("%s: minimal %t, implied by %q", p.ID, p.Minimal, p.ImpliedBy)
		}
		for _, id := range p.ImpliedBy {
			if !implies(p, byID[id]) {
				t.Errorf("%s is said to lie within %s", id, p.ID)
			}
		}
	}
	if len(paths) != all || published != fromPathfinding {
		t.Errorf("%d paths, %d of them of pathfinding.cloud; want %d, %d", len(paths), published, all, fromPathfinding)
	}
}

// implies reports whether whoever can take the path p can take the smaller one.
func implies(p, smaller awsdata.EscalationPath) bool {
	for _, action := range smaller.AllOf {
		if !slices.Contains(p.AllOf, action) {
			return false
		}
	}
	for _, list := range smaller.AnyOf {
		if !slices.ContainsFunc(list, func(action string) bool { return slices.Contains(p.AllOf, action) }) {
			return false
		}
	}
	return smaller.ID != ""
}

// checkAction holds an action's spelling against AWS's.
func checkAction(t *testing.T, where, action string) {
	t.Helper()
	i, ok := awsdata.ActionIndex(strings.ToLower(action))
	if !ok {
		t.Errorf("%s: there is no action %s", where, action)
	} else if name := awsdata.Actions()[i].Name; name != action {
		t.Errorf("%s: %s is spelt %s", where, action, name)
	}
}

package iam

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// knownModule is a published module that creates a user with an access key. It is judged by its arguments where its code
// is not at hand, because `terraform init` was not run.
type knownModule struct {
	source string // registry address with submodule: "terraform-aws-modules/iam/aws//modules/iam-user"
	majors [2]int // the first and last major version that this row describes; 0 for no bound
	// switches are the Boolean arguments that must all be true for a key to be made, with their defaults.
	switches map[string]bool
	// lists are list arguments that must not be empty, where their default is empty.
	lists []string
	// name is the argument that is the user's name as it stands; "" where the module makes the name up.
	name string
	// policies are the arguments that hold policy ARNs, as a list or the values of a map.
	policies []string
	// documents are the arguments that hold policy documents, as a string, a list or the values of a map.
	documents []string
	boundary  string // the argument that holds the permissions boundary's ARN
}

// knownModules was read from the modules' own variables.tf at the versions named.
var knownModules = []knownModule{
	{ // v4.24, v5.60
		source: "terraform-aws-modules/iam/aws//modules/iam-user", majors: [2]int{0, 5},
		switches: map[string]bool{"create_user": true, "create_iam_access_key": true},
		name:     "name", policies: []string{"policy_arns"}, boundary: "permissions_boundary",
	},
	{ // v6.5
		source: "terraform-aws-modules/iam/aws//modules/iam-user", majors: [2]int{6, 0},
		switches: map[string]bool{"create": true, "create_access_key": true},
		name:     "name", policies: []string{"policies"}, boundary: "permissions_boundary",
		documents: []string{"source_inline_policy_documents", "override_inline_policy_documents"},
	},
	{ // 1.2.1
		source:   "cloudposse/iam-system-user/aws",
		switches: map[string]bool{"enabled": true, "create_iam_access_key": true},
		policies: []string{"policy_arns", "policy_arns_map"}, documents: []string{"inline_policies", "inline_policies_map"},
		boundary: "permissions_boundary",
	},
	{ // 1.2.0
		source:   "cloudposse/iam-s3-user/aws",
		switches: map[string]bool{"enabled": true, "create_iam_access_key": true},
	},
	{ // 0.25.1
		source:   "cloudposse/ses/aws",
		switches: map[string]bool{"enabled": true, "ses_user_enabled": true},
	},
	{ // 4.10
		source:   "cloudposse/s3-bucket/aws",
		switches: map[string]bool{"enabled": true, "user_enabled": false, "access_key_enabled": true},
		boundary: "user_permissions_boundary_arn",
	},
	{ // 1.3.1
		source:   "clouddrove/iam-user/aws",
		switches: map[string]bool{"enabled": true, "create_access_key": true},
		policies: []string{"policy_arn"}, documents: []string{"policy"}, boundary: "permissions_boundary",
	},
	{source: "Flaconi/iam-ses-user/aws", name: "name"},
	{source: "offensive-terraform/iam-create-user-persistence/aws", name: "user_name", policies: []string{"policy_arn"}},
	{
		source:   "Olivr/bulk-iam-users/aws",
		switches: map[string]bool{"create_access_keys": false}, lists: []string{"users"},
	},
}

// addKnownModules takes the users and keys of calls of known modules whose code is not at hand.
func (m *Model) addKnownModules() {
	for _, module := range m.Tree.Modules() {
		for _, call := range module.Calls {
			if !call.Missing() {
				continue
			}
			if known := lookUpModule(call); known != nil && known.makesKey(call) && call.Instances() > 0 {
				m.addKnownModule(module, call, known)
			}
		}
	}
}

func (m *Model) addKnownModule(module *terraform.Module, call *terraform.Call, known *knownModule) {
	place := Place{Addr: module.Prefix() + call.Addr(), Module: module, Range: call.DefRange}
	u := &User{Place: &place, id: place.Addr, Path: "/", inGroups: map[*Group]bool{}}
	if known.name != "" {
		if name, ok := call.Input(known.name).Text(); ok {
			u.id = name
			u.setName(name)
		}
	}
	m.Users = append(m.Users, u)
	m.calls[call] = u
	if m.users[u.id] == nil {
		m.users[u.id] = u
	}
	key := &AccessKey{Place: place, Users: []*User{u}}
	u.Keys = append(u.Keys, key)
	m.Keys = append(m.Keys, key)

	for _, argument := range known.policies {
		for _, p := range m.attached(call.Input(argument)) {
			u.Grants = append(u.Grants, &Grant{Policy: p, Giver: place})
		}
	}
	for _, argument := range known.documents {
		v := call.Input(argument)
		for _, text := range v.Strings() {
			u.Grants = append(u.Grants, &Grant{Policy: &Policy{Document: m.documentText(text, v.Range)}, Giver: place})
		}
	}
	if known.boundary != "" {
		if boundaries := m.attached(call.Input(known.boundary)); len(boundaries) > 0 {
			u.Boundary = boundaries[0]
		}
	}
}

// makesKey reports whether the call's arguments leave the module's key switched on. An unknown switch counts as on.
func (k *knownModule) makesKey(call *terraform.Call) bool {
	for name, on := range k.switches {
		if s, ok := call.Input(name).Text(); ok {
			switch s {
			case "false":
				on = false
			default: // true, or unknown
				on = true
			}
		} else if len(call.Input(name).Alternatives) > 1 {
			on = true
		}
		if !on {
			return false
		}
	}
	for _, name := range k.lists {
		if len(call.Input(name).Strings()) == 0 {
			return false
		}
	}
	return true
}

// lookUpModule finds the row of the module that a call names.
func lookUpModule(call *terraform.Call) *knownModule {
	source := registryAddress(call.Source)
	major := majorVersion(call.Version)
	if major == 0 {
		major = majorVersion(call.Source[strings.LastIndex(call.Source, "?")+1:])
	}
	for i := range knownModules {
		k := &knownModules[i]
		if !strings.EqualFold(k.source, source) {
			continue
		}
		newest := k.majors[1] == 0
		if major == 0 && newest || major != 0 && major >= k.majors[0] && (newest || major <= k.majors[1]) {
			return k
		}
	}
	return nil
}

var gitAddress = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:git::)?(?:https?://|ssh://|git@)?(?:git@)?github\.com[/:]([\w.-]+)/terraform-aws-([\w.-]+?)(?:\.git)?(//[^?]*)?(?:\?.*)?$`)
})

// registryAddress is the public registry's address of a module, also for its repository: namespace/name/aws//submodule.
// https://developer.hashicorp.com/terraform/language/modules/sources
func registryAddress(source string) string {
	source = strings.TrimPrefix(source, "registry.terraform.io/")
	source = strings.TrimPrefix(source, "registry.opentofu.org/")
	if parts := gitAddress().FindStringSubmatch(source); parts != nil {
		return parts[1] + "/" + parts[2] + "/aws" + parts[3]
	}
	return source
}

// majorVersion is the first number in a version constraint or a git reference: 5 in "~> 5.30" and in "ref=v5.30.0".
// 0 stands for none.
func majorVersion(constraint string) int {
	start := strings.IndexAny(constraint, "0123456789")
	if start < 0 {
		return 0
	}
	digits := constraint[start:]
	if end := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
		digits = digits[:end]
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

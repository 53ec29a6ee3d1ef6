package iam

import (
	"embed"
	"regexp"
	"strings"
	"sync"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

//go:embed outlines/*/*.tf
var outlines embed.FS

// knownModule says which outline stands for some versions of a published module.
type knownModule struct {
	source string // registry address with submodule: "terraform-aws-modules/iam/aws//modules/iam-user"
	majors [2]int // the first and last major version that the outline describes; -1 for no bound
	// own are arguments that no later version has. Where a call allows several versions, they tell which it was written for.
	own  []string
	file string // below outlines/, without extension
}

const tam = "terraform-aws-modules/iam/aws//modules/"

// knownModules are read from the modules' own code, at the releases named. The newest version of a module comes first.
var knownModules = []knownModule{
	// v6.5.0
	{source: tam + "iam-user", majors: [2]int{6, -1}, file: "terraform-aws-modules/iam-user_v6"},
	// v2.0.0, v3.16.0, v4.24.0, v5.60.0
	{
		source: tam + "iam-user", majors: [2]int{0, 5}, file: "terraform-aws-modules/iam-user_v5",
		own: []string{
			"create_user", "create_iam_access_key", "create_iam_user_login_profile", "iam_access_key_status", "policy_arns",
			"upload_iam_user_ssh_key",
		},
	},
	// v6.5.0
	{source: tam + "iam-group", majors: [2]int{6, -1}, file: "terraform-aws-modules/iam-group_v6"},
	// v5.60.0; MFA is enforced since v5.11, and may be switched off since v5.14.3
	{source: tam + "iam-group-with-policies", majors: [2]int{5, -1}, file: "terraform-aws-modules/iam-group-with-policies_v5"},
	// v2.0.0, v4.24.0
	{source: tam + "iam-group-with-policies", majors: [2]int{0, 4}, file: "terraform-aws-modules/iam-group-with-policies_v4"},
	// v5.60.0
	{
		source: tam + "iam-group-with-assumable-roles-policy", majors: [2]int{0, -1},
		file: "terraform-aws-modules/iam-group-with-assumable-roles-policy",
	},
	// v5.60.0, v6.5.0
	{source: tam + "iam-policy", majors: [2]int{0, -1}, file: "terraform-aws-modules/iam-policy"},
	// v5.60.0
	{source: tam + "iam-assumable-role", majors: [2]int{0, -1}, file: "terraform-aws-modules/iam-assumable-role_v5"},
	// 1.2.1
	{source: "cloudposse/iam-system-user/aws", majors: [2]int{1, -1}, file: "cloudposse/iam-system-user_v1"},
	// 0.4.1, 0.10.0, 0.23.2; from 0.22 on it makes an awsutils_expiring_iam_access_key unless iam_access_key_max_age is 0:
	// an access key all the same, which the next terraform apply after 30 days replaces
	{source: "cloudposse/iam-system-user/aws", majors: [2]int{0, 0}, file: "cloudposse/iam-system-user_v0"},
	// 0.15.0, 1.2.0
	{source: "cloudposse/iam-s3-user/aws", majors: [2]int{0, -1}, file: "cloudposse/iam-s3-user"},
	// 0.20.0, 0.25.1
	{source: "cloudposse/ses/aws", majors: [2]int{0, -1}, file: "cloudposse/ses"},
	// 0.44.0, 3.1.2, 4.14.0
	{source: "cloudposse/s3-bucket/aws", majors: [2]int{0, -1}, file: "cloudposse/s3-bucket"},
	// 0.15.0, 1.3.2
	{source: "clouddrove/iam-user/aws", majors: [2]int{0, -1}, file: "clouddrove/iam-user"},
	// 0.15.0, 1.3.4
	{source: "clouddrove/ses/aws", majors: [2]int{0, -1}, file: "clouddrove/ses"},
	// v1.0.12
	{source: "champ-oss/ses-smtp-users/aws", majors: [2]int{0, -1}, file: "champ-oss/ses-smtp-users"},
	// v4.0.0, v7.4.1
	{source: "Flaconi/iam-roles/aws", majors: [2]int{0, -1}, file: "Flaconi/iam-roles"},
	// v1.0.0, v2.1.1
	{source: "Flaconi/iam-ses-user/aws", majors: [2]int{0, -1}, file: "Flaconi/iam-ses-user"},
	// v1.0.2
	{source: "Olivr/bulk-iam-users/aws", majors: [2]int{0, -1}, file: "Olivr/bulk-iam-users"},
	// v0.1.2
	{
		source: "offensive-terraform/iam-create-user-persistence/aws", majors: [2]int{0, -1},
		file: "offensive-terraform/iam-create-user-persistence",
	},
}

// Outline is the code that stands for a published module while its own is not at hand, because nobody has run
// `terraform init`; false for a module that isn't known.
func Outline(call *terraform.Call) (terraform.Outline, bool) {
	k := outlineOf(call.Source, call.Version, call.Writes)
	if k == nil {
		return terraform.Outline{}, false
	}
	text, err := outlines.ReadFile("outlines/" + k.file + ".tf")
	return terraform.Outline{Name: k.file, Source: text}, err == nil
}

// outlineOf finds the outline of a source and version as a module block gives them; nil if there is none. A git address
// has its version in it.
func outlineOf(source, version string, writes func(argument string) bool) *knownModule {
	address, ref := registryAddress(source)
	if ref != "" {
		version = ref
	}
	return choose(address, majorVersions(version), writes)
}

// choose finds the outline of the newest version that a call allows, as init would install it, or of an older one that
// has an argument which the call writes and the newer ones lack.
func choose(source string, allowed majors, writes func(argument string) bool) *knownModule {
	var newest *knownModule
	for i := range knownModules {
		k := &knownModules[i]
		if !strings.EqualFold(k.source, source) || !allowed.overlap(k.majors) {
			continue
		}
		if newest == nil {
			newest = k
		}
		for _, argument := range k.own {
			if writes(argument) {
				return k
			}
		}
	}
	return newest
}

var gitAddress = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:git::)?(?:(?:https|ssh)://)?(?:git@)?github\.com[/:]([\w.-]+)/terraform-(\w+)-([\w.-]+?)(?:\.git)?(//[^?]*)?(?:\?(.*))?$`)
})

// registryAddress is the public registry's address of a module, also for its repository on GitHub, and the git reference
// that the latter names: "namespace/name/aws//submodule" and "v1.2.0". An address of another kind stays as it is.
// https://developer.hashicorp.com/terraform/language/modules/sources
func registryAddress(source string) (address, ref string) {
	if parts := gitAddress().FindStringSubmatch(source); parts != nil {
		for parameter := range strings.SplitSeq(parts[5], "&") {
			if value, ok := strings.CutPrefix(parameter, "ref="); ok {
				ref = value
			}
		}
		return parts[1] + "/" + parts[3] + "/" + parts[2] + strings.TrimSuffix(parts[4], "/"), ref
	}
	for _, host := range []string{"registry.terraform.io/", "registry.opentofu.org/"} {
		source = strings.TrimPrefix(source, host)
	}
	return strings.TrimSuffix(source, "/"), ""
}

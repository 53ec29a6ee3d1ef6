package iam

import (
	"fmt"
	"testing"
)

// TestChoose finds the outline of each form of an address and each form of a version.
func TestChoose(t *testing.T) {
	const user = "terraform-aws-modules/iam/aws//modules/iam-user"
	const (
		v5, v6  = "terraform-aws-modules/iam-user_v5", "terraform-aws-modules/iam-user_v6"
		system0 = "cloudposse/iam-system-user_v0"
		system1 = "cloudposse/iam-system-user_v1"
	)
	for _, test := range []struct{ source, version, argument, want string }{
		{source: user, want: v6},
		{source: user, version: "5.60.0", want: v5},
		{source: user, version: "= 5.60.0", want: v5},
		{source: user, version: "~> 5.0", want: v5},
		{source: user, version: "~> 5.30.0", want: v5},
		{source: user, version: "~>4", want: v6},
		{source: user, version: ">= 4.0", want: v6},
		{source: user, version: ">= 4.0, < 6.0", want: v5},
		{source: user, version: ">= 4.0, < 6", want: v5},
		{source: user, version: ">= 4.0, < 6.1", want: v6},
		{source: user, version: "<= 5", want: v5},
		{source: user, version: "!= 6.0.0", want: v6},
		{source: user, version: ">= 5.0, != 5.3.0, < 5.40.0", want: v5},
		{source: user, version: "6.0.0-rc1", want: v6},
		{source: user, version: "what?", want: v6},
		{source: user, version: "10.0.0", want: v6},
		// Where several versions are allowed, arguments tell.
		{source: user, argument: "create_iam_access_key", want: v5},
		{source: user, version: ">= 4", argument: "policy_arns", want: v5},
		{source: user, version: ">= 4", argument: "policies", want: v6},
		{source: user, version: "6.5.0", argument: "create_iam_access_key", want: v6},

		{source: "registry.terraform.io/" + user, version: "5.0", want: v5},
		{source: "registry.opentofu.org/" + user, version: "5.0", want: v5},
		{source: "git::https://github.com/terraform-aws-modules/terraform-aws-iam.git//modules/iam-user?ref=v5.60.0", want: v5},
		{source: "git::https://github.com/terraform-aws-modules/terraform-aws-iam//modules/iam-user?depth=1&ref=v5.60.0", want: v5},
		{source: "git@github.com:terraform-aws-modules/terraform-aws-iam.git//modules/iam-user?ref=v6.0.0", want: v6},
		{source: "git::ssh://git@github.com/terraform-aws-modules/terraform-aws-iam.git//modules/iam-user/?ref=v5.1.0", want: v5},
		{source: "github.com/terraform-aws-modules/terraform-aws-iam//modules/iam-user", want: v6},
		{source: "github.com/terraform-aws-modules/terraform-aws-iam//modules/iam-user?ref=981121b", want: v6},
		{source: "git::https://github.com/cloudposse/terraform-aws-iam-system-user.git?ref=tags/0.4.1", want: system0},
		{source: "cloudposse/iam-system-user/aws", version: "0.23.2", want: system0},
		{source: "cloudposse/iam-system-user/aws", version: "1.2.1", want: system1},
		{source: "cloudposse/iam-system-user/aws", want: system1},
		{source: "CloudPosse/iam-system-user/aws", want: system1},

		{source: "git::https://github.com/cloudposse/terraform-null-iam-system-user.git?ref=tags/0.16.0"},
		{source: "terraform-aws-modules/iam/aws"},
		{source: "terraform-aws-modules/iam/aws//modules/iam-account"},
		{source: "terraform-aws-modules/iam/google//modules/iam-user"},
		{source: "app.terraform.io/terraform-aws-modules/iam/aws//modules/iam-user"}, // somebody's own registry
		{source: "git::https://git.example.com/terraform-aws-modules/terraform-aws-iam.git//modules/iam-user"},
		{source: "https://example.com/github.com/cloudposse/terraform-aws-iam-system-user.zip"},
		{source: "./cloudposse/iam-system-user/aws"},
		{source: ""},
	} {
		t.Run(fmt.Sprint(test.source, " ", test.version, " ", test.argument), func(t *testing.T) {
			got := ""
			if k := outlineOf(test.source, test.version, func(name string) bool { return name == test.argument }); k != nil {
				got = k.file
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

package policy

import "sync"

// bootstrap are the actions that may stay open without MFA: what a user needs to set up and use a device, and what
// reveals next to nothing. ChangePassword asks for the old password. DeleteVirtualMFADevice is harmless as long as a
// device can't be deactivated first.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
var bootstrap = sync.OnceValue(func() ActionSet {
	return SetOf(
		"iam:ChangePassword",
		"iam:CreateVirtualMFADevice",
		"iam:DeleteVirtualMFADevice",
		"iam:EnableMFADevice",
		"iam:GetAccessKeyLastUsed",
		"iam:GetAccountPasswordPolicy",
		"iam:GetAccountSummary",
		"iam:GetLoginProfile",
		"iam:GetMFADevice",
		"iam:GetUser",
		"iam:ListAccessKeys",
		"iam:ListAccountAliases",
		"iam:ListGroupsForUser",
		"iam:ListMFADevices",
		"iam:ListSSHPublicKeys",
		"iam:ListServiceSpecificCredentials",
		"iam:ListSigningCertificates",
		"iam:ListUserTags",
		"iam:ListUsers",
		"iam:ListVirtualMFADevices",
		"iam:ResyncMFADevice",
		"sts:DecodeAuthorizationMessage",
		"sts:GetAccessKeyInfo",
		"sts:GetCallerIdentity",
		"sts:GetSessionToken",
	)
})

// Bootstrap returns the actions that may stay open to a key holder without MFA.
func Bootstrap() ActionSet { return bootstrap() }

// undoing are the actions that make MFA worthless when they are exempt from it: with them the holder of a key removes
// the device that stands in the way, or makes credentials that need none.
var undoing = sync.OnceValue(func() ActionSet {
	return SetOf(
		"iam:CreateAccessKey",
		"iam:CreateLoginProfile",
		"iam:CreateServiceSpecificCredential",
		"iam:DeactivateMFADevice",
		"iam:UpdateLoginProfile",
		"iam:UploadSSHPublicKey",
	)
})

// assumeRole are the actions by which a key holder takes on a role, which is as safe as the role's trust policy.
var assumeRole = sync.OnceValue(func() ActionSet {
	return SetOf("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession")
})

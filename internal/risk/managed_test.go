package risk

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
)

// expectations has a line for each managed policy: its version, and what another program, written from the same facts,
// made of it; a policy without danger has nothing more. That program looked only at Resources that end in a wildcard and at the text of the statements: it took no
// notice of Denies, conditions (for services and writes to IAM it left conditional statements out, for paths it left
// conditions out), or of which resources an action works on.
//
//go:embed testdata/managed_policies.tsv
var expectations string

// explained are the differences that remain after those of principle (see adjust), with their reasons: "+" is found here
// and not there, "-" there and not here.
var explained = map[string]struct{ differences, reason string }{
	"AWSApplicationMigrationEC2Access":                                {"-ec2-002", viaService},
	"AWSApplicationMigrationFullAccess":                               {"-ssm-002", viaService},
	"AWSAuditManagerAdministratorAccess":                              {"-x-039", delegated},
	"AWSCodeBuildAdminAccess":                                         {"-ssm-001", wrongType},
	"AWSCodeBuildDeveloperAccess":                                     {"-ssm-001", wrongType},
	"AWSCodeStarServiceRole":                                          {"+iam:AttachUserPolicy +iam:DetachUserPolicy", conditioned},
	"AWSElasticDisasterRecoveryConsoleFullAccess":                     {"-ec2-002", viaService},
	"AWSElasticDisasterRecoveryConsoleFullAccess_v2":                  {"-ec2-002", viaService},
	"AWSElementalMediaStoreFullAccess":                                {"+mediastore", conditioned},
	"AWSFMAdminFullAccess":                                            {"-x-039", delegated},
	"AWSMarketplaceFullAccess":                                        {"-cloudformation-001", otherService},
	"AWSMarketplaceImageBuildFullAccess":                              {"-ec2-001", otherService},
	"AWSMcpServiceActionsFullAccess":                                  {"+full_admin", "everything under a condition is still everything"},
	"AWSPartnerCentralFullAccess":                                     {"+partnercentral", conditioned},
	"AWSPartnerCentralSandboxFullAccess":                              {"+partnercentral", conditioned},
	"AWSPrivateMarketplaceAdminFullAccess":                            {"-x-039", delegated},
	"AWSQuickSetupManagedInstanceProfileExecutionPolicy":              {"+iam:AttachRolePolicy", conditioned},
	"AWSResourceExplorerOrganizationsAccess":                          {"-x-039", delegated},
	"AWSSSOMasterAccountAdministrator":                                {"-x-039", delegated},
	"AWSSSOMemberAccountAdministrator":                                {"-x-039", delegated},
	"AWSSecurityHubOrganizationsAccess":                               {"+x-039", wholeType},
	"AWSSystemsManagerJustInTimeAccessTokenPolicy":                    {"-x-043", viaService},
	"AWSSystemsManagerJustInTimeAccessTokenSessionPolicy":             {"-x-043", viaService},
	"AWSTransformNetworkMigrationAgentPolicy":                         {"+tiros", conditioned},
	"AWSTrustedAdvisorPriorityFullAccess":                             {"-x-039", delegated},
	"AWSWAFConsoleFullAccess":                                         {"+wafv2", wholeType},
	"AWSWAFFullAccess":                                                {"+wafv2", wholeType},
	"AccountManagementFromVercel":                                     {"+iam:UpdateSAMLProvider", conditioned},
	"AdministratorAccess-Amplify":                                     {"+cognito-identity:UpdateIdentityPool +iam:DeletePolicy +iam:DeleteRolePermissionsBoundary +iam:PutRolePermissionsBoundary +iam:UpdateRole", conditioned},
	"AmazonAPIGatewayAdministrator":                                   {"+apigateway", wholeType},
	"AmazonConnectServiceLinkedRolePolicy":                            {"+wisdom", conditioned},
	"AmazonDataZoneSageMakerEnvironmentRolePermissionsBoundary":       {"-codebuild-002", wrongType},
	"AmazonDetectiveOrganizationsAccess":                              {"-x-039", delegated},
	"AmazonDevOpsGuruOrganizationsAccess":                             {"-x-039", delegated},
	"AmazonDynamoDBFullAccess":                                        {"-lambda-002 -x-004", otherService},
	"AmazonECS_FullAccess":                                            {"-cloudformation-001 -ec2-001 -x-009 -x-010 -x-015", otherService},
	"AmazonEKSConnectorServiceRolePolicy":                             {"-ssm-001 -x-015", "the sessions are on clusters and one document; the role is passed to another service"},
	"AmazonGuardDutyFullAccess":                                       {"-x-039", delegated},
	"AmazonGuardDutyFullAccess_v2":                                    {"-x-039", delegated},
	"AmazonInspector2FullAccess":                                      {"-x-039", delegated},
	"AmazonInspector2FullAccess_v2":                                   {"-x-039", delegated},
	"AmazonSSMServiceRolePolicy":                                      {"-x-015", otherService},
	"AmazonSageMakerFullAccess":                                       {"-codebuild-002 -glue-003 -glue-005", "builds of some projects; roles for Glue by name only"},
	"AmazonSageMakerServiceCatalogProductsCodeBuildServiceRolePolicy": {"-sagemaker-004 -sagemaker-005 -x-025", wrongType},
	"AmazonSageMakerServiceCatalogProductsLambdaServiceRolePolicy":    {"-x-025", wrongType},
	"AutoScalingServiceRolePolicy":                                    {"-x-015", otherService},
	"CloudFrontFullAccess":                                            {"-pricingplanmanager", wrongType},
	"CloudWatchEventsFullAccess":                                      {"-x-015", otherService},
	"CloudWatchFullAccessV2":                                          {"-x-029", otherService},
	"DataScientist":                                                   {"-cloudformation-001 -ec2-001 -ec2-003 -lambda-001 -lambda-002 -x-009 -x-010 -x-013", otherService},
	"IAMFullAccess":                                                   {"+iam:DeactivateMFADevice", "MFA devices had been left out there"},
	"SageMakerStudioAdminIAMDefaultExecutionPolicy":                   {"+redshift-data -cloudformation -cloudformation-001 -cloudformation-002 -cloudformation-003 -cloudformation-004 -cloudformation-005 -sagemaker-001 -sagemaker-004 -sagemaker-005 -x-014 -x-015 -x-016", "stacks by name, roles for other services; redshift-data under a condition"},
	"SageMakerStudioAdminIAMPermissiveExecutionPolicy":                {"-cloudformation -cloudformation-001 -cloudformation-002 -cloudformation-003 -cloudformation-004 -cloudformation-005 -x-013 -x-014 -x-015 -x-016 -x-029", "stacks by name, roles for other services"},
	"SageMakerStudioProjectRoleMachineLearningPolicy":                 {"+airflow-serverless +sagemaker-mlflow", conditioned},
	"SageMakerStudioUserIAMDefaultExecutionPolicy":                    {"+redshift-data", conditioned},
	"WellArchitectedConsoleFullAccess":                                {"-x-039", delegated},
}

// Reasons for differences.
const (
	delegated    = "organizations:RegisterDelegatedAdministrator had been a path there"
	conditioned  = "a statement has a condition"
	viaService   = "only calls that a service makes for the user (aws:ViaAWSService)"
	otherService = "iam:PassedToService names other services"
	wrongType    = "the wildcard is on resources that the action doesn't work on"
	wholeType    = "the wildcard covers all resources of a type"
)

type judgement struct {
	version  string
	access   string
	services []string
	writes   []string
	paths    []string
}

func readExpectations() map[string]judgement {
	list := func(cell string) []string {
		if cell == "-" {
			return nil
		}
		return strings.Fields(cell)
	}
	all := map[string]judgement{}
	for n, line := range strings.Split(strings.TrimSpace(expectations), "\n") {
		cells := strings.Split(line, "\t")
		switch {
		case n == 0:
		case len(cells) == 2:
			all[cells[0]] = judgement{version: cells[1]}
		default:
			all[cells[0]] = judgement{cells[1], strings.Trim(cells[2], "-"), list(cells[3]), list(cells[4]), list(cells[5])}
		}
	}
	return all
}

// adjust takes out of both judgements what is judged differently on principle.
func adjust(j judgement) judgement {
	writing := map[string]bool{}
	for _, s := range services() {
		writing[s.prefix] = true
	}
	j.services = slices.DeleteFunc(j.services, func(prefix string) bool { return !writing[prefix] })
	j.writes = slices.DeleteFunc(j.writes, func(name string) bool {
		return slices.Contains(harmless, name) || slices.Contains(awsdata.Class("iam_certificate_write"), name)
	})
	for _, p := range awsdata.EscalationPaths() {
		// There, paths that a user can take only under circumstances were left out.
		if p.AppliesToUser != awsdata.AppliesAlways {
			j.paths = slices.DeleteFunc(j.paths, func(id string) bool { return id == p.ID })
		}
	}
	return j
}

func judgeManaged(t *testing.T, p awsdata.Policy) judgement {
	grants := grantsOf(parse(t, p.Document))
	for _, f := range Classify(grants, Self{}) {
		switch f.Kind {
		case Admin:
			return judgement{access: "full_admin"}
		case PowerUser:
			return judgement{access: "power_user"}
		}
	}
	var got judgement
	j := newJudge(grants, Self{})
	if f, ok := j.serviceAdmin(0); ok {
		got.services = f.Services
	}
	got.writes = names(j.openIn(0, iamWrites()))
	for _, p := range j.paths() {
		got.paths = append(got.paths, p.ID)
	}
	return got
}

func TestManagedPolicies(t *testing.T) {
	compared := 0
	for name, expected := range readExpectations() {
		p, ok := awsdata.ManagedPolicy(name)
		if !ok || p.Version != expected.version {
			continue // AWS has changed it since
		}
		compared++
		got, want := adjust(judgeManaged(t, p)), adjust(expected)
		if got.access != want.access {
			got, want = judgement{access: got.access}, judgement{access: want.access}
		}
		var differences []string
		for _, c := range []struct{ got, want []string }{
			{[]string{got.access}, []string{want.access}},
			{got.services, want.services},
			{got.writes, want.writes},
			{got.paths, want.paths},
		} {
			differences = append(differences, difference("+", c.got, c.want)...)
			differences = append(differences, difference("-", c.want, c.got)...)
		}
		if got := strings.Join(differences, " "); got != explained[name].differences {
			t.Errorf("%s: %s; explained are %s", name, got, explained[name].differences)
		}
	}
	if compared < 1000 {
		t.Errorf("only %d policies were compared: make the expectations anew", compared)
	}
}

// difference returns what is in a and not in b, each with a sign before it.
func difference(sign string, a, b []string) []string {
	var list []string
	for _, s := range a {
		if s != "" && !slices.Contains(b, s) {
			list = append(list, sign+s)
		}
	}
	slices.Sort(list)
	return list
}

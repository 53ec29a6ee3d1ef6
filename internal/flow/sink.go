package flow

import (
	"regexp"
	"strings"
	"sync"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// SinkKind is what a place is that a credential arrives in.
type SinkKind int

// The kinds of places.
const (
	Other          SinkKind = iota // any other argument: it is in the state, and with whoever reads the resource
	Output                         // an output of the root module
	Parameter                      // SSM Parameter Store
	SecretsManager                 // AWS Secrets Manager
	SecretStore                    // a store for secrets outside of AWS
	File                           // a file, on the machine that runs Terraform or in a repository
	Object                         // an S3 object
	CI                             // a variable or secret of a CI system or deployment platform
	Cluster                        // a Kubernetes secret
	Trigger                        // triggers of null_resource, terraform_data and their like
	Provisioner                    // a provisioner's command, environment or file
	Module                         // the argument of a module whose code is not at hand
	Workload                       // what runs on AWS and has a role of its own
)

// Sink is a place that a credential can go to.
type Sink struct {
	Kind SinkKind
	// Service is whose place it is, as people call it: "GitHub", "Lambda". It is "" where the kind says all.
	Service string
	// Role is what gives a workload temporary credentials: "the function's execution role (role)"; "" for other kinds.
	Role string
	// Shared says that several consumers read a place like this one, such as a secret of a GitHub organization.
	Shared bool
}

// workloads are the types of resources that run code on AWS or describe what runs, by what their names begin with, and
// what gives them a role. The first that fits counts.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_services.html
var workloads = sync.OnceValue(func() []workload {
	const (
		instance = "an instance profile (iam_instance_profile)"
		cluster  = "EKS Pod Identity or an IAM role for the service account"
	)
	return []workload{
		{"aws_instance", "EC2", instance},
		{"aws_spot_instance_request", "EC2", instance},
		{"aws_spot_fleet_request", "EC2", instance},
		{"aws_ec2_fleet", "EC2", instance},
		{"aws_launch_template", "EC2", instance},
		{"aws_launch_configuration", "EC2", instance},
		{"aws_autoscaling_group", "EC2", instance},
		{"aws_imagebuilder_", "EC2 Image Builder", "the instance profile of the infrastructure configuration"},
		{"aws_ecs_", "ECS", "a task role (task_role_arn)"},
		{"aws_lambda_", "Lambda", "the function's execution role (role)"},
		{"aws_batch_", "Batch", "a job role (jobRoleArn)"},
		{"aws_codebuild_", "CodeBuild", "the project's role (service_role)"},
		{"aws_codepipeline", "CodePipeline", "the pipeline's role (role_arn)"},
		{"aws_apprunner_", "App Runner", "an instance role (instance_role_arn)"},
		{"aws_elastic_beanstalk_", "Elastic Beanstalk", "an instance profile (IamInstanceProfile)"},
		{"aws_glue_", "Glue", "the role of the job or crawler (role_arn)"},
		{"aws_sagemaker_", "SageMaker", "an execution role (execution_role_arn)"},
		{"aws_sfn_", "Step Functions", "the state machine's role (role_arn)"},
		{"aws_lightsail_", "Lightsail", "access by resource (aws_lightsail_bucket_resource_access) or an EC2 instance profile"},
		{"aws_emr", "EMR", "a job execution role or instance profile"},
		{"aws_mwaa_", "MWAA", "the environment's role (execution_role_arn)"},
		{"aws_amplify_", "Amplify", "the app's roles (compute_role_arn, iam_service_role_arn)"},
		{"aws_ssm_document", "Systems Manager", "the instance profile of the instances that run it"},
		{"aws_ssm_association", "Systems Manager", "the instance profile of the instances that run it"},
		{"aws_cloudformation_stack", "CloudFormation", "roles for what the stack runs"},
		{"kubernetes_deployment", "Kubernetes", cluster},
		{"kubernetes_pod", "Kubernetes", cluster},
		{"kubernetes_stateful_set", "Kubernetes", cluster},
		{"kubernetes_daemon", "Kubernetes", cluster},
		{"kubernetes_job", "Kubernetes", cluster},
		{"kubernetes_cron_job", "Kubernetes", cluster},
		{"kubernetes_replication_controller", "Kubernetes", cluster},
		{"kubernetes_config_map", "Kubernetes", cluster},
		{"kubernetes_env", "Kubernetes", cluster},
		{"kubernetes_manifest", "Kubernetes", cluster},
		{"kubectl_manifest", "Kubernetes", cluster},
		{"helm_release", "Kubernetes", cluster},
	}
})

type workload struct{ prefix, service, role string }

// platforms are the systems that run others' jobs, by provider.
func platform(provider string) string {
	switch provider {
	case "github":
		return "GitHub"
	case "gitlab":
		return "GitLab"
	case "circleci":
		return "CircleCI"
	case "bitbucket":
		return "Bitbucket"
	case "tfe":
		return "HCP Terraform"
	case "spacelift":
		return "Spacelift"
	case "env0":
		return "env0"
	case "scalr":
		return "Scalr"
	case "buildkite":
		return "Buildkite"
	case "azuredevops":
		return "Azure DevOps"
	case "harness":
		return "Harness"
	case "octopusdeploy":
		return "Octopus Deploy"
	case "codefresh":
		return "Codefresh"
	case "vercel":
		return "Vercel"
	}
	return ""
}

// secretStore is what a store for secrets is called that a type of resource writes to.
func secretStore(resourceType string) string {
	switch resourceType {
	case "vault_generic_secret", "vault_kv_secret", "vault_kv_secret_v2":
		return "Vault"
	case "google_secret_manager_secret_version":
		return "Google Secret Manager"
	case "azurerm_key_vault_secret":
		return "Azure Key Vault"
	case "doppler_secret":
		return "Doppler"
	case "onepassword_item":
		return "1Password"
	case "akeyless_static_secret":
		return "Akeyless"
	case "infisical_secret":
		return "Infisical"
	case "bitwarden_item_login", "bitwarden_item_secure_note", "bitwarden_secret":
		return "Bitwarden"
	}
	return ""
}

// sinkOf says what a resource's argument is.
func sinkOf(r *terraform.Resource, a terraform.Argument) Sink {
	if len(a.Path) > 0 && a.Path[0] == "provisioner" || a.Name == "provisioner" {
		return Sink{Kind: Provisioner}
	}
	for _, w := range workloads() {
		if r.Mode == terraform.Managed && strings.HasPrefix(r.Type, w.prefix) {
			return Sink{Kind: Workload, Service: w.service, Role: w.role}
		}
	}
	switch strings.TrimSuffix(r.Type, "_v1") {
	case "aws_ssm_parameter":
		return Sink{Kind: Parameter}
	case "aws_secretsmanager_secret_version":
		return Sink{Kind: SecretsManager}
	case "local_file", "local_sensitive_file", "github_repository_file", "gitlab_repository_file":
		return Sink{Kind: File}
	case "aws_s3_object", "aws_s3_bucket_object":
		return Sink{Kind: Object}
	case "kubernetes_secret":
		return Sink{Kind: Cluster}
	case "null_resource", "terraform_data":
		return Sink{Kind: Trigger}
	}
	if store := secretStore(r.Type); store != "" {
		return Sink{Kind: SecretStore, Service: store}
	}
	provider, _, _ := strings.Cut(r.Type, "_")
	if service := platform(provider); service != "" {
		return Sink{Kind: CI, Service: service, Shared: shared(r.Type)}
	}
	return Sink{Kind: Other}
}

// shared reports whether a CI system's variable is one of a group of projects.
func shared(resourceType string) bool {
	switch resourceType {
	case "github_actions_organization_secret", "github_actions_organization_variable", "github_dependabot_organization_secret",
		"gitlab_group_variable", "gitlab_instance_variable", "circleci_context_environment_variable", "bitbucket_workspace_variable":
		return true
	}
	return false
}

// moduleWorkload recognises published modules that make a workload, by the last part of their address.
var moduleWorkload = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[/-])(?:(lambda)|(ecs|fargate)|(ec2|autoscaling)|(codebuild)|(elastic-beanstalk))(?:[/-]|$)`)
})

// sinkOfCall says what the arguments of a module are whose code is not at hand.
func sinkOfCall(c *terraform.Call) Sink {
	source, _, _ := strings.Cut(c.Source, "?")
	types := []string{"aws_lambda_", "aws_ecs_", "aws_instance", "aws_codebuild_", "aws_elastic_beanstalk_"}
	if match := moduleWorkload().FindStringSubmatch(strings.TrimSuffix(source, "/aws")); match != nil {
		for i, prefix := range types {
			if match[i+1] == "" {
				continue
			}
			for _, w := range workloads() {
				if w.prefix == prefix {
					return Sink{Kind: Workload, Service: w.service, Role: w.role}
				}
			}
		}
	}
	return Sink{Kind: Module}
}

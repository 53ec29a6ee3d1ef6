# No credentials: they come from the environment of whoever runs Terraform, and are temporary there.
provider "aws" {
  region = "eu-central-1"
}

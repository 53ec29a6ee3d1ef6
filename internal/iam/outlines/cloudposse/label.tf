variable "context" { default = {} }
variable "enabled" { default = null }

locals {
  enabled = coalesce(var.enabled, try(var.context.enabled, null), true)
}

output "enabled" { value = local.enabled }
output "context" { value = merge(try(merge(var.context, {}), {}), { enabled = local.enabled }) }

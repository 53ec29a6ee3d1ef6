variable "policies" {
  type = list(object({
    name = string
    file = string
    vars = optional(map(string), {})
  }))
  default = []
}

variable "groups" {
  type = list(object({
    name        = string
    policies    = optional(list(string), [])
    policy_arns = optional(list(string), [])
    inline_policies = optional(list(object({
      name = string
      file = string
      vars = optional(map(string), {})
    })), [])
  }))
  default = []
}

variable "users" {
  type = list(object({
    name   = string
    path   = optional(string)
    groups = optional(list(string), [])
    access_keys = optional(list(object({
      name    = string
      pgp_key = optional(string)
      status  = optional(string)
    })), [])
    permissions_boundary = optional(string)
    policies             = optional(list(string), [])
    policy_arns          = optional(list(string), [])
    inline_policies = optional(list(object({
      name = string
      file = string
      vars = optional(map(string), {})
    })), [])
  }))
  default = []
}

resource "aws_iam_policy" "policies" {
  for_each = { for p in var.policies : p.name => p }
  name     = each.key
  policy   = templatefile(each.value.file, each.value.vars)
}

resource "aws_iam_group" "groups" {
  for_each = toset(var.groups[*].name)
  name     = each.key
}

resource "aws_iam_group_policy_attachment" "policy_attachments" {
  for_each   = { for p in flatten([for g in var.groups : [for name in g.policies : { group = g.name, name = name }]]) : "${p.group}:${p.name}" => p }
  group      = each.value.group
  policy_arn = aws_iam_policy.policies[each.value.name].arn
}

resource "aws_iam_group_policy_attachment" "policy_arn_attachments" {
  for_each   = { for p in flatten([for g in var.groups : [for arn in g.policy_arns : { group = g.name, arn = arn }]]) : "${p.group}:${p.arn}" => p }
  group      = each.value.group
  policy_arn = each.value.arn
}

resource "aws_iam_group_policy" "inline_policy_attachments" {
  for_each = { for p in flatten([for g in var.groups : [for i in g.inline_policies : merge(i, { group = g.name })]]) : "${p.group}:${p.name}" => p }
  group    = each.value.group
  policy   = templatefile(each.value.file, each.value.vars)
}

resource "aws_iam_user" "users" {
  for_each             = { for u in var.users : u.name => u }
  name                 = each.key
  path                 = each.value.path
  permissions_boundary = each.value.permissions_boundary
}

resource "aws_iam_user_policy_attachment" "policy_attachments" {
  for_each   = { for p in flatten([for u in var.users : [for name in u.policies : { user = u.name, name = name }]]) : "${p.user}:${p.name}" => p }
  user       = each.value.user
  policy_arn = aws_iam_policy.policies[each.value.name].arn
}

resource "aws_iam_user_policy_attachment" "policy_arn_attachments" {
  for_each   = { for p in flatten([for u in var.users : [for arn in u.policy_arns : { user = u.name, arn = arn }]]) : "${p.user}:${p.arn}" => p }
  user       = each.value.user
  policy_arn = each.value.arn
}

resource "aws_iam_user_policy" "inline_policy_attachments" {
  for_each = { for p in flatten([for u in var.users : [for i in u.inline_policies : merge(i, { user = u.name })]]) : "${p.user}:${p.name}" => p }
  user     = each.value.user
  policy   = templatefile(each.value.file, each.value.vars)
}

resource "aws_iam_user_group_membership" "group_membership" {
  for_each = { for u in var.users : u.name => u if length(u.groups) > 0 }
  user     = each.key
  groups   = each.value.groups
}

resource "aws_iam_access_key" "access_key" {
  for_each = { for k in flatten([for u in var.users : [for key in u.access_keys : merge(key, { user = u.name })]]) : "${k.user}:${k.name}" => k }
  user     = each.value.user
  pgp_key  = each.value.pgp_key
  status   = each.value.status
}

output "users" { value = aws_iam_user.users }
output "groups" { value = aws_iam_group.groups }
output "policies" { value = aws_iam_policy.policies }
output "user_access_keys" { value = aws_iam_access_key.access_key }

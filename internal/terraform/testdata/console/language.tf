# Everything in the language that isn't a function.

locals {
  literals_1 = [1, 1.5, 1e3, -1, true, null, "a", 1.10, 100000000000000000000000, 1E-3]
  literals_2 = ["\n\t\r\"\\", "\u00e9\U0001F600", "$${a}", "%%{a}", "$$", "%", "$a", "a$"]
  operators_1 = [1 + 2, 1 - 2, 2 * 3, 7 / 2, 7 % 3, -7 % 3, 5.5 % 2, -(1), !true, !false, 1 + 2 * 3, (1 + 2) * 3, 2 - 1 - 1]
  operators_2 = ["1" + 1, "6" / "2", -"3", !"true"]
  operators_3 = [1 == 1, 1 != 2, 1 < 2, 2 <= 2, 3 > 4, 4 >= 4, "a" == "a", "1" < 2, true && false, true || false, "true" && true]
  operators_4 = [1 == "1", true == "true", null == null, "a" == null, [] == [], [1] == [1], [1] == ["1"], { a = 1 } == { a = 1 }, tolist([]) == [], tolist(["a"]) == ["a"], toset([1]) == toset([1, 1])]
  operators_5 = [1 == 1.0, 0 == -0, 0.1 + 0.2 == 0.3, 1 / 3 * 3 == 1, 10 / 3]
  operators_6 = 1 / 0
  operators_7 = 1 % 0
  operators_8 = "a" + 1
  operators_9 = !null
  operators_10 = null + 1
  operators_11 = null && false
  operators_12 = false && (1 / 0 == 1)
  operators_13 = true || null
  operators_14 = "a" < "b"
  operators_15 = [1] + [2]
  operators_16 = !1
  operators_17 = false && null
  conditional_1 = [true ? "a" : "b", false ? 1 : 2, "true" ? 1 : 2, 1 == 1 ? [1] : [], true ? null : 1, false ? null : "x", true ? "a" : 1 / 0]
  conditional_2 = [true ? 1 : "a", false ? 1 : "a", true ? true : "x", false ? ["a"] : [1, 2]]
  conditional_3 = null ? 1 : 2
  conditional_4 = 1 ? 1 : 2
  conditional_5 = true ? { a = 1 } : { b = 2 }
  conditional_6 = true ? [1] : "a"
  conditional_7 = true ? tolist(["a"]) : []
  conditional_8 = [for c in [true, false] : c ? { a = 1 } : {}]
  conditional_9 = true ? 1 : [2]
  conditional_10 = (true ? { a = 1, b = 2 } : { a = "x", b = null }).a
}

locals {
  template_1 = "a ${1} ${true} ${"b"} ${1 + 1} ${"c ${"d"}"}"
  template_2 = ["${[1, 2]}", "${1}", "${"x"}", "${true}", "${null}"]
  template_3 = "a${null}"
  template_4 = "a${[1]}"
  template_5 = "%{ if true }yes%{ else }no%{ endif }|%{ if false }yes%{ endif }|"
  template_6 = "%{ for x in ["a", "b"] }${x},%{ endfor }|%{ for i, x in ["a", "b"] }${i}${x}%{ endfor }|%{ for k, v in { a = 1 } }${k}=${v}%{ endfor }"
  template_7 = "a  ${~ "b" ~}  c"
  template_8 = "a\n  %{~ if true ~}\n  b\n  %{~ endif ~}\n c"
  template_9 = "%{ for x in [] }x%{ endfor }"
  template_10 = "%{ if null }a%{ endif }"
  template_11 = "%{ if 1 }a%{ endif }"
  template_12 = "%{ for x in [1, 2] }${x}%{ if x == 1 }, %{ endif }%{ endfor }"
  template_13 = "%{ for x in null }${x}%{ endfor }"
  template_14 = "x%{ for x in ["b", "a"] ~} ${x} %{~ endfor }y"
  heredoc_1 = <<EOT
hello
  ${"world"}
EOT
  heredoc_2 = <<-EOT
    hello
      ${"world"}
    end
  EOT
  heredoc_3 = <<-EOT
      a
    ${"b\nc"}

        d
    EOT
  heredoc_4 = <<-EOT
    %{ for x in ["a", "b"] ~}
    - ${x}
    %{ endfor ~}
    end
  EOT
  heredoc_5 = <<-EOT
    %{~ if true ~}
    yes
    %{~ else ~}
    no
    %{~ endif ~}
  EOT
  heredoc_6 = <<EOT
a \n \" $${x} %%{y} \\ $x
EOT
  heredoc_7 = <<-EOT
	tab
	  two
  EOT
  heredoc_8 = <<EOT
EOT
  heredoc_9 = <<-EOT

    a

  EOT
  heredoc_10 = [
    <<-A
      x
    A
    ,
    upper(<<-B
      y
    B
    ),
  ]
  heredoc_11 = jsondecode(<<-EOT
    {
      "Statement": [
        %{for i, a in ["s3:Get*", "s3:List*"]~}
        {"Action": "${a}", "Effect": "Allow"}%{if i < 1},%{endif}
        %{endfor~}
      ]
    }
  EOT
  )
  heredoc_12 = <<-EOT
    ${"a"} b
      c ${"d"}
   e
  EOT
  heredoc_13 = <<-EOT
    a
      ${~"b"~}
    c
  EOT
}

locals {
  for_1 = [for x in ["a", "b"] : upper(x)]
  for_2 = [for i, x in ["a", "b"] : "${i}-${x}"]
  for_3 = [for k, v in { b = 2, a = 1 } : "${k}=${v}"]
  for_4 = { for x in ["a", "b"] : x => upper(x) }
  for_5 = { for k, v in { a = 1, b = 2 } : v => k if v > 1 }
  for_6 = { for x in ["a", "ab", "b"] : substr(x, 0, 1) => x... }
  for_7 = { for x in ["a", "a"] : x => 1 }
  for_8 = [for x in [[1, 2], [3]] : [for y in x : y * 2]]
  for_9 = [for x in null : x]
  for_10 = [for x in "abc" : x]
  for_11 = [for x in [1, 2, 3] : x if x != 2]
  for_12 = { for k, v in ["x", "y"] : k => v }
  for_13 = [for x in toset(["b", "a"]) : x]
  for_14 = { for x in [null] : x => 1 }
  for_15 = [for x in [1, 2] : x if null]
  for_16 = [for x in [1, 2] : x if "true"]
  for_17 = flatten([for u, ps in { ann = ["a", "b"], bob = ["c"] } : [for p in ps : { user = u, policy = p }]])
  for_18 = { for p in [{ u = "x", p = "y" }] : "${p.u}.${p.p}" => p }
  for_19 = { for k, v in { a = 1 } : k => v... }
  for_20 = [for x in {} : x]
  for_21 = { for x in [1] : [x] => x }
  for_22 = [for x in [{ a = 1 }, {}] : lookup(x, "a", 0)]
  for_23 = [for k in sort(keys({ b = 1, a = 2 })) : k]
  for_24 = merge([for k in ["a", "b"] : { (k) = upper(k) }]...)
  for_25 = { for t in setproduct(["a", "b"], ["x", "y"]) : "${t[0]}-${t[1]}" => t[1] if t[0] != t[1] }
  splat_1 = [[{ a = 1 }, { a = 2 }][*].a, { a = 1 }[*].a, null[*], [][*], "x"[*], [[1], [2]][*][0]]
  splat_2 = [[{ a = 1 }, { a = 2 }].*.a, { a = 1 }.*.a]
  splat_3 = [{ a = { b = 1 } }, { a = { b = 2 } }][*].a.b
  splat_4 = [{ a = [1, 2] }].*.a[0]
  splat_5 = [{ a = 1 }, { b = 2 }][*].a
  splat_6 = [{ a = [1, 2] }, { a = [3, 4] }][*].a[0]
  splat_7 = tolist([{ a = 1 }])[*].a
  splat_8 = null.*.a
  splat_9 = toset(["b", "a"])[*]
  splat_10 = [{ a = [1, 2] }, { a = [3, 4] }].*.a[0]
  splat_11 = [for x in [[{ a = 1 }], []] : one(x[*].a)]
  index_20 = [["a", "b"][1], { a = 1 }["a"], { a = 1 }.a, ["a"]["0"], { 1 = "x" }[1], { a = { b = [1, 2] } }.a.b[1], [[1, 2]][0][1], ["a"].0]
  index_21 = ["a"][1]
  index_22 = ["a"][-1]
  index_23 = { a = 1 }["b"]
  index_24 = null[0]
  index_25 = "abc"[0]
  index_26 = ["a"]["x"]
  index_27 = ["a"][0.5]
  index_28 = toset(["a"])[0]
  index_29 = tomap({ a = "x" })["a"]
  index_30 = tomap({ a = "x" }).b
  index_31 = { a = 1 }[null]
  object_1 = { a = 1, "b" = 2, (upper("c")) = 3, "${"d"}e" = 4, 5 = 6, true = 7 }
  object_2 = { a = 1, a = 2 }
  object_3 = { (null) = 1 }
  object_4 = { a : 1, b : 2 }
  object_5 = { ([1]) = 1 }
  object_6 = { (1 + 1) = "x" }
  object_7 = { a = { b = { c = [{ d = 1 }] } } }.a.b.c[0].d
  expand_1 = [max([1, 2, 3]...), concat([["a"], ["b"]]...), format("%s-%s", ["a", "b"]...), max(1, [2, 3]...)]
  expand_2 = max(null...)
  expand_3 = merge([]...)
  expand_4 = setunion([toset(["a"]), toset(["b"])]...)
  parentheses = (1 + (2 * (3)))
  comments = [1, # one
    2,   // two
    /* three */ 3,
  ]
}

locals {
  list_1 = tolist(["a", 1])[1]
  unknown_function = nowhere(1)
  path_1 = [path.module, path.root]
  workspace = terraform.workspace
  chain_1 = local.given_2 + 1
  variable_1 = var.text
  variable_2 = var.number + 1
  variable_3 = var.list
  variable_4 = var.set
  variable_5 = var.map
  variable_6 = var.object
  variable_7 = var.any
  variable_8 = [for k, v in var.nested : "${k}:${v.name}:${v.path}:${length(v.tags)}"]
  variable_9 = var.tuple
  variable_10 = var.optional
  variable_11 = var.bool ? 1 : 2
  variable_12 = var.null_text == null
  variable_13 = var.not_null
  variable_14 = [for x in var.set : x]
  variable_15 = var.numbers
  variable_16 = var.object_of_any
  variable_17 = var.deep_sets
  variable_18 = var.untyped
  module_1 = module.child.echo
  module_2 = module.child.name
  module_3 = [for k, m in module.each : "${k}=${m.name}"]
  module_4 = module.count[*].name
  module_5 = module.child.object
  module_6 = module.each["a"].path
  module_7 = [module.child.root, module.child.dir]
  module_8 = module.child.deep
  module_9 = length(module.none)
  module_10 = module.child.defaulted
  module_11 = module.count[1].defaulted
  module_12 = module.child.file
  module_13 = keys(module.each)
  module_14 = module.child.all
}

variable "text" {
  type    = string
  default = 12
}

variable "number" {
  type    = number
  default = "41"
}

variable "bool" {
  type    = bool
  default = "true"
}

variable "list" {
  type    = list(string)
  default = [1, true, "x"]
}

variable "set" {
  type    = set(string)
  default = ["b", "a", "b", 1]
}

variable "numbers" {
  type    = set(number)
  default = [10, 9, "1", 9]
}

variable "map" {
  type    = map(string)
  default = { a = 1, b = true }
}

variable "object" {
  type    = object({ name = string, size = number, tags = optional(map(string), {}), path = optional(string, "/") })
  default = { name = 1, size = "2", extra = "lost" }
}

variable "nested" {
  type = map(object({ name = string, path = optional(string, "/"), tags = optional(list(string), ["x"]) }))
  default = {
    b = { name = "bob" }
    a = { name = "ann", path = "/a/", tags = [] }
    c = { name = "cid", path = null, tags = null }
  }
}

variable "any" {
  type    = any
  default = { a = [1, "b"], c = null }
}

variable "tuple" {
  type    = tuple([string, number, bool])
  default = [1, "2", "true"]
}

variable "optional" {
  type = object({
    a = optional(object({ b = optional(string, "x"), c = optional(number) }), {})
    d = optional(list(object({ e = optional(bool, true) })), [])
  })
  default = { d = [{}, { e = false }] }
}

variable "object_of_any" {
  type    = object({ a = any, b = optional(any) })
  default = { a = [1, "x"] }
}

variable "deep_sets" {
  type    = map(set(string))
  default = { x = ["b", "a", "a"] }
}

variable "untyped" {
  default = ["a", 1, null]
}

variable "null_text" {
  type    = string
  default = null
}

variable "not_null" {
  type     = string
  default  = "x"
  nullable = false
}

module "child" {
  source = "./child"
  echo   = { a = [1, "b"] }
  name   = "one"
  settings = { name = "n" }
}

module "each" {
  source   = "./child"
  for_each = { a = "ann", b = "bob" }
  name     = each.value
  echo     = each.key
}

module "count" {
  source    = "./child"
  count     = 2
  name      = "n${count.index}"
  defaulted = count.index == 0 ? "given" : null
}

module "none" {
  source   = "./child"
  for_each = {}
  name     = "x"
}

locals {
  given_1 = [for x in range(3) : x]
  given_2 = length(local.given_1)
}

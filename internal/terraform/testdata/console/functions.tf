# Each local is evaluated by this package and by `terraform console`, and must come to the same value.

locals {
  abs_1  = abs(-12.5)
  abs_2  = abs("-3")
  abs_3  = abs(null)
  ceil_1 = [ceil(5), ceil(5.1), ceil(-5.1), ceil("2.5")]
  ceil_2 = ceil("x")
  floor  = [floor(5), floor(4.9), floor(-4.9), floor("7.5")]
  log_1  = [log(50, 10), log(16, 2)]
  log_2  = log(0, 10)
  max_1  = [max(12, 54, 3), max("5", 7), max([1, 2]...), max(-1)]
  max_2  = max()
  min    = [min(12, 54, 3), min("5", 7), min(-0.5, 0)]
  parseint_1 = [parseint("100", 10), parseint("FF", 16), parseint("-10", 2), parseint("1011111011101111", 2), parseint("aA", 62), parseint("12", "10")]
  parseint_2 = parseint("invalid", 10)
  parseint_3 = parseint("1", 63)
  parseint_4 = parseint(10, 2)
  pow    = [pow(3, 2), pow(4, 0), pow(2, -1), pow("2", "3"), pow(2, 0.5)]
  signum = [signum(-13), signum(0), signum(344), signum("-5")]
  sum_1  = [sum([10, 13, 6, 4.5]), sum(["1", 2]), sum(toset([1, 1, 2]))]
  sum_2  = sum([])
  sum_3  = sum(["a"])
  sum_4  = sum(["1", "2.5"])
  sum_5  = sum([null, 1])
}

locals {
  alltrue_1 = [alltrue(["true", true]), alltrue([true, false]), alltrue([]), alltrue(["false"])]
  alltrue_2 = alltrue([null, true])
  alltrue_3 = alltrue(["x"])
  alltrue_4 = alltrue([])
  anytrue_1 = [anytrue(["true"]), anytrue([true, false]), anytrue([]), anytrue([false, "false"])]
  anytrue_2 = anytrue([null, true])
  anytrue_3 = anytrue("true")
  chunklist_1 = [chunklist(["a", "b", "c", "d", "e"], 2), chunklist(["a"], 1), chunklist([], 2)]
  chunklist_2 = chunklist(["a", "b"], 0)
  chunklist_3 = chunklist(["a", "b"], -1)
  coalesce_1 = [coalesce("a", "b"), coalesce("", "b"), coalesce(1, 2), coalesce(null, "x"), coalesce(["", "b"]...)]
  coalesce_2 = coalesce("", "")
  coalesce_3 = coalesce(1, "a")
  coalesce_4 = coalesce(null, [], ["a"])
  coalesce_5 = coalesce(true, "a")
  coalesce_6 = coalesce(null, null)
  coalesce_7 = coalesce("", 0, false)
  coalesce_8 = coalesce([], ["a"])
  coalescelist_1 = [coalescelist(["a", "b"], ["c"]), coalescelist([], ["c"]), coalescelist([[], ["c", "d"]]...)]
  coalescelist_2 = coalescelist([], [])
  coalescelist_3 = coalescelist(null, ["a"])
  compact_1 = [compact(["a", "", "b", null, "c"]), compact([1, "", 2]), compact([])]
  compact_2 = compact(toset(["b", "", "a"]))
  compact_3 = compact(["", [1]])
  concat_1 = [concat(["a", ""], ["b", "c"]), concat([1], ["a"]), concat([]), concat([], ["a"]), concat(tolist(["a"]), tolist(["b"]))]
  concat_2 = concat("a", ["b"])
  concat_3 = concat(toset(["b", "a"]), ["c"])
  concat_4 = concat(["a"], null)
  contains_1 = [contains(["a", "b"], "a"), contains(["a"], "d"), contains([1, 2], 1), contains(toset(["a"]), "a"), contains([1], "1"), contains([[1]], [1])]
  contains_2 = contains("abc", "a")
  contains_3 = contains([null], null)
  distinct_1 = [distinct(["a", "b", "a", "c", "d", "b"]), distinct([1, 1, 2]), distinct([]), distinct([[1], [1], [2]]), distinct([{ a = 1 }, { a = 1 }])]
  distinct_2 = distinct([1, "1", true])
  distinct_3 = distinct([true, "true", "false"])
  distinct_4 = distinct([null, null, "a"])
  element_1 = [element(["a", "b", "c"], 1), element(["a", "b", "c"], 3), element(["a", "b", "c"], 7), element(["a"], "0"), element([1, "a"], 1)]
  element_2 = element([], 0)
  element_3 = element(["a", "b", "c"], -1)
  element_4 = element(toset(["a"]), 0)
  element_5 = element(["a"], 0.5)
  element_6 = element(["a", "b", "c"], -4)
  flatten_1 = [flatten([["a", "b"], [], ["c"]]), flatten([[["a", "b"], []], ["c"]]), flatten([1, [2, [3, [4]]]]), flatten([]), flatten([toset(["b", "a"]), "c"])]
  flatten_2 = flatten("a")
  flatten_3 = flatten([null, [null]])
  flatten_4 = flatten([{ a = [1] }, [{ b = 2 }]])
  index_1 = [index(["a", "b", "c"], "b"), index([1, 2], 2), index(tolist([true]), true)]
  index_2 = index(["a"], "d")
  index_3 = index([], "a")
  index_4 = index([1, 2], "2")
  keys_1 = [keys({ a = 1, c = 2, d = 3, B = 4 }), keys({}), keys({ "z z" = 1, 1 = 2 }), keys(tomap({ x = "1" }))]
  keys_2 = keys(["a"])
  length_1 = [length([]), length(["a", "b"]), length({ a = "b" }), length("hello"), length("👾🕵️"), length(toset(["a", "a"])), length("")]
  length_2 = length(5)
  length_3 = length(null)
  length_4 = length([for x in ["a", "b"] : x if x != "a"])
  lookup_1 = [lookup({ a = "ay", b = "bee" }, "a", "what?"), lookup({ a = "ay" }, "c", "what?"), lookup({ a = "ay" }, "a")]
  lookup_2 = lookup({ a = "ay" }, "c")
  lookup_3 = lookup({ a = 1 }, "c", null)
  lookup_4 = lookup({ a = [1] }, "a", [])
  lookup_5 = lookup(tomap({ a = "1" }), "b", 2)
  lookup_6 = lookup({ a = 1, b = "x" }, "a", "d")
  lookup_7 = lookup({}, "a", {})
  matchkeys_1 = [matchkeys(["i-1", "i-2", "i-3"], ["w", "e", "e"], ["e"]), matchkeys([1, 2], ["a", "b"], ["c"]), matchkeys(["x", "y"], [1, 2], [2, 1])]
  matchkeys_2 = matchkeys(["a"], ["a", "b"], ["a"])
  matchkeys_3 = matchkeys([], [], ["a"])
  merge_1 = [merge({ a = "b", c = "d" }, { e = "f", c = "z" }), merge({ a = "b" }, { a = [1, 2], c = "z" }, { d = 3 }), merge(), merge({}), merge({ a = 1 }, null)]
  merge_2 = merge([{ a = "b" }, { c = "d" }, {}]...)
  merge_3 = merge(tomap({ a = "1" }), tomap({ b = "2" }))
  merge_4 = merge({ a = 1 }, ["b"])
  merge_5 = merge({ a = { b = 1 } }, { a = { c = 2 } })
  merge_6 = merge(null, null)
  merge_7 = merge({ a = null }, { a = 1 }, { a = null })
  one_1 = [one([]), one(["x"]), one(toset(["y"])), one([[1]])]
  one_2 = one(["a", "b"])
  one_3 = one("a")
  one_4 = one(null)
  one_5 = one({ a = 1 })
  range_1 = [range(3), range(1, 4), range(1, 8, 2), range(4, 1), range(10, 5, -2), range(0), range(0.5, 2), range("2")]
  range_2 = range(1, 5, 0)
  range_3 = range(2000)
  reverse_1 = [reverse(["a", "b", "c"]), reverse([1, "a"]), reverse([])]
  reverse_2 = reverse(toset(["c", "a", "b"]))
  reverse_3 = reverse("abc")
  setintersection_1 = sort(setintersection(["a", "b"], ["b", "c"], ["b", "d"]))
  setintersection_2 = setintersection([1, 2], ["2"])
  setproduct_1 = [setproduct(["dev", "prod"], ["a", "b"]), setproduct(["a"], []), setproduct([1, 2], ["a", "b"])]
  setproduct_2 = [for p in setproduct(toset(["b", "a"]), toset(["y", "x"])) : join("-", p)]
  setproduct_3 = setproduct(["a"])
  setproduct_4 = setproduct([], [])
  setproduct_5 = [for p in setproduct(["a", "b"], [true, false], [1]) : "${p[0]}/${p[1]}/${p[2]}"]
  setproduct_6 = setproduct()
  setproduct_7 = setproduct("a", ["b"])
  setsubtract_1 = [setsubtract(["a", "b", "c"], ["a", "c"]), setsubtract([], ["a"]), setsubtract([1, 2], [1])]
  setsubtract_2 = setsubtract(["1", "2"], [1])
  setunion_1 = [sort(setunion(["a", "b"], ["b", "c"], ["d"])), sort(setunion([], ["a"])), setunion([1], [1])]
  setunion_2 = sort(setunion(["a"], [1]))
  slice_1 = [slice(["a", "b", "c", "d"], 1, 3), slice(["a"], 0, 0), slice([1, "b", true], 0, 2), slice(["a", "b"], "1", 2)]
  slice_2 = slice(["a"], 0, 2)
  slice_3 = slice(["a", "b"], 1, 0)
  slice_4 = slice(toset(["a"]), 0, 1)
  slice_5 = slice(["a", "b"], -1, 1)
  sort_1 = [sort(["e", "d", "a", "x"]), sort([10, 9, 1]), sort([]), sort(toset(["b", "a"])), sort(["B", "a", "_", "1", "é"])]
  sort_2 = sort([["a"]])
  sort_3 = sort(["a", null])
  transpose_1 = [transpose({ a = ["1", "2"], b = ["2", "3"] }), transpose({}), transpose({ a = [] })]
  transpose_2 = transpose({ a = "x" })
  transpose_3 = transpose({ b = ["x"], a = ["x", "x"] })
  values_1 = [values({ a = 3, c = 2, d = 1 }), values({}), values({ b = "x", a = [1] }), values(tomap({ z = 1, y = 2 }))]
  values_2 = values("a")
  zipmap_1 = [zipmap(["a", "b"], [1, 2]), zipmap([], []), zipmap(["a", "a"], [1, 2]), zipmap(["b", "a"], [1, "x"]), zipmap([1, 2], ["a", "b"])]
  zipmap_2 = zipmap(["a"], [1, 2])
  zipmap_3 = zipmap(["a", null], [1, 2])
}

locals {
  toset_1 = [toset(["a", "b", "c", "b"]), toset([3, 1, 2, 1]), toset([]), toset(["a", 1, true]), toset([true, false])]
  toset_2 = toset("a")
  toset_3 = toset({ a = 1 })
  toset_4 = toset(null)
  toset_5 = [for x in toset(["c", "a", "b"]) : x]
  toset_6 = { for k, v in toset(["b", "a"]) : k => v }
  toset_7 = toset(["a", null])
  toset_8 = toset([10, 9, 100, 1])
  toset_9 = toset([1, "1", "b"])
  tolist_1 = [tolist(["a", "b", 3]), tolist(toset(["b", "a"])), tolist([]), tolist([[1], ["a"]])]
  tolist_2 = tolist("a")
  tolist_3 = tolist({ a = 1 })
  tolist_4 = tolist([{ a = 1 }, { a = "b" }])
  tolist_5 = tolist([{ a = 1 }, { b = 2 }])
  tolist_6 = tolist(null)
  tolist_8 = tolist([1, true])
  tolist_7 = tolist([1, [2]])
  tomap_1 = [tomap({ a = 1, b = 2 }), tomap({ a = "foo", b = true }), tomap({}), tomap({ a = [1], b = ["x"] })]
  tomap_2 = tomap(["a"])
  tomap_3 = tomap({ a = 1, b = [] })
  tomap_4 = tomap(null)
  tobool_1 = [tobool(true), tobool("true"), tobool("false"), tobool(null)]
  tobool_2 = tobool("no")
  tobool_3 = tobool(1)
  tobool_4 = tobool("True")
  tobool_5 = tobool("1")
  tonumber_1 = [tonumber(1), tonumber("1"), tonumber("1.5e3"), tonumber(null), tonumber("-0")]
  tonumber_2 = tonumber("no")
  tonumber_3 = tonumber(true)
  tonumber_4 = tonumber("")
  tonumber_5 = tonumber("0x1F")
  tonumber_6 = tonumber(" 1")
  tostring_1 = [tostring("hello"), tostring(1), tostring(true), tostring(null), tostring(1.5), tostring(1e21), tostring(0.1), tostring(100000000000000000000)]
  tostring_2 = tostring([])
  tostring_3 = tostring(1/3)
  can_1 = [can(1), can(1 / 0), can(file("nowhere")), can(tonumber("x")), can({ a = 1 }.a), can({ a = 1 }.b), can(regex("^a", "b")), can([][0])]
  can_2 = can(null)
  try_1 = [try(1 / 0, "a"), try({ a = 1 }.b, { a = 1 }.a), try([][0], null), try(tonumber("x"), -1), try(null, 1), try("a", 1 / 0)]
  try_2 = try(1 / 0, [][0])
  try_3 = try()
  nonsensitive_1 = [nonsensitive("a"), nonsensitive(sensitive("a"))]
  sensitive_1 = nonsensitive(sensitive({ a = [1] }))
  ephemeralasnull_1 = ephemeralasnull("a")
  issensitive_1 = [issensitive("a"), issensitive(sensitive("a")), issensitive([sensitive("a")])]
}

locals {
  chomp = [chomp("hello"), chomp("hello\n"), chomp("hello\r\n"), chomp("hello\n\n"), chomp("a\n \n"), chomp(1)]
  endswith = [endswith("hello world", "world"), endswith("hello", "x"), endswith("", ""), endswith("a", "")]
  startswith = [startswith("hello world", "hello"), startswith("hello", "x"), startswith("", "a"), startswith(12, 1)]
  strcontains = [strcontains("hello world", "wor"), strcontains("hello", "x"), strcontains("", "")]
  format_1 = [format("Hello, %s!", "Ander"), format("There are %d lights", 4), format("%v", [1, "a"]), format("%#v", { a = 1 }), format("%%"), format("%5d|%-5d|%05d", 1, 2, 3)]
  format_2 = [format("%.2f %e %g %G", 3.14159, 1234.5, 0.00001, 1e20), format("%x %X %o %b", 255, 255, 8, 5), format("%q", "a\"b"), format("%t", true), format("%s", 1), format("%d", "12")]
  format_3 = [format("%[2]s %[1]s", "a", "b"), format("%5s|%-5s|%.2s", "ab", "cd", "efgh"), format("%v %v", null, true), format("%c", 65), format("%U", 65), format("%+d", 5)]
  format_4 = format("%d", "x")
  format_5 = format("%s")
  format_6 = format("%s", "a", "b")
  format_7 = format("%y", 1)
  format_9 = [format("%*d", 5, 1), format("%s", ["a"])]
  format_10 = format("%06.2f|% d|%x", 3.14159, 42, "hi")
  formatlist_1 = [formatlist("Hello, %s!", ["A", "B"]), formatlist("%s, %s!", "S", ["A", "B"]), formatlist("%s"), formatlist("%s", []), formatlist("%s-%s", ["a", "b"], ["c", "d"]), formatlist("a")]
  formatlist_2 = formatlist("%s %s", ["a"], ["b", "c"])
  formatlist_3 = formatlist("%s", toset(["b", "a"]))
  formatdate_1 = [formatdate("DD MMM YYYY hh:mm ZZZ", "2018-01-02T23:12:01Z"), formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2018-01-02T23:12:01Z"), formatdate("MMM DD, YYYY", "2018-01-02T23:12:01-08:00"), formatdate("HH:mmaa", "2018-01-02T23:12:01Z"), formatdate("YYYY'x'MM", "2018-01-02T23:12:01Z")]
  formatdate_2 = formatdate("YYYY", "no date")
  formatdate_3 = formatdate("Y", "2018-01-02T23:12:01Z")
  indent_1 = [indent(2, "a\nb\nc"), indent(0, "a\nb"), indent("1", "a\nb"), indent(3, "")]
  indent_2 = indent(-1, "a\nb")
  join_1 = [join("-", ["foo", "bar"]), join(", ", []), join("", ["a"]), join("-", ["a"], ["b", "c"]), join(",", [1, true, "x"]), join(",", toset(["b", "a"]))]
  join_2 = join("-", "a")
  join_3 = join("-", [["a"]])
  join_4 = join("-", ["a", null])
  lower = [lower("HELLO"), lower("АЛЛО!"), lower("ÀÉ"), lower(true)]
  upper = [upper("hello"), upper("алло!"), upper("ß"), upper("é")]
  title = [title("hello world"), title("HELLO wORLD"), title("a-b c_d"), title("it's")]
  regex_1 = [regex("[a-z]+", "53453453.345345aaabbbccc23454"), regex("(\\d+)-(\\d+)", "2019-02"), regex("^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?", "https://terraform.io/docs/")]
  regex_2 = regex("[a-z]+", "123")
  regex_3 = regex("(", "a")
  regex_4 = regex("(a)|(b)", "b")
  regex_5 = regex("(?P<a>.)(.)", "xy")
  regexall_1 = [regexall("[a-z]+", "1234abcd5678efgh9"), length(regexall("[a-z]+", "123")), regexall("(\\w)(\\d)", "a1 b2"), regexall("(?P<k>\\w)=(?P<v>\\w)", "a=1,b=2"), regexall("", "ab")]
  regexall_2 = regexall("(", "a")
  replace_1 = [replace("1 + 2 + 3", "+", "-"), replace("hello world", "/w.*d/", "everybody"), replace("hello", "/(l+)/", "[$1]"), replace("a/b", "/", "-"), replace("abc", "", "-"), replace("aaa", "aa", "b"), replace("a.b", ".", "")]
  replace_2 = replace("a", "/(/", "b")
  replace_3 = [replace("ab", "/(?P<x>a)(b)/", "$2$x"), replace("ab", "/(a)(b)/", "$${2}-$${1}"), replace("ab", "/a/", "$$"), replace("ab", "//", "x"), replace("a", "/a", "b")]
  split = [split(",", "foo,bar,baz"), split(",", "foo"), split(",", ""), split("", "abc"), split(", ", "a, b"), split("a", "banana")]
  strrev = [strrev("hello"), strrev("a ☃"), strrev(""), strrev("👨‍👩‍👧e\u0301")]
  substr_1 = [substr("hello world", 1, 4), substr("🤔🤷", 0, 1), substr("hello world", -5, -1), substr("hello", 0, 0), substr("hello", 1, -1), substr("hello", 2, 100), substr("abc", 5, 1)]
  substr_2 = substr("hello", -10, 2)
  substr_3 = substr("a", 0.5, 1)
  trim = [trim("?!hello?!", "!?"), trim("foobar", "far"), trim("   hello! world.!  ", "! "), trim("", "a"), trim("aaa", "a"), trim("aba", "")]
  trimprefix = [trimprefix("helloworld", "hello"), trimprefix("helloworld", "cat"), trimprefix("--hello", "-"), trimprefix("a", "")]
  trimsuffix = [trimsuffix("helloworld", "world"), trimsuffix("hello--", "-"), trimsuffix("a", "b")]
  trimspace = [trimspace("  hello\n\n"), trimspace("\t\n a\u00a0"), trimspace("")]
  templatestring_1 = templatestring(local.given_template, { names = ["a", "b"], n = 1 })
  given_template = "%%{ for x in names ~}\n$${x}-$${n}\n%%{ endfor ~}\n"
}

locals {
  base64decode_1 = [base64decode("SGVsbG8gV29ybGQ="), base64decode("")]
  base64decode_2 = base64decode("!")
  base64decode_3 = base64decode("SGVsbG8gV29ybGQ")
  base64decode_4 = base64decode("//79")
  base64decode_5 = base64decode("SGVs\nbG8=")
  base64encode = [base64encode("Hello World"), base64encode(""), base64encode("é"), base64encode(1)]
  base64gzip = base64gzip("hello hello hello")
  base64sha256 = base64sha256("hello world")
  base64sha512 = base64sha512("hello world")
  md5 = md5("hello world")
  sha1 = sha1("hello world")
  sha256 = sha256("hello world")
  sha512 = sha512("hello world")
  csvdecode_1 = [csvdecode("a,b,c\n1,2,3\n4,5,6\n"), csvdecode("a\n"), csvdecode("a,b\n\"x,y\",\"z\"\"\"\n")]
  csvdecode_2 = csvdecode("a,b\n1\n")
  csvdecode_3 = csvdecode("a,a\n1,2\n")
  csvdecode_4 = csvdecode("")
  jsondecode_1 = [jsondecode("{\"hello\": \"world\"}"), jsondecode("true"), jsondecode("[1, null, \"a\", 1.5e3]"), jsondecode("\"\\u00e9\\n\""), jsondecode(" {} "), jsondecode("[]")]
  jsondecode_2 = jsondecode("{")
  jsondecode_3 = jsondecode("")
  jsondecode_4 = jsondecode("{\"a\": 1, \"a\": 2}")
  jsondecode_5 = jsondecode("{} x")
  jsondecode_6 = jsondecode("[[1], [\"a\"], {}]")
  jsonencode_1 = [jsonencode({ hello = "world" }), jsonencode([1, null, true, "<&>"]), jsonencode({ b = 1, a = [] }), jsonencode("é\u2028"), jsonencode(1.5), jsonencode(1e30), jsonencode(0.1), jsonencode({ "a b" = {} }), jsonencode(toset(["b", "a"])), jsonencode("\"\\\n\t\u0001")]
  jsonencode_2 = jsonencode()
  jsonencode_3 = [jsonencode(1 / 3), jsonencode(123456789012345678901234567890), jsonencode(-0), jsonencode(1e-10)]
  textencodebase64_1 = [textencodebase64("Hello World", "UTF-16LE"), textencodebase64("é", "UTF-8"), textencodebase64("a", "UTF-16BE"), textencodebase64("👾", "UTF-16LE"), textencodebase64("", "utf-16le")]
  textencodebase64_2 = textencodebase64("a", "nowhere")
  textencodebase64_3 = textencodebase64("é", "ISO-8859-1")
  textdecodebase64_1 = [textdecodebase64("SABlAGwAbABvACAAVwBvAHIAbABkAA==", "UTF-16LE"), textdecodebase64("w6k=", "UTF-8")]
  textdecodebase64_2 = textdecodebase64("!", "UTF-8")
  textdecodebase64_3 = textdecodebase64("6Q==", "ISO-8859-1")
  urlencode = [urlencode("Hello World!"), urlencode("☃"), urlencode("foo:bar@localhost?foo=bar&bar=baz"), urlencode("a/b+c~*")]
  uuidv5_1 = [uuidv5("dns", "www.terraform.io"), uuidv5("url", "https://www.terraform.io/"), uuidv5("oid", "1.3.6.1.4"), uuidv5("x500", "CN=Example,C=GB"), uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.terraform.io"), uuidv5("743ac3c0-3bf7-4a5b-9e6c-59360447c757", "LIBS:diskfont.library")]
  uuidv5_2 = uuidv5("nowhere", "a")
  yamldecode_1 = [yamldecode("hello: world"), yamldecode("true"), yamldecode("{a: &foo [1, 2, 3], b: *foo}"), yamldecode("a: 1.5\nb: [x, ~, 'y', 0x1F, 1e3, yes, no, on]"), yamldecode("- a\n- b: {c: d}\n"), yamldecode("a: |\n  x\n  y\nb: >\n  x\n  y\n"), yamldecode("1: a"), yamldecode("''"), yamldecode("a: 2019-01-01")]
  yamldecode_2 = yamldecode("a: !not foo")
  yamldecode_3 = yamldecode("a: [")
  yamldecode_4 = yamldecode("a: 1\n---\nb: 2\n")
  yamldecode_5 = yamldecode("a: *nowhere")
  yamldecode_6 = yamldecode("")
  yamldecode_7 = yamldecode("a: &x\n  <<: *x\n")
  yamldecode_8 = yamldecode("base: &b {x: 1, y: 2}\nd:\n  <<: *b\n  y: 3\n")
  yamldecode_9 = [yamldecode("a: !!str 1"), yamldecode("a: 012"), yamldecode("a: 0o14"), yamldecode("a: .5"), yamldecode("a: +1"), yamldecode("a: \"\\u00e9\""), yamldecode("a:"), yamldecode("? a\n: b")]
  yamldecode_10 = yamldecode("a: .inf")
  yamldecode_11 = yamldecode("a: 1\na: 2")
  yamlencode_1 = [yamlencode({ a = "b", c = "d" }), yamlencode({ foo = [1, 2, 3], bar = "baz" }), yamlencode({ foo = [1, { a = "b", c = "d" }, 3], bar = "baz" }), yamlencode([]), yamlencode(null), yamlencode("a\nb"), yamlencode({ a = true, b = null, c = "true", d = "1", e = 1.5, f = "" }), yamlencode(toset(["b", "a"]))]
}

locals {
  abspath_1  = abspath("/a/../b")
  basename = [basename("foo/bar/baz.txt"), basename("foo"), basename("/"), basename(""), basename("a/")]
  dirname  = [dirname("foo/bar/baz.txt"), dirname("foo"), dirname("/"), dirname(""), dirname("/a"), dirname("a/")]
  pathexpand = [pathexpand("/a/b"), pathexpand("a"), pathexpand("")]
  timeadd_1 = [timeadd("2017-11-22T00:00:00Z", "10m"), timeadd("2017-11-22T00:00:00Z", "-1.5h"), timeadd("2017-11-22T00:00:00+02:00", "1h30m5s")]
  timeadd_2 = timeadd("no", "1h")
  timeadd_3 = timeadd("2017-11-22T00:00:00Z", "1d")
  timecmp_1 = [timecmp("2017-11-22T00:00:00Z", "2017-11-22T00:00:00Z"), timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00Z"), timecmp("2017-11-22T01:00:00Z", "2017-11-22T00:00:00Z"), timecmp("2017-11-22T01:00:00Z", "2017-11-22T00:00:00-01:00")]
  timecmp_2 = timecmp("no", "2017-11-22T00:00:00Z")
  cidrhost_1 = [cidrhost("10.12.112.0/20", 16), cidrhost("10.12.112.0/20", 268), cidrhost("fd00:fd12:3456:7890:00a2::/72", 34), cidrhost("10.0.0.0/8", -1), cidrhost("10.1.2.3/16", 5), cidrhost("10.0.0.0/32", 0)]
  cidrhost_2 = cidrhost("10.0.0.0/30", 4)
  cidrhost_3 = cidrhost("nowhere", 4)
  cidrhost_4 = cidrhost("10.0.0.0/24", 1.5)
  cidrhost_5 = cidrhost("010.001.0.0/24", 1)
  cidrnetmask_1 = [cidrnetmask("172.16.0.0/12"), cidrnetmask("10.0.0.0/0"), cidrnetmask("10.0.0.0/32")]
  cidrnetmask_2 = cidrnetmask("fd00::/8")
  cidrsubnet_1 = [cidrsubnet("172.16.0.0/12", 4, 2), cidrsubnet("10.1.2.0/24", 4, 15), cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162), cidrsubnet("10.1.2.3/24", 0, 0), cidrsubnet("10.0.0.0/16", "8", "3")]
  cidrsubnet_2 = cidrsubnet("10.0.0.0/24", 4, 16)
  cidrsubnet_3 = cidrsubnet("10.0.0.0/24", 9, 0)
  cidrsubnet_4 = cidrsubnet("10.0.0.0/24", -1, 0)
  cidrsubnet_5 = cidrsubnet("10.0.0.0/24", 4, -1)
  cidrsubnets_1 = [cidrsubnets("10.1.0.0/16", 4, 4, 8, 4), cidrsubnets("fd00:fd12:3456:7890::/56", 16, 16, 16, 32), cidrsubnets("10.0.0.0/8"), cidrsubnets("10.1.2.3/16", 1, 1), cidrsubnets("10.0.0.0/16", 8, 4)]
  cidrsubnets_2 = cidrsubnets("10.0.0.0/30", 1, 1, 1)
  cidrsubnets_3 = cidrsubnets("10.0.0.0/16", 0)
  cidrsubnets_4 = cidrsubnets("10.0.0.0/16", 17)
  cidrsubnets_5 = [for i, s in cidrsubnets("10.0.0.0/16", [for x in range(3) : 8]...) : "${i}=${s}"]
}

locals {
  core_1 = [core::upper("a"), core::length([1])]
  file_1 = file("${path.module}/files/a.txt")
  file_2 = file("nowhere")
  file_3 = file("files/latin1.txt")
  fileexists_1 = [fileexists("files/a.txt"), fileexists("nowhere")]
  fileexists_2 = fileexists("files")
  filebase64 = [filebase64("files/a.txt"), filebase64("files/latin1.txt")]
  filebase64sha256 = filebase64sha256("files/a.txt")
  filebase64sha512 = filebase64sha512("files/a.txt")
  filemd5 = [filemd5("files/a.txt"), filemd5("files/latin1.txt")]
  filesha1 = filesha1("files/a.txt")
  filesha256 = filesha256("files/a.txt")
  filesha512 = filesha512("files/a.txt")
  fileset_1 = [fileset("files", "*"), fileset("files", "**"), fileset("files", "*.txt"), fileset("files", "{a,none}.txt"), fileset("files", "s*/*.md"), fileset("files", "**/*.md"), fileset("files", "[ab].txt"), fileset(path.module, "files/?.txt"), fileset("files", "**/**"), fileset("files", "[^a].txt"), fileset("files", "sub/**")]
  fileset_4 = fileset("files/sub", "../*.txt")
  fileset_2 = fileset("nowhere", "*")
  fileset_3 = fileset("files", "[")
  templatefile_1 = templatefile("files/t.tftpl", { names = ["a", "b"], flag = true, nothing = null })
  templatefile_2 = templatefile("files/t.tftpl", {})
  templatefile_3 = templatefile("files/one.tftpl", { x = [1, 2] })
  templatefile_4 = templatefile("files/text.tftpl", { x = 1 })
  templatefile_5 = templatefile("files/nested.tftpl", { x = "y" })
  templatefile_6 = templatefile("files/recursive.tftpl", {})
  templatefile_7 = templatefile("files/policy.tftpl", { actions = ["s3:*"], bucket = "b" })
  templatefile_8 = templatefile("files/t.tftpl", tomap({ names = "x", flag = "false", nothing = "y" }))
  templatefile_9 = templatefile("files/a.txt", null)
  templatefile_10 = templatefile("files/one.tftpl", { x = { a = 1 }, "1b" = 2 })
}

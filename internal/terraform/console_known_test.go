package terraform_test

// leftFunctions are Terraform's functions that are not here, so that a call of one is unknown, with the reason.
var leftFunctions = map[string]string{
	"bcrypt":        "another value each time",
	"plantimestamp": "another value each time",
	"timestamp":     "another value each time",
	"uuid":          "another value each time",
	"rsadecrypt":    "takes a private key, which has no business in the code",
	"issensitive":   "how a value is shown is not followed",
}

// What Terraform refuses never gets as far as to be deployed, so that it does no harm to be more lenient. Some of it is
// found in code that nobody has run yet, and the rest of such code is worth a look.
const (
	refused    = "refused by Terraform, which is not copied here"
	mixedTypes = "a token is a string whatever it stands for, so that values of several types are accepted"
	noBool     = "a condition that is no truth value is taken for one that is unknown"
	leftBranch = "only the branch that is taken is evaluated, so that its type is not adapted to the other's"
)

// consoleDifferences are the locals of testdata/console whose value is another here, with the reason.
var consoleDifferences = map[string]string{
	"cidrsubnet_4":    refused + ": it gives a network that is larger than the one that is divided, by mistake",
	"cidrsubnet_5":    "Terraform's result lies outside of the network, by mistake",
	"conditional_10":  leftBranch,
	"conditional_2":   leftBranch,
	"conditional_3":   noBool,
	"conditional_4":   noBool,
	"conditional_6":   leftBranch,
	"conditional_9":   leftBranch,
	"contains_3":      "unknown, where Terraform has an error",
	"element_3":       "newer versions count from the end",
	"element_4":       refused,
	"element_5":       refused,
	"element_6":       "newer versions count from the end",
	"fileexists_2":    refused,
	"fileset_4":       "files outside of the directory are not looked for",
	"for_15":          noBool,
	"for_7":           refused,
	"issensitive_1":   "how a value is shown is not followed",
	"one_5":           refused,
	"operators_11":    refused,
	"operators_13":    refused,
	"operators_17":    refused,
	"template_10":     noBool,
	"template_11":     noBool,
	"templatefile_2":  "a name that a template is not given is unknown, and so is the condition that it is",
	"templatefile_5":  refused,
	"templatefile_9":  "unknown, where Terraform has an error",
	"templatefile_10": refused,
	"tolist_3":        refused,
	"tolist_7":        mixedTypes,
	"tolist_8":        mixedTypes,
	"tomap_3":         mixedTypes,
	"toset_3":         refused,
	"transpose_2":     refused,
	"workspace":       "the workspace that will be chosen is unknown",

	"textencodebase64_2": "any other character encoding is unknown",
	"unknown_function":   "a function that is unknown may be a newer version's",
}

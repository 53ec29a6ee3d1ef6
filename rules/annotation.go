package rules

import (
	"regexp"
	"strings"
	"sync"
)

// annotation is how an issue is accepted in the code.
// https://github.com/terraform-linters/tflint/blob/master/docs/user-guide/annotations.md
var annotation = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`tflint-ignore: ([^\n*/#]+)`) })

// annotated reports whether one of some lines has an annotation for a rule. It is for places where tflint looks for none:
// the inside of heredocs, and files other than those of the code.
func annotated(rule string, lines ...string) bool {
	for _, line := range lines {
		m := annotation().FindStringSubmatch(line)
		if m == nil {
			continue
		}
		for name := range strings.SplitSeq(m[1], ",") {
			if name = strings.TrimSpace(name); name == rule || name == "all" {
				return true
			}
		}
	}
	return false
}

package words

import (
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
)

// maxNamed bounds how many names one message lists.
const maxNamed = 5

// Some lists names as a sentence does, or the first of them.
func Some(names []string) string {
	if len(names) > maxNamed {
		return strings.Join(names[:maxNamed], ", ") + " and others"
	}
	return lint.Enumerate(names)
}

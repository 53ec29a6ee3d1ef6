package integration

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTranslation demands that README.ja.md has what README.md has: the same sections, blocks and links, in the same
// order. What the words say is for people to keep the same.
func TestTranslation(t *testing.T) {
	all := pages(t)
	english, japanese := shape(all["README.md"]), shape(all[translation])
	if diff := cmp.Diff(english, japanese); diff != "" {
		t.Errorf("README.ja.md differs from README.md (-README.md +README.ja.md):\n%s", diff)
	}
}

var (
	shapeLine = regexp.MustCompile("^(#+ |- |\\| |```|\\*\\*)")
	reason    = regexp.MustCompile(`(# tflint-ignore: \w+ #) .*`)
)

// shape is what a translation keeps of a page: what kind of line begins where, the code, the links and the names in it.
func shape(text string) []string {
	var lines []string
	code, paragraph := false, false
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		fence := strings.HasPrefix(line, "```")
		switch {
		case code && !fence:
			lines = append(lines, reason.ReplaceAllString(line, "$1"))
		case fence:
			lines = append(lines, line)
			code = !code
		case shapeLine.MatchString(line):
			lines = append(lines, shapeLine.FindString(line))
		case line != "" && !paragraph:
			lines = append(lines, "text")
		}
		paragraph = line != "" && !code
	}
	for _, target := range links(text) {
		switch {
		case target == translation:
			target = "README.md"
		case target[0] == '#': // a heading of the page itself, in its own language
			target = "#"
		}
		lines = append(lines, target)
	}
	return lines
}

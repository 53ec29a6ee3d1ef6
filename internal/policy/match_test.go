package policy

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestMatch(t *testing.T) {
	tests := []struct {
		pattern, name string
		want          bool
	}{
		{"*", "", true},
		{"*", "anything", true},
		{"", "", true},
		{"", "a", false},
		{"?", "", false},
		{"?", "é", true},
		{"??", "é", false},
		{"s3:get*", "s3:getobject", true},
		{"s3:get*", "s3:putobject", false},
		{"s3:*object", "s3:getobject", true},
		{"s3:*object", "s3:getobjectacl", false},
		{"*object*", "s3:getobjectacl", true},
		{"s3:?etobject", "s3:getobject", true},
		{"a*b?d*e", "axxbcdyye", true},
		{"a*b?d*e", "axxbcdyy", false},
		{"*a?b", "aab", true},
		{"*?", "", false},
		{"a**b", "ab", true},
		{"ab*ba", "aba", false}, // the head and the tail don't share a character
		{"arn:aws:s3:::b/*", "arn:aws:s3:::b/x/y", true},
		{"arn:aws:s3:::B/*", "arn:aws:s3:::b/x", false},
		{"a${*}c", "a*c", true},
		{"a${*}c", "abc", false},
		{"${?}${$}", "?$", true},
		{"${aws:username}/*", "${aws:username}/x", true},
		{"${aws:username}", "alice", false},
		{"a*", "a${*", true},
		{"${unclosed", "${unclosed", true},
	}
	for _, tt := range tests {
		if got := Match(tt.pattern, tt.name); got != tt.want {
			t.Errorf("Match(%q, %q) = %v, want %v", tt.pattern, tt.name, got, tt.want)
		}
	}
}

// TestMatchTime has the patterns on which backtracking takes exponential time.
func TestMatchTime(t *testing.T) {
	start := time.Now()
	name := strings.Repeat("a", 20_000)
	for _, pattern := range []string{
		strings.Repeat("*a", 2_000) + "b",
		strings.Repeat("a*", 2_000) + "b",
		"*" + strings.Repeat("a", 2_000) + "b",
		strings.Repeat("*", 10_000) + "b",
		strings.Repeat("*?", 500) + "b",
	} {
		if Match(pattern, name) {
			t.Errorf("%.20q... matches", pattern)
		}
		if Covers(pattern, name[:2_000]+"*") == True {
			t.Errorf("%.20q... covers", pattern)
		}
	}
	if spent := time.Since(start); spent > 5*time.Second {
		t.Errorf("took %v", spent)
	}
}

// toRegexp translates a pattern the obvious way, which is Match's oracle.
func toRegexp(pattern string) *regexp.Regexp {
	var b strings.Builder
	for _, r := range pattern {
		switch r {
		case '*':
			b.WriteString(".*")
		case '?':
			b.WriteString(".")
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	return regexp.MustCompile(`\A(?s:` + b.String() + `)\z`)
}

func FuzzMatch(f *testing.F) {
	f.Add("a*b?c", "axxbyc")
	f.Add("*ab*ab", "abab")
	f.Add("?*é", "aé")
	f.Add("*?*?", "ab")
	f.Fuzz(func(t *testing.T, pattern, name string) {
		if !utf8.ValidString(pattern) || !utf8.ValidString(name) || len(pattern) > 200 || strings.Contains(pattern, "${") {
			return
		}
		want := toRegexp(pattern).MatchString(name)
		if got := Match(pattern, name); got != want {
			t.Errorf("Match(%q, %q) = %v, want %v", pattern, name, got, want)
		}
	})
}

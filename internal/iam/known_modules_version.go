package iam

import (
	"math"
	"strconv"
	"strings"
)

// majors are the major versions from the first to the last.
type majors struct{ first, last int }

func (m majors) overlap(bounds [2]int) bool {
	return (bounds[1] < 0 || m.first <= bounds[1]) && m.last >= bounds[0]
}

// majorVersions are the major versions that a constraint allows: 5 to 5 for "~> 5.30", 4 to any for ">= 4.1", and 5 to 5
// for the git reference "v5.30.0". Anything that isn't understood allows all.
// https://developer.hashicorp.com/terraform/language/expressions/version-constraints
func majorVersions(constraint string) majors {
	allowed := majors{0, math.MaxInt}
	for part := range strings.SplitSeq(constraint, ",") {
		part = strings.TrimSpace(part)
		version := strings.TrimLeft(part, "<>=!~ ")
		operator := strings.TrimSpace(part[:len(part)-len(version)])
		numbers, ok := numbersOf(version)
		if !ok {
			continue
		}
		switch major := numbers[0]; operator {
		case "", "=":
			allowed.first, allowed.last = max(allowed.first, major), min(allowed.last, major)
		case "~>":
			allowed.first = max(allowed.first, major)
			if len(numbers) > 1 { // "~> 5" lets the only number grow
				allowed.last = min(allowed.last, major)
			}
		case ">=", ">":
			allowed.first = max(allowed.first, major)
		case "<":
			if !isRelease(numbers[1:]) {
				major-- // "< 6.0"
			}
			allowed.last = min(allowed.last, major)
		case "<=":
			allowed.last = min(allowed.last, major)
		}
	}
	return allowed
}

// isRelease reports whether numbers after the major one say that the major version itself has releases below.
func isRelease(minors []int) bool {
	for _, n := range minors {
		if n > 0 {
			return true
		}
	}
	return false
}

// numbersOf reads "5.30.0", "v5.30.0" and "tags/0.4.1-rc1".
func numbersOf(version string) ([]int, bool) {
	version = strings.TrimPrefix(strings.TrimPrefix(version, "tags/"), "v")
	version, _, _ = strings.Cut(version, "-")
	var numbers []int
	for part := range strings.SplitSeq(version, ".") {
		n, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil || n < 0 {
			return nil, false
		}
		numbers = append(numbers, n)
	}
	return numbers, true
}

// Package linttest reads the rules' cases and compares what the user sees with what they expect.
package linttest

import (
	_ "github.com/google/go-cmp/cmp"
	_ "golang.org/x/tools/txtar"
)

#!/bin/sh
# Runs each fuzz target of the module for a while: tools/fuzz.sh DURATION
#
# Go up to 1.26 sometimes ends a run whose time is over with "context deadline exceeded", as if an input had failed:
# https://go.dev/issue/75804. So what counts is whether go wrote a failing input, or said anything else.
set -u

# Go writes a failing input to testdata/fuzz/<target> of the package, even when time is over before it has said so.
inputs() { ls -A "$1/testdata/fuzz/$2" 2>/dev/null; }

only_out_of_time() {
	printf '%s\n' "$1" | grep -qx '    context deadline exceeded' && ! printf '%s\n' "$1" | grep -qE 'Failing input|panic|hung or terminated'
}

targets=$(grep -rn --include='*_test.go' -oE '^func Fuzz[A-Za-z0-9_]+' . | sed -E 's|/[^/]*_test.go:[0-9]+:func |:|')
[ -n "$targets" ] || { echo "no fuzz target found" >&2; exit 1; }

for target in $targets; do
	package=${target%%:*} name=${target##*:}
	echo "==> $package $name for $1"
	before=$(inputs "$package" "$name")
	out=$(go test -run='^$' -fuzz="^$name\$" -fuzztime="$1" -fuzzminimizetime=20x "$package" 2>&1)
	status=$?
	printf '%s\n' "$out" | tail -n 2
	if [ "$before" != "$(inputs "$package" "$name")" ] || { [ $status -ne 0 ] && ! only_out_of_time "$out"; }; then
		printf '%s\n' "$out"
		exit 1
	fi
done

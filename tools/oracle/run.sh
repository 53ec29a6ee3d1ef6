#!/bin/sh
# Compares the decisions of package policy with an independent simulator. Needs node and npm; run from anywhere.
#
# The simulator is under the AGPL. It is installed beside this script, runs as a process of its own, and is no part of
# what is built or shipped.
set -eu
cd "$(dirname "$0")"
[ -d node_modules ] || npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error
cd ../..
exec go test -tags oracle -count=1 -run TestOracle -v ./internal/policy "$@"

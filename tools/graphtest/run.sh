#!/bin/sh
# Tests the pictures of the plugin's graph command in Chromium: tools/graphtest/run.sh [--if-possible] [--screenshot FILE]
#
# It needs Chromium (the environment variable CHROMIUM names another one), node and npm. With --if-possible it says what is
# missing and is content. Whatever comes from npm is installed beside this script.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
optional=
if [ "${1:-}" = --if-possible ]; then
	optional=1
	shift
fi

missing() {
	if [ -n "$optional" ]; then
		echo "skipped: $1"
		exit 0
	fi
	echo "$1" >&2
	exit 1
}

browser=${CHROMIUM:-}
for name in chromium chromium-browser google-chrome google-chrome-stable; do
	[ -n "$browser" ] || browser=$(command -v "$name" || true)
done
[ -n "$browser" ] || missing "there is no Chromium; install it (apt-get install chromium), or name it: CHROMIUM=/path/to/chrome make graph-test"
command -v npm >/dev/null && command -v node >/dev/null || missing "there is no node and npm, which drive the browser"

cd "$here"
[ -d node_modules ] || npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error ||
	missing "npm could not install playwright-core and mermaid"
exec node check.mjs "$browser" "$@"

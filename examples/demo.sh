#!/bin/sh
# Lints the two examples and fails unless the leaky one has findings and the sound one has none.
# usage: demo.sh TFLINT, with TFLINT_PLUGIN_DIR set to where the plugin is.
set -u
cd "$(dirname "$0")" || exit 1

echo "==> Linting examples/leaky: long-term keys and what they may do"
"$1" --chdir=leaky
found=$?

echo
echo "==> Linting examples/sound: the same work without keys"
"$1" --chdir=sound
sound=$?

echo
if [ "$found" -ne 2 ]; then
	echo "==> examples/leaky was to have findings; tflint exited with $found" >&2
	exit 1
fi
if [ "$sound" -ne 0 ]; then
	echo "==> examples/sound was to be free of findings; tflint exited with $sound" >&2
	exit 1
fi
echo "==> As it should be: findings in examples/leaky, none in examples/sound"

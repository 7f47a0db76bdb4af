#!/usr/bin/env bash
# editors/sublime/batchlang.sublime-syntax in bat, which reads Sublime's syntaxes: every sort of
# word gets a colour of its own.      tests/editors/sublime.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
bat=$(command -v batcat || command -v bat)
mkdir -p "$scratch/source/syntaxes"
cp "$here/../../editors/sublime/batchlang.sublime-syntax" "$scratch/source/syntaxes/"
"$bat" cache --build --source "$scratch/source" --target "$scratch/cache" >/dev/null
export BAT_CACHE_PATH=$scratch/cache
cd "$here"
"$bat" --no-config --color always --style plain --theme 'Monokai Extended' --language Batchlang sample.batch >"$scratch/shown"
failed=0
# The colour a text is shown in: the last escape sequence before it.
colour() { sed -n "s/.*\x1b\[\([0-9;]*\)m$1.*/\1/p" "$scratch/shown" | head -1; }
differs() { # two texts that must have colours, and not the same
  local a b
  a=$(colour "$2") b=$(colour "$3")
  if [ -n "$a" ] && [ "$a" != "$b" ]; then echo "ok   $1"; else echo "FAIL $1: '$a' and '$b'"; failed=1; fi
}
differs "a kind is no attribute" job_queue max_vcpus
differs "a number is no attribute" 64 max_vcpus
differs "a text is no number" us-east-1 64
differs "a comment is no text" ' What every' us-east-1
differs "AWS's word is no text" SPOT us-east-1
exit $failed

#!/usr/bin/env bash
# editors/kakoune in a real Kakoune without a screen: filetype, highlighter, indentation, :format.
#   tests/editors/kakoune.sh        `batchlang' and `kak' are on the PATH
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp "$here/sample.batch" "$scratch"
cd "$scratch"
failed=0
check() { if [ "$2" = "$3" ]; then echo "ok   $1"; else echo "FAIL $1: $2"; failed=1; fi; }

# The editor says on its debug buffer what went wrong in a hook or highlighter.
cat > keys <<KAK
try %{
source $here/../../editors/kakoune/rc/batchlang.kak
edit sample.batch
echo -to-file type %opt{filetype}
execute-keys -with-hooks '/max_vcpus<ret>oa = {<ret>b = 1<ret>}<esc>'
write -force written
edit!
format
write -force formatted
} catch %{ echo -debug "error: %val{error}" }
buffer *debug*
write -force debug
quit! 0
KAK
XDG_CONFIG_HOME=$scratch timeout 20 kak -ui dummy -e "source $scratch/keys" </dev/null || true
check "filetype" "$(cat type 2>/dev/null)" batchlang
check "indentation" "$(grep -A2 'a = {' written 2>/dev/null | tr '\n' '|')" '  a = {|    b = 1|  }|'
check "format" "$(grep -c '  type           = SPOT' formatted 2>/dev/null)" 1
check "no error" "$(grep -i 'error' debug 2>/dev/null | grep -v windowing || true)" ""
exit $failed

#!/usr/bin/env bash
# editors/vim in a real Vim with ALE, in a folder that holds sample.batch; `batchlang' is on the PATH.
# Judged by what it wrote: Vim without a screen ends with 1 if it has shown any message.
here=$(cd "$(dirname "$0")" && pwd)
REPORT=$PWD/report vim -N -u "$here/vimrc" -es -S "$here/vim.vim" sample.batch
cat report
grep -q '^ok   end' report && ! grep -q '^FAIL' report

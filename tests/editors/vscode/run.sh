#!/usr/bin/env bash
# The VS Code extension in a real VS Code: code-server and Chromium without a screen, on loopback.
#
#   tests/editors/vscode/run.sh BINARY [VSIX]     VSIX: one that is packaged already
#
# Says "left out: why" and ends with 77 where it cannot be installed (no network, no Chromium).
# Screenshots and logs are kept in ${CARGO_TARGET_DIR:-target}/editors/vscode.
set -euo pipefail
binary=$(realpath "$1")
vsix=${2:+$(realpath "$2")}
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../../..")
cache=${CARGO_TARGET_DIR:-$root/target}/editors
out=$cache/vscode
mkdir -p "$out"
cache=$(realpath "$cache")
out=$(realpath "$out")
log=$out/extension.log
: >"$log"
part() { printf '%4ds  %s\n' "$SECONDS" "$*"; }

"$here/prepare.sh" || exit $?
tools=$cache/code-server
export TOOLS=$tools TERMINAL=
! [ -e "$tools/node_modules/code-server/lib/vscode/node_modules/node-pty/build/Release/pty.node" ] || TERMINAL=yes
part "Chromium, code-server"

if [ -z "$vsix" ]; then
  build=$cache/vscode-extension
  (cd "$root/editors/vscode" && tar -cf - --exclude node_modules --exclude dist --exclude '*.vsix' .) | tar -xf - -C "$build"
  vsix=$out/batchlang.vsix
  (cd "$build" && npm run -s package -- --out "$vsix") >>"$log" 2>&1 || { tail -20 "$log"; exit 1; }
fi
part "the extension is packaged"

node "$here/grammar.mjs" "$root"
part "colours"
node "$here/snippets.mjs" "$root" "$binary"
part "snippets"

# Everything of this run: VS Code brings unsaved texts back from an old folder.
work=$(mktemp -d "${TMPDIR:-/tmp}/batchlang-vscode.XXXXXX")
groups=()
end() {
  for group in "${groups[@]}"; do kill -TERM -- "-$group" 2>/dev/null || true; done
  sleep 1
  for group in "${groups[@]}"; do kill -KILL -- "-$group" 2>/dev/null || true; done
  rm -rf "$work"
}
trap end EXIT
cp -r "$here/workspace" "$work/lab"
mkdir -p "$work/lab/.vscode" "$work/home"
export HOME=$work/home AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_EC2_METADATA_DISABLED=true
# A PATH without the program, to which it comes later; VS Code asks a login shell for it.
export LATER_ON_PATH=$work/bin
mkdir "$LATER_ON_PATH"
without=$(tr : '\n' <<<"$PATH" | while read -r one; do [ -e "$one/batchlang" ] || printf '%s:' "$one"; done)
export PATH=$LATER_ON_PATH:${without%:}
echo "export PATH='$PATH'" >"$HOME/.profile"

endpoint=
if "$binary" sandbox --help >/dev/null 2>&1; then
  setsid "$binary" sandbox --port 0 --states 200 --lag 0 >"$work/sandbox.log" 2>&1 &
  groups+=($!)
  for _ in $(seq 100); do endpoint=$(grep -om1 'http://[0-9.:]*' "$work/sandbox.log" || true); [ -n "$endpoint" ] && break; sleep .1; done
  [ -n "$endpoint" ] || { echo "the sandbox did not start"; cat "$work/sandbox.log"; exit 1; }
fi
cat >"$work/lab/.vscode/settings.json" <<JSON
{
  "batchlang.path": "$binary",
  "batchlang.endpointUrl": "$endpoint",
  "workbench.startupEditor": "none",
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.tips.enabled": false,
  "files.autoSave": "off",
  "task.saveBeforeRun": "never",
  "editor.minimap.enabled": false
}
JSON

vscode=(node "$tools/node_modules/code-server/lib/vscode/out/server-main.js" --accept-server-license-terms
  --server-data-dir "$work/data" --extensions-dir "$work/extensions")
"${vscode[@]}" --install-extension "$vsix" >>"$log" 2>&1 || { cat "$log"; exit 1; }
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
setsid "${vscode[@]}" --host 127.0.0.1 --port "$port" --without-connection-token --telemetry-level off \
  --disable-workspace-trust >"$out/server.log" 2>&1 &
groups+=($!)
for _ in $(seq 240); do curl -sf -o /dev/null "http://127.0.0.1:$port/" && break; sleep .25; done
part "VS Code serves"

rm -f "$out"/*.png
status=0
BATCHLANG=$binary SANDBOX=$endpoint node "$here/e2e.mjs" "http://127.0.0.1:$port/?folder=$work/lab" "$out" || status=$?
if [ $status != 0 ]; then
  find "$work/data/data/logs" -name '*.log' -size +0 -exec tail -n 8 {} + >"$out/vscode-logs.txt" 2>/dev/null || true
fi
part "end to end"
exit $status

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
log=$out/install.log
: >"$log"

part() { printf '%4ds  %s\n' "$SECONDS" "$*"; }
left_out() { echo "left out: $*"; exit 77; }
debian() { # a program and its package, where we may install one
  command -v "$1" >/dev/null && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$2"; } >>"$log" 2>&1 || true
  fi
  command -v "$1" >/dev/null
}

command -v node >/dev/null && command -v npm >/dev/null || left_out "Node.js is not installed"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || left_out "Node.js 20 is needed"
debian chromium chromium || left_out "Chromium is not installed"
debian rg ripgrep || left_out "ripgrep is not installed"
part "Chromium and ripgrep"

# VS Code's own server out of code-server. No package's scripts are run: nothing is compiled, and
# nothing is fetched but packages. A changed list of packages is installed anew.
tools=$cache/code-server
if ! cmp -s "$here/package.json" "$tools/installed"; then
  rm -rf "$tools"
  mkdir -p "$tools"
  cp "$here/package.json" "$tools/"
  code=$tools/node_modules/code-server/lib/vscode
  { (cd "$tools" && npm install --no-audit --no-fund --ignore-scripts) &&
    (cd "$code" && npm install --omit=dev --ignore-scripts --no-audit --no-fund); } >>"$log" 2>&1 ||
    left_out "code-server could not be installed ($log)"
  mkdir -p "$code/node_modules/@vscode/ripgrep/bin"
  ln -sf "$(command -v rg)" "$code/node_modules/@vscode/ripgrep/bin/rg"
  ln -sfn node_modules "$code/node_modules.asar"
  cp "$here/package.json" "$tools/installed"
fi
export TOOLS=$tools
part "code-server"

if [ -z "$vsix" ]; then
  # In a copy, so that the tests of two builds do not write into each other's folder.
  build=$cache/vscode-extension
  mkdir -p "$build"
  (cd "$root/editors/vscode" && tar -cf - --exclude node_modules --exclude dist --exclude '*.vsix' .) | tar -xf - -C "$build"
  if ! cmp -s "$build/package-lock.json" "$build/node_modules/installed"; then
    (cd "$build" && npm ci --no-audit --no-fund --ignore-scripts) >>"$log" 2>&1 ||
      left_out "what builds the extension could not be installed ($log)"
    cp "$build/package-lock.json" "$build/node_modules/installed"
  fi
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
  "editor.minimap.enabled": false
}
JSON

vscode=(node "$tools/node_modules/code-server/lib/vscode/out/server-main.js" --accept-server-license-terms
  --server-data-dir "$work/data" --extensions-dir "$work/extensions")
"${vscode[@]}" --install-extension "$vsix" >"$out/extension.log" 2>&1 || { cat "$out/extension.log"; exit 1; }
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

#!/usr/bin/env bash
# Installs what tests/editors/vscode/run.sh needs: Chromium, VS Code's server, what builds the extension.
# Says "left out: why" and ends with 77 where something cannot be had (no network, no Chromium).
set -euo pipefail
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../../..")
cache=${CARGO_TARGET_DIR:-$root/target}/editors
mkdir -p "$cache/vscode"
cache=$(realpath "$cache")
log=$cache/vscode/install.log
exec 8>"$cache/vscode.lock"
command -v flock >/dev/null && flock 8
: >"$log"

left_out() { echo "left out: $*"; exit 77; }
debian() { # a program and its package, where we may install one
  command -v "$1" >/dev/null && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && apt-get install -o DPkg::Lock::Timeout=300 -y -qq --no-install-recommends "$2"; } >>"$log" 2>&1 || true
  fi
  command -v "$1" >/dev/null
}

command -v node >/dev/null && command -v npm >/dev/null || left_out "Node.js is not installed"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || left_out "Node.js 20 is needed"
debian chromium chromium || left_out "Chromium is not installed"
debian rg ripgrep || left_out "ripgrep is not installed"

# VS Code's own server out of code-server. No package's scripts are run, so nothing is fetched but
# packages. A changed list of packages is installed anew.
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
  # A task runs in a terminal, which is compiled (7 s). Its last step fails, after the terminal is made.
  (cd "$code" && npm rebuild node-pty) >>"$log" 2>&1 || true
  cp "$here/package.json" "$tools/installed"
fi

# In a copy, so that the tests of two builds do not write into each other's folder.
build=$cache/vscode-extension
mkdir -p "$build"
cp "$root"/editors/vscode/package*.json "$build"
if ! cmp -s "$build/package-lock.json" "$build/node_modules/installed"; then
  (cd "$build" && npm ci --no-audit --no-fund --ignore-scripts) >>"$log" 2>&1 ||
    left_out "what builds the extension could not be installed ($log)"
  cp "$build/package-lock.json" "$build/node_modules/installed"
fi

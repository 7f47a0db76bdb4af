// Finds the batchlang program: the setting, then `bin/` of the extension, then the PATH.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const vscode = require('vscode');
const { run } = require('./run');

// The first release with everything the extension asks of the program.
const OLDEST = [0, 1, 0];
const NAME = process.platform === 'win32' ? 'batchlang.exe' : 'batchlang';

/** Where the program is, without looking whether it works. */
function candidate(extensionPath) {
  const set = vscode.workspace.getConfiguration('batchlang').get('path').trim();
  if (set) return { path: expanded(set), from: 'the setting `batchlang.path`' };
  const bundled = path.join(extensionPath, 'bin', NAME);
  if (fs.existsSync(bundled)) return { path: bundled, from: 'the extension' };
  return { path: 'batchlang', from: 'the PATH' };
}

function expanded(text) {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const full = text.replace(/^~(?=[\\/]|$)/, os.homedir()).replaceAll('${workspaceFolder}', folder);
  // A relative path is relative to the workspace; a bare name is looked up in the PATH.
  return /[\\/]/.test(full) && !path.isAbsolute(full) ? path.join(folder, full) : full;
}

/** The program's path; throws a sentence for the user when there is none. */
async function find(extensionPath) {
  const { path: program, from } = candidate(extensionPath);
  let answer;
  try {
    answer = await run(program, ['--version'], { timeout: 10000 });
  } catch (error) {
    const missing = error.code === 'ENOENT';
    if (missing && program === 'batchlang') throw new Error('There is no batchlang on the PATH.');
    const why = missing ? 'is not there' : `cannot be started (${error.message})`;
    throw new Error(`The batchlang program of ${from}, ${program}, ${why}.`);
  }
  const version = /^batchlang (\d+)\.(\d+)\.(\d+)/.exec(answer.stdout);
  if (!version) throw new Error(`${program}, of ${from}, is not batchlang.`);
  if (older(version.slice(1).map(Number), OLDEST)) {
    throw new Error(
      `batchlang ${version.slice(1).join('.')} of ${from} is too old: ${OLDEST.join('.')} is needed.`,
    );
  }
  return { path: program, version: version.slice(1).join('.') };
}

function older(one, other) {
  const at = one.findIndex((number, place) => number !== other[place]);
  return at >= 0 && one[at] < other[at];
}

/** Whether the program has a language server: it may be built without. */
async function hasServer(program) {
  const answer = await run(program, ['lsp', '--help'], { timeout: 10000 }).catch(() => undefined);
  // One that was killed may have had it.
  return !answer?.code;
}

/** Tells that the program cannot be used, with a way to mend it. */
async function tell(error, again) {
  const choice = await vscode.window.showErrorMessage(error.message, 'Set Its Path', 'Try Again');
  if (choice === 'Set Its Path') {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'batchlang.path');
  } else if (choice === 'Try Again') {
    await again();
  }
}

module.exports = { find, hasServer, tell };

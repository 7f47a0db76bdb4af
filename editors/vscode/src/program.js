// Which program a file belongs to, and what the settings add to a run of the command line.
const path = require('node:path');
const vscode = require('vscode');

const PROJECT = /^[ \t]*project[ \t]+([A-Za-z][\w-]*)[ \t]*\{/m;
const REGION = /^[ \t]*region[ \t]*=[ \t]*"([^"$\n]+)"/m;

/** The project's name and its region, where the text says it plainly. */
function project(text) {
  const head = PROJECT.exec(text);
  if (!head) return undefined;
  return { name: head[1], region: REGION.exec(text.slice(head.index))?.[1] };
}

const isBatch = (document) => document?.languageId === 'batchlang';

/** The document with the `project`: this one, else one of the workspace, asked for where several have one. */
async function main(document) {
  document ??= vscode.window.activeTextEditor?.document;
  if (isBatch(document) && project(document.getText())) return document;
  const files = await vscode.workspace.findFiles('**/*.batch', '**/{node_modules,target,.git}/**', 500);
  const found = [];
  for (const file of files) {
    const one = await vscode.workspace.openTextDocument(file);
    if (project(one.getText())) found.push(one);
  }
  const nearest = isBatch(document) ? found.filter((one) => above(one, document)) : [];
  const choice = nearest.length ? nearest : found;
  if (choice.length <= 1) {
    if (!choice.length) vscode.window.showErrorMessage('No .batch file here has a `project`.');
    return choice[0];
  }
  const items = choice.map((one) => ({
    label: project(one.getText()).name,
    description: vscode.workspace.asRelativePath(one.uri),
    document: one,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Which program?' });
  return picked?.document;
}

/** In the same folder or one above. */
function above(one, document) {
  const from = path.relative(path.dirname(one.uri.fsPath), document.uri.fsPath);
  return !from.startsWith('..') && !path.isAbsolute(from);
}

/** The document with everything in the workspace saved; one without a file gets one, or nothing is given. */
async function saved(document) {
  const unsaved = vscode.workspace.textDocuments.filter((one) => isBatch(one) && one.isDirty && !one.isUntitled);
  for (const one of unsaved) await one.save();
  if (!document.isUntitled) return document;
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.files.save');
  const now = vscode.window.activeTextEditor?.document;
  return isBatch(now) && !now.isUntitled ? now : undefined;
}

/** `--param` for every parameter of the settings. */
function params(document) {
  const set = vscode.workspace.getConfiguration('batchlang', document?.uri).get('params') ?? {};
  const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
  return Object.entries(set).flatMap(([name, value]) => ['--param', `${name}=${text(value)}`]);
}

module.exports = { isBatch, main, params, project, saved };

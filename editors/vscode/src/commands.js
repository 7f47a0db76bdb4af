// The commands that are one run of the program each.
const path = require('node:path');
const vscode = require('vscode');
const { run } = require('./run');
const programs = require('./program');

const KINDS = [
  { label: 'spot', description: 'Spot instances: far cheaper, may be taken back' },
  { label: 'ec2', description: 'EC2 instances at the full price: never taken back' },
  { label: 'fargate', description: 'No instances to look after' },
];

/** Checks every folder, whether its files are open or not. */
async function check(server) {
  const program = await server.forCommand();
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (!program) return;
  if (!folders.length) {
    vscode.window.showInformationMessage('Open a folder to check what is in it.');
    return;
  }
  let worst = 0;
  const summaries = [];
  for (const folder of folders) {
    const args = ['check', '.', '--format', 'short', '--color', 'never', ...programs.params(folder)];
    const answer = await run(program, args, { cwd: folder.uri.fsPath });
    server.output.appendLine(`${folder.name}:`);
    server.output.append(answer.stdout + answer.stderr);
    worst = Math.max(worst, answer.code ?? 2);
    const summary = answer.stderr.trim().split('\n').at(-1);
    summaries.push(folders.length > 1 ? `${folder.name}: ${summary}` : summary);
  }
  const tell = worst ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const choice = await tell(summaries.join(' · ') || 'No errors.', 'Show Output', 'Show Problems');
  if (choice === 'Show Output') server.output.show();
  if (choice === 'Show Problems') await vscode.commands.executeCommand('workbench.actions.view.problems');
}

/** Writes the Terraform beside the program and opens it. */
async function compile(server) {
  const document = await programs.main();
  const file = document && (await programs.saved(document));
  const program = file && (await server.forCommand());
  if (!program) return;
  const folder = path.join(path.dirname(file), 'terraform');
  const args = ['compile', file, '--output', folder, '--color', 'never', ...programs.params(document)];
  const answer = await run(program, args, { cwd: path.dirname(file) });
  server.output.append(answer.stdout + answer.stderr);
  if (answer.code !== 0) {
    const choice = await vscode.window.showErrorMessage('The program has errors; nothing was written.', 'Show Output');
    if (choice) server.output.show();
    return;
  }
  const written = await vscode.workspace.openTextDocument(path.join(folder, 'main.tf'));
  await vscode.window.showTextDocument(written, { preview: true, viewColumn: vscode.ViewColumn.Two });
}

/** The page of a finding's code, a block or an attribute; asks which where it is not said. */
async function explain(server, pages, code) {
  const program = await server.forCommand();
  if (!program) return;
  const what = typeof code === 'string' ? code : await chosenCode(program);
  if (!what) return;
  const answer = await run(program, ['explain', what, '--color', 'never']);
  if (answer.code === 0) await pages.showExplanation(what, answer.stdout);
  else vscode.window.showErrorMessage(answer.stderr.trim().split('\n')[0]);
}

/** Those of the cursor's line first. */
async function chosenCode(program) {
  const { stdout } = await run(program, ['explain', '--list', '--color', 'never']);
  const editor = vscode.window.activeTextEditor;
  const line = editor?.selection.active.line;
  const all = editor ? vscode.languages.getDiagnostics(editor.document.uri) : [];
  const here = new Set(
    all.filter(({ range }) => range.start.line <= line && line <= range.end.line).map(({ code }) => code?.value ?? code),
  );
  const items = [...stdout.matchAll(/^(\S+)\s+(\S+)\s+(.*)$/gm)]
    .map(([, label, description, detail]) => ({ label, description, detail }))
    .sort((one, other) => here.has(other.label) - here.has(one.label));
  const options = { placeHolder: 'Which code?', matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.label;
}

/** An untitled file with a starter in it. */
async function starter(server) {
  const program = await server.forCommand();
  const kind = program && (await vscode.window.showQuickPick(KINDS, { placeHolder: 'What runs the jobs?' }));
  if (!kind) return;
  const args = ['new', '-', '--kind', kind.label, '--color', 'never'];
  const name = vscode.workspace.workspaceFolders?.[0]?.name;
  if (name && /^[A-Za-z][\w-]*$/.test(name)) args.push('--name', name);
  const answer = await run(program, args);
  if (answer.code !== 0) {
    vscode.window.showErrorMessage(answer.stderr.trim().split('\n')[0]);
    return;
  }
  const document = await vscode.workspace.openTextDocument({ language: 'batchlang', content: answer.stdout });
  await vscode.window.showTextDocument(document);
}

/** A code lens's command: its arguments are the protocol's, VS Code's own command wants its types. */
function showReferences(server, uri, position, locations) {
  const convert = server.client?.protocol2CodeConverter;
  if (!convert || !uri) return undefined;
  return vscode.commands.executeCommand(
    'editor.action.showReferences',
    convert.asUri(uri),
    convert.asPosition(position),
    (locations ?? []).map((one) => convert.asLocation(one)),
  );
}

module.exports = { check, compile, explain, showReferences, starter };

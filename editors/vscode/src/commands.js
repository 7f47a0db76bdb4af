// The commands that are one run of the program each.
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
    const summary = answer.code === 2 ? answer.stderr.trim().split('\n')[0] : counted(answer.stdout);
    summaries.push(folders.length > 1 ? `${folder.name}: ${summary}` : summary);
  }
  const tell = worst ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const choice = await tell(summaries.join(' · '), 'Show Output', 'Show Problems');
  if (choice === 'Show Output') server.output.show();
  if (choice === 'Show Problems') await vscode.commands.executeCommand('workbench.actions.view.problems');
}

/** "1 error, 2 warnings", of a report with a line for each. */
function counted(report) {
  const parts = ['error', 'warning'].map((word) => {
    const many = [...report.matchAll(new RegExp(`: ${word}\\[`, 'g'))].length;
    return many && `${many} ${word}${many === 1 ? '' : 's'}`;
  });
  return parts.filter(Boolean).join(', ') || 'No errors.';
}

/** Writes the Terraform beside the program, of the texts as they stand in the editor, and opens it. */
async function compile(server) {
  const chosen = await programs.main();
  const document = chosen?.isUntitled ? await programs.saved(chosen) : chosen;
  if (!document) return;
  try {
    const answer = await server.ask('batchlang.compile', { uri: document.uri.toString() });
    if (!answer) return;
    server.output.appendLine(answer.text);
    const file = vscode.Uri.joinPath(vscode.Uri.parse(answer.folder), 'main.tf');
    await vscode.window.showTextDocument(file, { preview: true, viewColumn: vscode.ViewColumn.Two });
  } catch (error) {
    vscode.window.showErrorMessage(`Nothing was written: ${error.message.split('\n')[0]}`);
  }
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
  // The walkthrough's page takes the focus back while it redraws itself.
  const options = { placeHolder: 'What runs the jobs?', ignoreFocusOut: true };
  const kind = program && (await vscode.window.showQuickPick(KINDS, options));
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

// What stands at the `{}` of the status bar: the server's state, and the program a file is of.
const vscode = require('vscode');
const programs = require('./program');

const SELECTOR = { language: 'batchlang' };
const TEXTS = {
  stopped: 'batchlang: stopped',
  starting: 'batchlang: starting',
  running: 'batchlang',
  failed: 'batchlang: not running',
};

function status(context, server) {
  const state = vscode.languages.createLanguageStatusItem('batchlang.server', SELECTOR);
  state.name = 'batchlang server';
  state.command = { command: 'batchlang.restart', title: 'Restart' };
  const program = vscode.languages.createLanguageStatusItem('batchlang.program', SELECTOR);
  program.name = 'batchlang program';
  program.command = { command: 'batchlang.openGraph', title: 'Show Graph' };

  const serverChanged = () => {
    state.text = TEXTS[server.state];
    state.detail = server.detail;
    state.busy = server.state === 'starting';
    const { Error, Information } = vscode.LanguageStatusSeverity;
    state.severity = server.state === 'failed' ? Error : Information;
  };
  const programChanged = () => {
    const document = vscode.window.activeTextEditor?.document;
    if (!programs.isBatch(document)) return;
    const project = programs.project(document.getText());
    program.text = project ? [project.name, project.region].filter(Boolean).join(' · ') : 'no project in this file';
  };
  serverChanged();
  programChanged();
  context.subscriptions.push(
    state,
    program,
    server.onChange(serverChanged),
    vscode.window.onDidChangeActiveTextEditor(programChanged),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) programChanged();
    }),
  );
}

module.exports = { status };

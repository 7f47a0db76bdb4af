// Starts `batchlang lsp` for .batch files; everything else is the server's.
const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

async function start() {
  const command = vscode.workspace.getConfiguration('batchlang').get('path');
  client = new LanguageClient(
    'batchlang',
    'batchlang',
    { command, args: ['lsp', '--stdio'] },
    {
      documentSelector: [{ language: 'batchlang' }],
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/*.batch') },
    },
  );
  await client.start();
}

exports.activate = async (context) => {
  const restart = async () => {
    if (client) await client.stop().catch(() => {});
    await start();
  };
  context.subscriptions.push(vscode.commands.registerCommand('batchlang.restart', restart));
  await start();
};

exports.deactivate = () => client && client.stop();

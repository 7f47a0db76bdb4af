// What VS Code starts: the server, and the commands around it. What a file means is the server's.
const vscode = require('vscode');
const commands = require('./commands');
const { Deployment } = require('./deploy');
const { Graph } = require('./graph');
const { Pages } = require('./pages');
const { Server } = require('./server');
const { status } = require('./status');
const { Tasks } = require('./tasks');

let server;

exports.activate = async (context) => {
  server = new Server(context);
  const pages = new Pages(context);
  const deployment = new Deployment(server, pages);
  const graph = new Graph(context, server);
  status(context, server);

  // Names of their own: those of the server's own commands are registered by its client.
  const all = {
    'batchlang.restart': () => server.restart(),
    'batchlang.showOutput': () => server.output.show(),
    'batchlang.checkWorkspace': () => commands.check(server),
    'batchlang.writeTerraform': () => commands.compile(server),
    'batchlang.showPlan': () => deployment.plan(),
    'batchlang.deploy': () => deployment.apply(),
    'batchlang.applyShownPlan': (uri) => deployment.applyShown(uri),
    'batchlang.openGraph': () => graph.show(),
    'batchlang.explainCode': (code) => commands.explain(server, pages, code),
    'batchlang.newFile': () => commands.starter(server),
    'batchlang.showReferences': (...args) => commands.showReferences(server, ...args),
  };
  for (const [name, work] of Object.entries(all)) {
    context.subscriptions.push(vscode.commands.registerCommand(name, guarded(work)));
  }
  context.subscriptions.push(
    vscode.tasks.registerTaskProvider('batchlang', new Tasks(server)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('batchlang.path')) server.restart();
    }),
  );
  await server.start();
};

exports.deactivate = () => server?.stop();

/** A command that fails says so in the output, and in a sentence. */
function guarded(work) {
  return async (...args) => {
    try {
      return await work(...args);
    } catch (error) {
      server.output.appendLine(error.stack ?? String(error));
      vscode.window.showErrorMessage(`batchlang: ${error.message ?? error}`);
      return undefined;
    }
  };
}

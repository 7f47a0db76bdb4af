// Findings of texts that are closed and in no folder: the client library keeps them, as it waits for the
// server to speak of them again, which speaks of the folders' files alone.
const vscode = require('vscode');

class Closed {
  constructor(context) {
    this.uris = new Map();
    context.subscriptions.push(
      vscode.workspace.onDidOpenTextDocument(({ uri }) => this.uris.delete(uri.toString())),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (!vscode.workspace.getWorkspaceFolder(uri)) this.uris.set(uri.toString(), uri);
      }),
    );
  }

  /** For the library: behind what the server says of the folders, that of these nothing is to be said. */
  get middleware() {
    return {
      provideWorkspaceDiagnostics: async (known, token, report, ask) => {
        const answer = await ask(known, token, report);
        report({ items: this.silent() });
        return answer;
      },
    };
  }

  /** Again until it is heard: while its last answer about a text is under way, the library does not. */
  silent() {
    for (const [key, uri] of this.uris) {
      if (!vscode.languages.getDiagnostics(uri).length) this.uris.delete(key);
    }
    return [...this.uris.values()].map((uri) => ({ kind: 'full', uri, version: null, items: [] }));
  }
}

module.exports = { Closed };

// Read-only pages: plans and explanations, under schemes of their own.
const vscode = require('vscode');

const PLAN = 'batchlang-plan';
const EXPLAIN = 'batchlang-explain';

class Pages {
  constructor(context) {
    this.texts = new Map();
    this.changed = new vscode.EventEmitter();
    this.onDidChange = this.changed.event;
    context.subscriptions.push(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(PLAN, this),
      vscode.workspace.registerTextDocumentContentProvider(EXPLAIN, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri) {
    return this.texts.get(uri.toString()) ?? '';
  }

  put(scheme, path, text) {
    const uri = vscode.Uri.from({ scheme, path });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    return uri;
  }

  async showPlan(name, text) {
    const uri = this.put(PLAN, `/${name}.batchplan`, text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false, viewColumn: vscode.ViewColumn.Two });
  }

  async showExplanation(code, markdown) {
    const uri = this.put(EXPLAIN, `/${code}.md`, markdown);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }
}

module.exports = { Pages };

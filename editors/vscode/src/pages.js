// Read-only pages: plans and explanations, under schemes of their own.
const path = require('node:path');
const vscode = require('vscode');

const PLAN = 'batchlang-plan';
const EXPLAIN = 'batchlang-explain';

class Pages {
  constructor(context) {
    this.texts = new Map();
    this.plans = new Map();
    this.changed = new vscode.EventEmitter();
    this.onDidChange = this.changed.event;
    context.subscriptions.push(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(PLAN, this),
      vscode.workspace.registerTextDocumentContentProvider(EXPLAIN, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.texts.delete(uri.toString());
        this.plans.delete(uri.toString());
      }),
    );
  }

  /** A tab that came back with the window has lost its text. */
  provideTextDocumentContent(uri) {
    return this.texts.get(uri.toString()) ?? `Of an earlier session: show the ${uri.scheme === PLAN ? 'plan' : 'page'} again.\n`;
  }

  put(scheme, path, text) {
    const uri = vscode.Uri.from({ scheme, path });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    return uri;
  }

  /** The plan that a page shows. */
  plan(uri) {
    return uri && this.plans.get(uri.toString());
  }

  /** One page for each program, which shows its newest plan. */
  async showPlan(plan) {
    const folder = path.posix.dirname(plan.document.uri.path);
    const uri = this.put(PLAN, path.posix.join('/', folder, `${plan.name}.batchplan`), plan.text);
    this.plans.set(uri.toString(), plan);
    const document = await vscode.workspace.openTextDocument(uri);
    const top = new vscode.Range(0, 0, 0, 0);
    await vscode.window.showTextDocument(document, { preview: false, viewColumn: vscode.ViewColumn.Two, selection: top });
  }

  async showExplanation(code, markdown) {
    const uri = this.put(EXPLAIN, `/${code}.md`, markdown);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }
}

module.exports = { Pages };

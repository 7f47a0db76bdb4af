// The picture of a program beside its text; it follows the text, and a click on a box goes to its declaration.
const vscode = require('vscode');
const programs = require('./program');
const sheet = require('./sheet');

const PAUSE_MS = 400;

class Graph {
  constructor(context, server) {
    this.server = server;
    context.subscriptions.push(
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.later(document)),
      server.onChange(() => this.draw()),
      { dispose: () => this.panel?.dispose() },
    );
  }

  async show() {
    const document = await programs.main();
    if (!document || !(await this.server.offers('batchlang.graph'))) return;
    this.document = document;
    if (!this.panel) this.open();
    this.panel.title = `Graph of ${programs.project(document.getText())?.name}`;
    this.panel.reveal(undefined, true);
    await this.draw();
  }

  open() {
    const where = { viewColumn: vscode.ViewColumn.Two, preserveFocus: true };
    this.panel = vscode.window.createWebviewPanel('batchlang.graph', 'Graph', where, {
      enableScripts: true,
      localResourceRoots: [],
    });
    this.panel.onDidDispose(() => {
      clearTimeout(this.timer);
      this.panel = this.shown = undefined;
    });
    this.panel.webview.onDidReceiveMessage(({ ready, address }) => {
      if (ready) this.panel.webview.postMessage(this.shown ?? {});
      if (address) this.reveal(address).catch((error) => vscode.window.showErrorMessage(`batchlang: ${error.message}`));
    });
    this.panel.webview.html = sheet.page();
  }

  later(document) {
    if (!this.panel || !programs.isBatch(document)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), PAUSE_MS);
  }

  /** Of the texts as they stand in the editor. What cannot be drawn leaves the last picture, and says why. */
  async draw() {
    if (!this.panel || this.server.state !== 'running') return;
    const ask = (format) => this.server.ask('batchlang.graph', { uri: this.document.uri.toString(), format });
    const version = (this.drawing = (this.drawing ?? 0) + 1);
    let picture = this.shown?.picture;
    let trouble = '';
    try {
      // One behind the other in the same breath: of the same texts.
      const [svg, dot] = await Promise.all([ask('svg'), ask('dot')]);
      if (!svg || !dot) return;
      picture = sheet.withAddresses(svg.text, dot.text);
    } catch (error) {
      trouble = error.message;
    }
    // Another drawing has begun since, or the panel is closed.
    if (!this.panel || version !== this.drawing) return;
    this.shown = { picture, trouble };
    this.panel.webview.postMessage(this.shown);
  }

  async reveal(address) {
    const [kind, label] = [address.slice(0, address.indexOf('.')), address.slice(address.indexOf('.') + 1)];
    const symbols = await vscode.commands.executeCommand('vscode.executeWorkspaceSymbolProvider', label);
    const named = (symbols ?? []).filter((one) => one.name === label);
    const ofKind = named.find((one) => one.containerName?.includes(kind)) ?? named[0];
    const place = ofKind?.location ?? (await written(this.document, kind, label));
    if (!place) {
      vscode.window.showInformationMessage(`${address} is made by a \`for\`: its label stands nowhere as such.`);
      return;
    }
    await vscode.window.showTextDocument(place.uri, { selection: place.range, viewColumn: vscode.ViewColumn.One });
  }
}

/** Where the text declares it, for when the server does not answer. */
function written(document, kind, label) {
  const head = new RegExp(`^[ \\t]*(?:existing[ \\t]+)?${literal(kind)}[ \\t]+(?=${literal(label)}[ \\t:{])`, 'm');
  const found = head.exec(document.getText());
  if (!found) return undefined;
  const at = document.positionAt(found.index + found[0].length);
  return new vscode.Location(document.uri, at);
}

/** The label of a text that is not right yet may hold anything. */
function literal(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

module.exports = { Graph };

// The picture of a program beside its text; it follows the text, and a click on a box goes to its declaration.
const crypto = require('node:crypto');
const path = require('node:path');
const vscode = require('vscode');
const { run } = require('./run');
const programs = require('./program');

const PAUSE_MS = 400;

class Graph {
  constructor(context, server) {
    this.server = server;
    context.subscriptions.push(
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.later(document)),
      { dispose: () => this.panel?.dispose() },
    );
  }

  async show() {
    const document = await programs.main();
    if (!document) return;
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
      this.panel = undefined;
    });
    this.panel.webview.onDidReceiveMessage(({ address }) => this.reveal(address));
  }

  later(document) {
    if (!this.panel || !programs.isBatch(document)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), PAUSE_MS);
  }

  async draw() {
    const program = await this.server.forCommand();
    if (!program || !this.panel) return;
    const [text, cwd] = [this.document.getText(), path.dirname(this.document.uri.fsPath)];
    const options = { cwd: this.document.isUntitled ? undefined : cwd, stdin: text };
    const args = ['graph', '-', ...programs.params(this.document), '--color', 'never', '--format'];
    const [svg, dot] = await Promise.all([run(program, [...args, 'svg'], options), run(program, [...args, 'dot'], options)]);
    // Typed on since, or closed: a later drawing is under way.
    if (!this.panel || text !== this.document.getText()) return;
    const picture = svg.stdout.includes('<svg') ? withAddresses(svg.stdout, dot.stdout) : '';
    const trouble = svg.code === 0 ? '' : firstError(svg.stderr);
    this.picture = picture || this.picture || '';
    this.panel.webview.html = page(this.picture, trouble);
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
  const head = new RegExp(`^[ \\t]*(?:existing[ \\t]+)?${kind}[ \\t]+(?=${label}[ \\t:{])`, 'm');
  const found = head.exec(document.getText());
  if (!found) return undefined;
  const at = document.positionAt(found.index + found[0].length);
  return new vscode.Location(document.uri, at);
}

/** The boxes with the addresses they stand for: a box and a node of the DOT with its label and colour are the same. */
function withAddresses(svg, dot) {
  const nodes = new Map();
  for (const [, address, label, colour] of dot.matchAll(/^\s*"([^"]+)" \[label="((?:[^"\\]|\\.)*)".*?fillcolor="([^"]+)"/gm)) {
    nodes.set(`${colour}ff ${label.split('\\n')[0]}`, address);
  }
  const box = /<g >(\s*<rect [^>]*fill="([^"]+)"[^>]*>\s*)<\/g>(\s*<text [^>]*><tspan[^>]*>([^<]*)<\/tspan>.*?<\/text>)/gs;
  return svg.replace(/<\?xml[^>]*\?>/, '').replace(box, (whole, rect, colour, text, label) => {
    const address = nodes.get(`${colour} ${label}`);
    if (!address) return whole;
    const name = escaped(address);
    return `<g class="box" tabindex="0" role="link" data-address="${name}" aria-label="${name}">${rect}${text}</g>`;
  });
}

function firstError(text) {
  return text.split('\n').find((line) => line.startsWith('error')) ?? 'The program cannot be drawn.';
}

function escaped(text) {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

function page(picture, trouble) {
  const nonce = crypto.randomBytes(16).toString('base64');
  const note = trouble ? `<p class="trouble" role="status">${escaped(trouble)}</p>` : '';
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<style nonce="${nonce}">
  body { padding: 12px; }
  .sheet { background: #fff; border-radius: 6px; padding: 12px; overflow: auto; }
  .sheet svg { display: block; height: auto; margin: auto; }
  .box { cursor: pointer; }
  .box:hover rect, .box:focus rect { stroke-width: 2.5; }
  .box:focus { outline: none; }
  .trouble { color: var(--vscode-errorForeground); margin: 0 0 12px; }
</style>
<title>Graph</title>
</head>
<body>${note}<div class="sheet">${picture.replaceAll('<style>', `<style nonce="${nonce}">`)}</div>
<script nonce="${nonce}">
  const vscode = acquireVsCodeApi();
  // As large as it was drawn, smaller where there is little room, but never too small to read.
  const svg = document.querySelector('.sheet svg');
  const fit = () => {
    const { x, y, width, height } = svg.getBBox();
    svg.setAttribute('viewBox', [x - 8, y - 8, width + 16, height + 16].join(' '));
    svg.removeAttribute('height');
    const room = svg.parentElement.clientWidth - 24;
    svg.setAttribute('width', Math.min(width + 16, Math.max(room, 0.45 * width)));
  };
  if (svg) {
    fit();
    addEventListener('resize', fit);
  }
  const go = (event) => {
    const box = event.target.closest?.('.box');
    if (box) vscode.postMessage({ address: box.dataset.address });
  };
  document.addEventListener('click', go);
  document.addEventListener('keydown', (event) => { if (event.key === 'Enter') go(event); });
</script>
</body>
</html>`;
}

module.exports = { Graph, withAddresses };

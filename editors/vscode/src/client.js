// The client library's client, for one run of the server. It has the server's process in its own hands, and
// a start that fails is one failure to whoever asked for it: the library would tell of it several times.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const vscode = require('vscode');
const { CloseAction, ErrorAction, LanguageClient } = require('vscode-languageclient/node');
const placed = require('./placed');

// So long a server that was told to leave may take.
const LEAVES_MS = 2000;
const MOST_SAID = 10000;

class Client extends LanguageClient {
  /** `ended` is called when a server that had started is gone. */
  constructor(program, options, ended) {
    super('batchlang', 'batchlang', async () => this.spawn(program), {
      ...options,
      middleware: { ...options.middleware, ...placed.middleware(() => this) },
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.closed(ended),
      },
    });
    this.said = '';
    this.registerFeature(placed.feature);
  }

  spawn(program) {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    this.child = spawn(program, ['lsp', '--stdio'], { cwd: folder && fs.existsSync(folder) ? folder : undefined });
    this.child.on('error', (error) => this.say(error.message));
    this.child.on('exit', (code, signal) => this.outputChannel.appendLine(`The language server ended: ${signal ?? code}.`));
    this.child.stderr.setEncoding('utf8').on('data', (text) => this.say(text));
    return this.child;
  }

  say(text) {
    this.said = (this.said + text).slice(-MOST_SAID);
  }

  start() {
    const start = super.start();
    this.begun = start.then(() => (this.running = true), () => false);
    return start;
  }

  /** Never started again by the library: it cannot start a client whose first start has failed. */
  async closed(ended) {
    this.gone = true;
    // While it waits for the start, the library must not forget about it.
    if (await this.begun) ended();
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  /** Of a start that fails nothing but the output is told here. */
  error(message, data, show) {
    super.error(message, data, this.running ? show : false);
  }

  /** The process ends in any case, also where the library finds nothing that runs to be stopped. */
  async stop(timeout) {
    await super.stop(timeout).catch(() => {});
    setTimeout(() => this.child?.kill(), LEAVES_MS);
  }

  /** What is wrong, after a start that failed with `error`. */
  trouble(error) {
    if (!this.gone) return error.message;
    return this.said.trim().split('\n')[0] || 'it ended at once';
  }
}

module.exports = { Client };

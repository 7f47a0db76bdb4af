// The language server's life: started, watched, started again when it dies, given up when it keeps dying.
const vscode = require('vscode');
const { LanguageClient, CloseAction, ErrorAction, State } = require('vscode-languageclient/node');
const binary = require('./binary');

const MOST_DEATHS = 5;
const WITHIN_MS = 3 * 60 * 1000;

class Server {
  constructor(context) {
    this.context = context;
    this.output = vscode.window.createOutputChannel('batchlang');
    this.trace = vscode.window.createOutputChannel('batchlang trace');
    this.changed = new vscode.EventEmitter();
    this.state = 'stopped';
    this.queue = Promise.resolve();
    context.subscriptions.push(this.output, this.trace, this.changed);
  }

  get onChange() {
    return this.changed.event;
  }

  become(state, detail = '') {
    this.state = state;
    this.detail = detail;
    this.changed.fire();
  }

  /** One start, stop or restart at a time. */
  inTurn(work) {
    this.queue = this.queue.then(work, work);
    return this.queue;
  }

  start() {
    return this.inTurn(() => this.startNow());
  }

  stop() {
    return this.inTurn(() => this.stopNow());
  }

  restart() {
    return this.inTurn(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  async startNow() {
    this.deaths = [];
    this.become('starting');
    try {
      this.program = await binary.find(this.context.extensionPath);
      const args = ['lsp', '--stdio'];
      const run = { command: this.program.path, args };
      this.client = new LanguageClient('batchlang', 'batchlang', run, this.options());
      this.client.onDidChangeState((event) => this.follow(event.newState));
      await this.client.start();
    } catch (error) {
      this.client = undefined;
      this.become('failed', error.message);
      this.output.appendLine(error.message);
      const known = error instanceof binary.Unusable;
      const told = known ? error : new Error(`The language server did not start: ${error.message}`);
      // Not awaited: the question may stand there for hours.
      binary.tell(told, () => this.start());
    }
  }

  async stopNow() {
    const client = this.client;
    this.client = undefined;
    if (client) await client.dispose().catch(() => {});
    this.become('stopped');
  }

  options() {
    return {
      documentSelector: ['file', 'untitled'].map((scheme) => ({ language: 'batchlang', scheme })),
      synchronize: { configurationSection: 'batchlang' },
      initializationOptions: vscode.workspace.getConfiguration('batchlang'),
      outputChannel: this.output,
      traceOutputChannel: this.trace,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue }),
        closed: () => this.died(),
      },
    };
  }

  follow(state) {
    if (state === State.Running) this.become('running', this.program.version);
    if (state === State.Starting) this.become('starting');
  }

  died() {
    const now = Date.now();
    this.deaths = [...this.deaths.filter((time) => now - time < WITHIN_MS), now];
    if (this.deaths.length < MOST_DEATHS) {
      this.output.appendLine('The language server ended and is started again.');
      return { action: CloseAction.Restart, handled: true };
    }
    this.become('failed', 'it ended five times in three minutes');
    vscode.window
      .showErrorMessage('The batchlang language server keeps ending.', 'Restart', 'Show Output')
      .then((choice) => {
        if (choice === 'Restart') this.restart();
        if (choice === 'Show Output') this.output.show();
      });
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  /** The program for one run of a command; tells when there is none and gives nothing. */
  async forCommand() {
    try {
      return (await binary.find(this.context.extensionPath)).path;
    } catch (error) {
      binary.tell(error, () => this.restart());
      return undefined;
    }
  }
}

module.exports = { Server };

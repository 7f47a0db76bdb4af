// The language server's life: started, watched, started again when it dies, given up when it keeps dying;
// and the commands it carries out.
const crypto = require('node:crypto');
const vscode = require('vscode');
const {
  CloseAction,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  LSPErrorCodes,
  ShowMessageRequest,
  State,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
} = require('vscode-languageclient/node');
const binary = require('./binary');
const { Closed } = require('./closed');
const placed = require('./placed');

const MOST_DEATHS = 5;
const WITHIN_MS = 3 * 60 * 1000;

class Server {
  constructor(context) {
    this.context = context;
    this.output = vscode.window.createOutputChannel('batchlang');
    this.trace = vscode.window.createOutputChannel('batchlang trace');
    this.changed = new vscode.EventEmitter();
    this.closed = new Closed(context);
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
      this.client.registerFeature(placed.feature);
      this.client.onDidChangeState((event) => this.follow(event.newState));
      this.client.onRequest(ShowMessageRequest.type, (question) => this.answer(question));
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
      middleware: { ...this.closed.middleware, ...placed.middleware(() => this.client) },
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

  /** The server's question: answered by whoever waits for it, else by the user in a notification. */
  async answer(question) {
    const answer = await this.onQuestion?.(question);
    if (answer) return answer.chosen;
    return vscode.window.showWarningMessage(question.message, ...(question.actions ?? []));
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

  /** The client, once it runs; tells when there is none and gives nothing. */
  async running() {
    await this.queue;
    if (this.client) return this.client;
    if (await this.forCommand()) binary.tell(new Error('The batchlang language server is not running.'), () => this.restart());
    return undefined;
  }

  /** Whether it offers a command; says so where it does not: a program may be built without AWS. */
  async offers(command) {
    const client = await this.running();
    if (!client) return false;
    const offered = client.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
    if (offered.includes(command)) return true;
    vscode.window.showErrorMessage(`This batchlang program does not offer ${command}: it was built without it.`);
    return false;
  }

  /** What the server answers to one of its commands, about the texts as they stand in the editor. */
  async ask(command, argument) {
    const client = await this.running();
    return client?.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] });
  }

  /** The same for one that takes its time: shown under `title`, with a way to stop it; nothing if it was. */
  async carryOut(command, argument, title) {
    if (!(await this.offers(command))) return undefined;
    const client = this.client;
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(options, async (progress, token) => {
      const workDoneToken = crypto.randomUUID();
      const listeners = [
        client.onProgress(WorkDoneProgress.type, workDoneToken, shownIn(progress, this.output)),
        token.onCancellationRequested(() => client.sendNotification(WorkDoneProgressCancelNotification.type, { token: workDoneToken })),
      ];
      try {
        return await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument], workDoneToken });
      } catch (error) {
        if (error.code === LSPErrorCodes.RequestCancelled) return undefined;
        throw error;
      } finally {
        listeners.forEach((one) => one.dispose());
      }
    });
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

/** Hands what the server reports on to a notification, and to the output. */
function shownIn(progress, output) {
  let reached = 0;
  return ({ message, percentage = reached }) => {
    if (!message) return;
    output.appendLine(message);
    progress.report({ message, increment: percentage - reached });
    reached = percentage;
  };
}

module.exports = { Server };

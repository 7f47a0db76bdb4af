// The language server's life: started, watched, started again when it dies, given up when it keeps dying;
// and the commands it carries out.
const crypto = require('node:crypto');
const vscode = require('vscode');
const {
  ExecuteCommandRequest,
  LSPErrorCodes,
  ShowMessageRequest,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
} = require('vscode-languageclient/node');
const binary = require('./binary');
const { Client } = require('./client');
const { Closed } = require('./closed');

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
    this.deaths = [];
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
    if (this.client) return;
    this.become('starting');
    let client;
    try {
      this.program = await binary.find(this.context.extensionPath);
      client = new Client(this.program.path, this.options(), () => this.died(client));
      client.onRequest(ShowMessageRequest.type, (question) => this.answer(question));
      this.client = client;
      await client.start();
      // It may have died since.
      if (this.client === client) this.become('running', this.program.version);
    } catch (error) {
      this.client = undefined;
      const told = client ? await this.whyNot(client, error) : error;
      this.become('failed', told.message);
      this.output.appendLine(told.message);
      // Not awaited: the question may stand there for hours.
      binary.tell(told, () => this.start());
    }
  }

  /** What to tell of a client whose start has failed. */
  async whyNot(client, error) {
    await client.dispose();
    const { path } = this.program;
    if (await binary.hasServer(path)) return new Error(`The language server did not start: ${client.trouble(error)}`);
    return new Error(`${path} has no language server: it was built without the feature \`lsp\`.`);
  }

  async stopNow() {
    const client = this.client;
    this.client = undefined;
    await client?.dispose();
    this.become('stopped');
  }

  options() {
    return {
      documentSelector: ['file', 'untitled'].map((scheme) => ({ language: 'batchlang', scheme })),
      synchronize: { configurationSection: 'batchlang' },
      initializationOptions: vscode.workspace.getConfiguration('batchlang'),
      outputChannel: this.output,
      traceOutputChannel: this.trace,
      middleware: this.closed.middleware,
    };
  }

  /** The server's question: answered by whoever waits for it, else by the user in a notification. */
  async answer(question) {
    const answer = await this.onQuestion?.(question);
    if (answer) return answer.chosen;
    return vscode.window.showWarningMessage(question.message, ...(question.actions ?? []));
  }

  /** A server that had started is gone: another one is started, unless they keep dying. */
  died(client) {
    if (client !== this.client) return;
    this.client = undefined;
    const now = Date.now();
    this.deaths = [...this.deaths.filter((time) => now - time < WITHIN_MS), now];
    if (this.deaths.length < MOST_DEATHS) {
      this.output.appendLine('The language server ended and is started again.');
      this.start();
      return;
    }
    this.deaths = [];
    this.become('failed', 'it ended five times in three minutes');
    vscode.window
      .showErrorMessage('The batchlang language server keeps ending.', 'Restart', 'Show Output')
      .then((choice) => {
        if (choice === 'Restart') this.restart();
        if (choice === 'Show Output') this.output.show();
      });
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
      const show = shownIn(progress, this.output);
      // Until the server has begun, the request is taken back; from then on it comes to an orderly end, and
      // its answer says how far it came.
      let begun = false;
      const taken = new vscode.CancellationTokenSource();
      const stop = () => client.sendNotification(WorkDoneProgressCancelNotification.type, { token: workDoneToken });
      const listeners = [
        client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
          begun = true;
          show(value);
        }),
        token.onCancellationRequested(() => (begun ? stop() : taken.cancel())),
        taken,
      ];
      try {
        const params = { command, arguments: [argument], workDoneToken };
        return await client.sendRequest(ExecuteCommandRequest.type, params, taken.token);
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

// Plan and apply: the plan is shown, and what is applied is that plan and no other.
const fs = require('node:fs/promises');
const os = require('node:os');
const path = require('node:path');
const vscode = require('vscode');
const { run } = require('./run');
const programs = require('./program');

const { ProgressLocation } = vscode;

class Deployment {
  constructor(server, pages) {
    this.server = server;
    this.pages = pages;
  }

  /** Shows what an apply would do. */
  async plan() {
    await this.withPlan(async () => {});
  }

  /** Shows it, asks, and does it. */
  async apply() {
    await this.withPlan(async (plan) => {
      if (!plan.changes) {
        vscode.window.showInformationMessage('The account is as the program says: nothing to do.');
        return;
      }
      const ask = { modal: true, detail: plan.summary };
      const title = `Apply the plan of ${plan.name} to the account?`;
      if ((await vscode.window.showWarningMessage(title, ask, 'Apply')) === 'Apply') {
        await this.carryOut(plan);
      }
    });
  }

  async withPlan(then) {
    const document = await programs.main();
    const file = document && (await programs.saved(document));
    const program = file && (await this.server.forCommand());
    if (!program) return;
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'batchlang-'));
    try {
      const plan = await this.make(program, document, file, path.join(folder, 'saved.plan'));
      if (plan) await then(plan);
    } finally {
      await fs.rm(folder, { recursive: true, force: true });
    }
  }

  async make(program, document, file, out) {
    const name = programs.project(document.getText())?.name ?? path.basename(file, '.batch');
    const args = ['plan', file, '--out', out, '--detailed-exitcode', '--color', 'never'];
    args.push(...programs.params(document), ...programs.account(document));
    const progress = { location: ProgressLocation.Notification, title: `Planning ${name}`, cancellable: true };
    const [answer, cancelled] = await vscode.window.withProgress(progress, async (_, token) => [
      await run(program, args, { cwd: path.dirname(file), token }),
      token.isCancellationRequested,
    ]);
    if (cancelled) return undefined;
    if (answer.code !== 0 && answer.code !== 2) {
      this.failed(`The plan of ${name} could not be made`, answer);
      return undefined;
    }
    await this.pages.showPlan(name, answer.stdout);
    const lines = answer.stdout.trim().split('\n');
    return { program, document, file, out, name, changes: answer.code === 2, summary: lines.find((line) => line.startsWith('Plan:')) ?? lines.at(-1) };
  }

  async carryOut({ program, document, file, out, name }) {
    const args = ['apply', out, '--yes', '--color', 'never', ...programs.account(document)];
    const title = `Applying ${name}`;
    const answer = await vscode.window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => {
        const onLine = (line) => {
          this.server.output.appendLine(line);
          if (/^\S*\s*\w+\.\S+: /.test(line)) progress.report({ message: line.trim() });
        };
        return run(program, args, { cwd: path.dirname(file), token, onLine });
      },
    );
    if (answer.code !== 0) {
      this.failed(`${name} was not applied to the end`, { ...answer, shown: true });
      return;
    }
    const done = answer.stdout.split('\n').find((line) => line.startsWith('Done')) ?? 'Done.';
    const choice = await vscode.window.showInformationMessage(`${name}: ${done}`, 'Show Output');
    if (choice) this.server.output.show();
  }

  /** The first line says what is wrong; the rest is in the output. */
  failed(what, { stderr, stdout, shown }) {
    const text = stderr.trim() || (stdout ?? '').trim();
    if (!shown) this.server.output.appendLine(text);
    const first = text.split('\n').find((line) => /error/.test(line)) ?? text.split('\n')[0] ?? '';
    vscode.window
      .showErrorMessage(`${what}: ${first.replace(/^error(\[[\w-]+\])?: /, '')}`, 'Show Output')
      .then((choice) => choice && this.server.output.show());
  }
}

module.exports = { Deployment };

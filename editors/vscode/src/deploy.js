// Plan and apply, by the server, on the texts as they stand in the editor. The plan is a page to read;
// what is applied has been shown, and is agreed to in a dialog.
const path = require('node:path');
const vscode = require('vscode');
const programs = require('./program');

class Deployment {
  constructor(server, pages) {
    this.server = server;
    this.pages = pages;
    server.onQuestion = (question) => this.answer(question);
  }

  /** Shows what an apply would do. */
  async plan() {
    const document = await programs.main();
    if (document) await this.make(document);
  }

  /** Shows it, asks, and does it. */
  async apply() {
    const chosen = await programs.main();
    const document = chosen && (await programs.saved(chosen));
    const plan = document && (await this.make(document));
    if (plan) await this.carryOut(plan);
  }

  /** The same for a plan that is open as a page. */
  async applyShown(uri) {
    const plan = this.pages.plan(uri ?? vscode.window.activeTextEditor?.document.uri);
    const document = plan && (await programs.saved(plan.document));
    if (document) await this.carryOut({ ...plan, document });
    else if (!plan) vscode.window.showInformationMessage('Show the plan first: this page is of an earlier session.');
  }

  async make(document) {
    const name = programs.project(document.getText())?.name ?? path.basename(document.uri.path, '.batch');
    try {
      const answer = await this.server.carryOut('batchlang.plan', { uri: document.uri.toString() }, `Planning ${name}`);
      if (!answer) return undefined;
      const plan = { ...answer, document, name };
      await this.pages.showPlan(plan);
      return plan;
    } catch (error) {
      this.failed(`The plan of ${name} could not be made`, error.message);
      return undefined;
    }
  }

  async carryOut(plan) {
    const { document, name, empty } = plan;
    if (empty) {
      vscode.window.showInformationMessage('The account is as the program says: nothing to do.');
      return;
    }
    if (this.agreeing) {
      vscode.window.showInformationMessage(`${this.agreeing.name} is being applied.`);
      return;
    }
    this.agreeing = plan;
    try {
      const answer = await this.server.carryOut('batchlang.apply', { uri: document.uri.toString(), plan: plan.text }, `Applying ${name}`);
      if (answer) await this.ended(plan, answer);
    } catch (error) {
      this.failed(`${name} was not applied`, error.message);
    } finally {
      this.agreeing = undefined;
    }
  }

  /** The server's question before an apply, in a dialog; nothing for a question that is not this one's. */
  async answer({ message, actions = [] }) {
    const plan = this.agreeing;
    const apply = actions.find(({ title }) => title === 'Apply');
    if (!plan || !apply) return undefined;
    const title = message.replace(plan.summary, '').trim();
    const choice = await vscode.window.showWarningMessage(title, { modal: true, detail: plan.summary }, 'Apply');
    return { chosen: choice === 'Apply' ? apply : null };
  }

  async ended(plan, { text, applied, complete, stale }) {
    const { document, name } = plan;
    if (stale) {
      await this.make(document);
      vscode.window.showWarningMessage(`Nothing was changed: the program or the account is not as it was when the plan of ${name} was shown. This is the plan now.`);
      return;
    }
    if (!applied && !complete) return;
    this.tell(complete ? vscode.window.showInformationMessage : vscode.window.showErrorMessage, name, text);
  }

  failed(what, text) {
    this.tell(vscode.window.showErrorMessage, what, text);
  }

  /** How it ended, or the first line, in a notification; all of it in the output. */
  tell(show, what, text) {
    this.server.output.appendLine(`${what}: ${text.trim()}`);
    const lines = text.trim().split('\n');
    const line = lines.find((one) => /^(Done|Stopped):/.test(one)) ?? lines[0];
    show(`${what}: ${line}`, 'Show Output').then((choice) => choice && this.server.output.show());
  }
}

module.exports = { Deployment };

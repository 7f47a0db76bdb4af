// Tasks: `check` of each folder, with its findings in the Problems view, for builds and watchers.
const vscode = require('vscode');
const programs = require('./program');

class Tasks {
  constructor(server) {
    this.server = server;
  }

  provideTasks() {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return folders.map((folder) => this.task({ type: 'batchlang', command: 'check' }, folder));
  }

  resolveTask(task) {
    const folder = typeof task.scope === 'object' ? task.scope : vscode.workspace.workspaceFolders?.[0];
    return folder && this.task(task.definition, folder);
  }

  task(definition, folder) {
    const program = this.server.program?.path ?? 'batchlang';
    const args = [definition.command, '.', '--format', 'short', ...programs.params(folder), ...(definition.args ?? [])];
    const execution = new vscode.ProcessExecution(program, args, { cwd: folder.uri.fsPath });
    const task = new vscode.Task(definition, folder, definition.command, 'batchlang', execution, '$batchlang');
    task.group = vscode.TaskGroup.Build;
    return task;
  }
}

module.exports = { Tasks };

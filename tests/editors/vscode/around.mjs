// What stands around the language: the walkthrough, a new file, Terraform, the task, programs that are old or
// missing, several folders.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export async function around({ vscode, page, tries, folder }) {
  await tries('the walkthrough', async () => {
    await vscode.command('View: Close All Editors');
    await vscode.command('Welcome: Open Walkthrough');
    await vscode.pick('Get started with batchlang');
    for (const step of ['Get the program', 'Begin a file', 'Write it', 'See it', 'Deploy it']) {
      await page.locator('.getting-started-step', { hasText: step }).first().waitFor();
    }
    await page.locator('.getting-started-step', { hasText: 'Begin a file' }).first().click();
    await page.locator('.getting-started-step.expanded', { hasText: 'New File' }).waitFor();
    await vscode.shot('walkthrough');
  });

  await tries('its button begins a file with a starter in it', async () => {
    await page.locator('.getting-started-step.expanded .monaco-button', { hasText: 'New File' }).click();
    await vscode.pick('fargate');
    await vscode.until((text) => /project lab \{/.test(text), 'the starter is for this folder');
    await vscode.colours(5);
    await vscode.shot('new-file');
    // A text without a file has a server too.
    await vscode.to(1, 1);
    await page.keyboard.insertText('nonsense = 1\n');
    await page.waitForSelector('.squiggly-error');
    await vscode.command('View: Revert and Close Editor');
    await vscode.command('View: Close All Editors');
    await vscode.command('View: Focus Problems');
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'nonsense' }).waitFor({ state: 'detached' });
    await vscode.hidePanel();
  });

  await tries('Terraform, of texts that are not saved', async () => {
    await vscode.openFile('jobs.batch');
    await vscode.replace(/memory .*/, 'memory  = 5 GiB');
    await vscode.command('batchlang: Compile to Terraform');
    await page.locator('.tab.active', { hasText: 'main.tf' }).waitFor();
    if (!readFileSync(`${folder}/terraform/main.tf`, 'utf8').includes('5120')) throw new Error('of the saved text');
    rmSync(`${folder}/terraform`, { recursive: true });
    await vscode.command('View: Close Editor');
    await vscode.openFile('jobs.batch');
    await vscode.replace(/memory .*/, 'memory  = 2 GiB');
    await vscode.command('File: Save All');
  });

  if (process.env.TERMINAL) await task({ vscode, page, tries, folder });
  else console.log('        left out: the task; the terminal it runs in could not be compiled');
}

async function task({ vscode, page, tries, folder }) {
  await tries('the task puts what it finds into Problems, beside what the server has found', async () => {
    const file = `${folder}/closed.batch`;
    writeFileSync(file, 'project closed {\n  region = "us-east-1"\n}\n\nlet xyz = 1\n');
    await vscode.openFile('main.batch');
    await vscode.end();
    await page.keyboard.insertText('unsaved = 1\n');
    await page.waitForSelector('.squiggly-error');
    await vscode.command('Tasks: Run Task');
    await vscode.pick('batchlang');
    await vscode.pick('check');
    await page.locator('.terminal-tab, .single-terminal-tab', { hasText: 'check' }).first().waitFor();
    await page.locator('.xterm-accessibility, .xterm', { hasText: 'press any key' }).first().waitFor();
    await vscode.command('View: Focus Problems');
    const count = async (text) => {
      const rows = page.locator('.markers-panel .monaco-list-row', { hasText: text });
      await rows.first().waitFor();
      return rows.count();
    };
    // Those of texts that are open are the server's alone: they may have been mended and not saved.
    const [open, unsaved, closed] = [await count('runs on Spot'), await count('`unsaved`'), await count('`xyz`')];
    await vscode.shot('task');
    rmSync(file);
    await vscode.hidePanel();
    await vscode.command('View: Revert and Close Editor');
    if (open !== 1 || unsaved !== 1) throw new Error(`findings of open texts stand there ${open} and ${unsaved} times`);
    return `${closed} for a file that is not open`;
  });
}

export async function withoutProgram({ vscode, page, tries, folder }) {
  const settings = `${folder}/.vscode/settings.json`;
  const right = readFileSync(settings, 'utf8');
  const set = (path) => writeFileSync(settings, right.replace(process.env.BATCHLANG, path));
  const script = (name, ...lines) => {
    const path = `${process.env.HOME}/${name}/batchlang`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(path, 0o755);
    return path;
  };

  await tries('a program that is not there is told of, with a way to mend it', async () => {
    set('/nowhere/batchlang');
    const note = await vscode.notification('/nowhere/batchlang, is not there');
    await note.locator('.monaco-button', { hasText: 'Set Its Path' }).waitFor();
    await vscode.shot('no-program');
    await page.waitForSelector('.squiggly-error', { state: 'detached' });
    await vscode.command('Notifications: Clear All Notifications');
  });

  await tries('so is one that is too old', async () => {
    set(script('old', 'echo batchlang 0.0.9'));
    const text = await vscode.notified('batchlang 0.0.9 of the setting `batchlang.path` is too old: 0.1.0 is needed');
    await vscode.command('Notifications: Clear All Notifications');
    return text;
  });

  await tries('so is one without a language server, once', async () => {
    const runs = `${process.env.HOME}/runs`;
    set(script('without', '[ "$1" != --version ] || exec echo batchlang 0.1.0', `echo "$*" >>'${runs}'`, 'exit 2'));
    const text = await vscode.notified('has no language server: it was built without the feature `lsp`');
    await page.waitForTimeout(2000);
    const [notes, starts] = [await page.locator('.notification-toast').count(), readFileSync(runs, 'utf8').match(/--stdio/g).length];
    if (notes !== 1 || starts !== 1) throw new Error(`${notes} notifications, ${starts} starts`);
    await vscode.command('Notifications: Clear All Notifications');
    return text.replace(process.env.HOME, '');
  });

  await tries('a server that ends while it starts is told of once, and can be tried again', async () => {
    const before = `${process.env.HOME}/before`;
    const dies = `[ "$2" != --stdio ] || [ -e '${before}' ] || { touch '${before}'; echo 'no luck' >&2; exit 3; }`;
    set(script('dies', dies, `exec '${process.env.BATCHLANG}' "$@"`));
    const note = await vscode.notification('The language server did not start: no luck');
    await page.waitForTimeout(2000);
    const notes = await page.locator('.notification-toast').count();
    if (notes !== 1) throw new Error(`${notes} notifications`);
    await note.locator('.monaco-button', { hasText: 'Try Again' }).click();
    await page.waitForSelector('.squiggly-error');
    // Its commands are those of the client that runs.
    await vscode.command('batchlang: Show Graph');
    await page.locator('.tab', { hasText: 'Graph of lab' }).waitFor();
    await vscode.command('View: Close Other Editors in Group');
  });

  await tries('one that is not on the PATH is, and found once it is there', async () => {
    const place = `${process.env.LATER_ON_PATH}/batchlang`;
    if (existsSync(place)) throw new Error(`${place} is there already`);
    set('');
    const note = await vscode.notification('There is no batchlang on the PATH');
    await vscode.shot('not-on-path');
    symlinkSync(process.env.BATCHLANG, place);
    await note.locator('.monaco-button', { hasText: 'Try Again' }).click();
    await page.waitForSelector('.squiggly-error');
    writeFileSync(settings, right);
  });
}

export async function severalFolders({ vscode, page, tries, url, folder }) {
  await tries('several folders, each with a program of its own', async () => {
    const other = `${dirname(folder)}/other`;
    mkdirSync(other);
    writeFileSync(`${other}/second.batch`, 'project second {\n  region = "eu-west-1"\n}\n\njob_queue q {\n  priority = 1\n  compute_environments = [nowhere]\n}\n');
    const workspace = `${dirname(folder)}/both.code-workspace`;
    const settings = JSON.parse(readFileSync(`${folder}/.vscode/settings.json`, 'utf8'));
    writeFileSync(workspace, JSON.stringify({ folders: [{ path: folder }, { path: other }], settings }));
    await page.goto(`${url.origin}/?workspace=${workspace}`, { waitUntil: 'domcontentloaded' });
    await vscode.openFile('main.batch', 'second.batch');
    await page.waitForSelector('.squiggly-error');
    await vscode.command('batchlang: Check Workspace');
    const text = await vscode.notified('other: 1 error');
    if (!/lab: \d+ warning/.test(text)) throw new Error(`not both folders: ${text}`);
    await vscode.command('Notifications: Clear All Notifications');
    await vscode.command('batchlang: Show Graph');
    await (await vscode.webview()).locator('.box[data-address="job_queue.q"]').waitFor();
    await vscode.shot('several-folders');
    return text;
  });
}

// Drives VS Code in Chromium as a person would: node e2e.mjs URL OUT
// TOOLS: where playwright-core is; BATCHLANG: the program; SANDBOX: its sandbox's address, if it has one.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { around, severalFolders, withoutProgram } from './around.mjs';
import { deployment } from './deploy.mjs';
import { Editor, open } from './editor.mjs';

const [url, out] = process.argv.slice(2);
const sandbox = process.env.SANDBOX;
const has = (text) => readFileSync(process.env.BATCHLANG).includes(text);

const { browser, page } = await open(url);
const vscode = new Editor(page, out);
const started = Date.now();
let step = 'start';

function pagesHaveAddresses() {
  const { stdout } = spawnSync(process.env.BATCHLANG, ['check', '-', '--format', 'json'], { input: 'x', encoding: 'utf8' });
  return JSON.parse(stdout).diagnostics.some(({ url }) => url);
}

/** The language servers whose home is this run's own. */
function serversOfThisRun() {
  const read = (pid, what) => {
    try { return readFileSync(`/proc/${pid}/${what}`, 'utf8').split('\0'); } catch { return []; }
  };
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    const [program, command] = read(pid, 'cmdline');
    return program === process.env.BATCHLANG && command === 'lsp' && read(pid, 'environ').includes(`HOME=${process.env.HOME}`);
  });
}

async function tries(name, work) {
  step = name;
  const said = await work();
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  console.log(`${seconds}s ok    ${name}${said ? `: ${said}` : ''}`);
}

// What the steps of other files are handed.
const the = { vscode, page, tries, url: new URL(url), folder: new URL(url).searchParams.get('folder') };

try {
  await tries('a mistake gets a squiggle', async () => {
    await vscode.openFile('jobs.batch');
    await page.waitForSelector('.squiggly-error', { timeout: 60000 });
    await vscode.colours(5);
  });

  await tries('Problems has its message and its code', async () => {
    await vscode.command('View: Focus Problems');
    const row = page.locator('.markers-panel .monaco-list-row', { hasText: 'timeuot' });
    await row.first().waitFor();
    const text = (await row.first().innerText()).replace(/\s+/g, ' ');
    if (!text.includes('unknown-attribute')) throw new Error(`no code in "${text}"`);
    // A link, in a build that knows where its pages are.
    if (pagesHaveAddresses()) await page.locator('.markers-panel a', { hasText: 'unknown-attribute' }).first().waitFor();
    await vscode.shot('problems');
    await vscode.hidePanel();
    return text;
  });

  await tries('a quick fix mends it', async () => {
    await vscode.to(7, 4);
    await vscode.actions('timeout');
    await vscode.shot('quick-fix');
    await page.keyboard.press('Enter');
    await vscode.until((text) => /timeout\s*= 90 min/.test(text), 'the text has `timeout`');
    await page.waitForSelector('.squiggly-error', { state: 'detached' });
  });

  await tries('an allowed warning waits for its reason', async () => {
    await vscode.to(1, 3);
    await vscode.actions('Allow spot-without-retry here');
    // By keys: the mouse is kept from the list at first.
    await page.keyboard.press('ArrowDown');
    await page.locator('.action-widget .monaco-list-row.focused', { hasText: 'Allow spot-without-retry here' }).waitFor();
    await page.keyboard.press('Enter');
    await vscode.until((text) => text.includes('// allow(spot-without-retry): why this is right here'), 'the comment stands there');
    await page.keyboard.type('they are short');
    await vscode.until((text) => text.includes('// allow(spot-without-retry): they are short\n'), 'the reason is written over');
    await vscode.command('Delete Line');
    await vscode.until((text) => text.startsWith('job_definition hello'), 'it is gone again');
  });

  await tries('hover tells what an instance type has', async () => {
    await vscode.openFile('main.batch');
    await vscode.to(10, 26);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    const hover = page.locator('.monaco-hover', { hasText: 'm6i.large' }).first();
    await hover.waitFor();
    await vscode.shot('hover');
    return (await hover.innerText()).replace(/\s+/g, ' ').slice(0, 90);
  });

  await tries('completion of an instance type', async () => {
    await page.keyboard.press('Escape');
    await vscode.to(10, 32);
    await page.keyboard.type(', "c7i.2x', { delay: 40 });
    await vscode.suggested('c7i.2xlarge');
    await vscode.shot('completion-instance-type');
    await page.keyboard.press('Enter');
    await vscode.until((text) => text.includes('"m6i.large", "c7i.2xlarge"'), 'the list has both types');
  });

  await tries('completion of a queue, from the other file', async () => {
    await page.keyboard.press('Control+S');
    await vscode.openFile('jobs.batch');
    await vscode.to(6, 14);
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('Delete');
    await page.keyboard.type('ma', { delay: 40 });
    await vscode.suggested('main');
    await vscode.shot('completion-queue');
    await page.keyboard.press('Enter');
    await vscode.until((text) => text.includes('runs_on = [main]'), 'the queue is named');
  });

  await tries('rename in every file', async () => {
    await vscode.to(6, 15);
    await page.keyboard.press('F2');
    // The box is always in the page: keys land in the text until it has the focus.
    await page.waitForFunction(() => document.activeElement?.closest('.rename-box'));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('urgent');
    await page.keyboard.press('Enter');
    await vscode.until((text) => text.includes('[urgent]'), 'the reference has the new name');
    await vscode.openFile('main.batch');
    await vscode.until((text) => text.includes('job_queue urgent'), 'so has the declaration');
  });

  await tries('format', async () => {
    await vscode.to(5, 1);
    await page.keyboard.press('End');
    await vscode.to(4, 1);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('tags={a="b"}');
    await page.keyboard.press('Escape');
    await vscode.command('Format Document');
    await vscode.until((text) => text.includes('  tags   = { a = "b" }'), 'the text is laid out');
    await vscode.command('File: Save All');
  });

  await tries('hints and lenses', async () => {
    if (has('batchlang.showReferences')) {
      await page.locator('.codelens-decoration a').first().waitFor();
    }
    await vscode.openFile('jobs.batch');
    await vscode.until((text) => text.includes('2048 MiB'), 'a hint says what 2 GiB are');
    await vscode.shot('hints');
    return `${await page.locator('.codelens-decoration a').count()} lenses in sight`;
  });

  await tries('the graph, and from a box to its declaration', async () => {
    await vscode.openFile('main.batch');
    await vscode.command('batchlang: Show Graph');
    const graph = await vscode.webview();
    await graph.locator('.box[data-address="job_queue.urgent"]').waitFor();
    await vscode.shot('graph');
    // All of it is in sight, however narrow the column; larger, it scrolls.
    const wide = () => graph.locator('.sheet').evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
    if (await wide()) throw new Error('the picture is cut');
    for (let i = 0; i < 5; i += 1) await graph.locator('#larger').click();
    if (!(await wide())) throw new Error('the picture did not become larger');
    await vscode.shot('graph-larger');
    await page.keyboard.press('0');
    if (await wide()) throw new Error('the picture does not fit again');
    await graph.locator('.box[data-address="job_definition.hello"]').click();
    await page.locator('.tab.active', { hasText: 'jobs.batch' }).waitFor();
  });

  await tries('the graph follows the text', async () => {
    await vscode.openFile('main.batch');
    await vscode.end();
    await page.keyboard.type('\njob_queue later {', { delay: 10 });
    await page.keyboard.press('Enter');
    await page.keyboard.type('priority = 9\n', { delay: 10 });
    await page.keyboard.type('compute_environments = [workers]', { delay: 10 });
    await page.keyboard.press('Escape');
    const graph = await vscode.webview();
    await graph.locator('.box[data-address="job_queue.later"]').waitFor();
    await vscode.command('File: Save All');
    await vscode.command('View: Close Other Editors in Group');
    return `${await graph.locator('.box').count()} boxes`;
  });

  await tries('the page of a code', async () => {
    await vscode.command('batchlang: Explain a Code');
    await page.locator('.quick-input-widget .monaco-list-row').first().waitFor();
    await page.keyboard.type('mixed-architectures');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'mixed-architectures' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: 'mixed-architectures' }).waitFor();
    await vscode.newestWebview().getByText('Why').first().waitFor();
    await vscode.shot('explain');
    await vscode.command('View: Close Editor');
  });

  await tries('the whole workspace is checked', async () => {
    await vscode.command('batchlang: Check Workspace');
    const note = page.locator('.notification-toast').first();
    await note.waitFor();
    const text = (await note.locator('.notification-list-item-message').innerText()).split('\n')[0];
    await vscode.command('Notifications: Clear All Notifications');
    return text;
  });

  await around(the);
  if (sandbox) await deployment(the, sandbox);
  else console.log('        left out: plan and apply; the program has no sandbox');

  await tries('the server is killed and comes back', async () => {
    await vscode.openFile('jobs.batch');
    const servers = serversOfThisRun();
    if (!servers.length) throw new Error('no server is running');
    for (const server of servers) process.kill(server, 'SIGKILL');
    await vscode.to(5, 1);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('nonsense = 1');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.squiggly-error');
    await vscode.shot('after-the-server-died');
  });

  await withoutProgram(the);
  await severalFolders(the);
} catch (error) {
  console.log(`       FAIL  ${step}: ${String(error.message).split('\n').slice(0, 3).join(' ')}`);
  console.log(`              what VS Code showed: ${out}/failure.png`);
  await vscode.shot('failure').catch(() => {});
  process.exitCode = 1;
}
await browser.close();

// Plan and apply against the sandbox: of texts that are not saved, stopped half-way, gone stale.
import { readFileSync } from 'node:fs';

export async function deployment({ vscode, page, tries, folder }, sandbox) {
  const account = async () => (await fetch(`${sandbox}/_sandbox/account`)).text();
  const control = (what, given) => fetch(`${sandbox}/_sandbox/${what}`, { method: 'POST', body: JSON.stringify(given) });
  const dialog = (text) => page.locator('.monaco-dialog-box', { hasText: text });
  const agree = async () => {
    await dialog('Apply to account 123456789012 in us-east-1?').waitFor();
    await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Apply' }).first().click();
  };
  // The text of the page goes on below what is in sight.
  const planned = async (text) => {
    await page.locator('.tab.active', { hasText: 'lab.batchplan' }).click();
    await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor'));
    await page.keyboard.press('Control+End');
    await vscode.until((shown) => shown.includes(text), `the plan has "${text}"`);
  };

  await tries('the plan, as a page, of an imported file that is not saved', async () => {
    await vscode.openFile('jobs.batch');
    await vscode.replace(/memory .*/, 'memory  = 3 GiB');
    await vscode.command('batchlang: Show Plan');
    await planned('3072 MiB');
    await vscode.shot('plan');
    if (readFileSync(`${folder}/jobs.batch`, 'utf8').includes('3 GiB')) throw new Error('the file was saved');
  });

  await tries('a plan that is no longer right is shown anew, not applied', async () => {
    await vscode.openFile('jobs.batch');
    await vscode.end();
    await page.keyboard.insertText('\njob_definition late {\n  image  = "busybox"\n  vcpus  = 1\n  memory = 1 GiB\n  runs_on = [urgent]\n}\n');
    await page.locator('.tab', { hasText: 'lab.batchplan' }).click();
    await page.locator('.editor-group-container.active a[aria-label^="Apply This Plan"]').click();
    await vscode.notified('is not as it was when the plan');
    await planned('job_definition.late');
    if ((await account()).includes('urgent')) throw new Error('it was applied');
    await vscode.command('Notifications: Clear All Notifications');
  });

  await tries('apply asks; it is stopped where it waits, and says so', async () => {
    await control('options', { state_ms: 600000 });
    await page.locator('.editor-group-container.active a[aria-label^="Apply This Plan"]').click();
    await dialog('Apply to account').waitFor();
    await vscode.shot('apply-asks');
    await agree();
    const running = page.locator('.notification-toast', { hasText: 'Applying lab' }).first();
    await running.filter({ hasText: 'waiting until it is VALID' }).waitFor();
    await vscode.shot('applying');
    await running.locator('.monaco-button', { hasText: 'Cancel' }).click();
    const text = await vscode.notified('lab: Stopped');
    await control('options', { state_ms: 200 });
    await control('clock', { advance_ms: 600000 });
    await vscode.command('Notifications: Clear All Notifications');
    return text;
  });

  await tries('apply shows, asks, goes on where it stopped, and tells', async () => {
    await vscode.openFile('main.batch');
    await vscode.command('batchlang: Apply');
    await agree();
    const text = await vscode.notified('lab: Done');
    const there = await account();
    for (const name of ['urgent', 'late']) if (!there.includes(name)) throw new Error(`the account has no \`${name}\``);
    await vscode.shot('applied');
    await vscode.command('Notifications: Clear All Notifications');
    return text;
  });

  await tries('then there is nothing to do', async () => {
    await vscode.openFile('main.batch');
    await vscode.command('batchlang: Apply');
    const text = await vscode.notified('nothing to do');
    await vscode.command('Notifications: Clear All Notifications');
    return text;
  });
}

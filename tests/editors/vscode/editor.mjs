// VS Code in Chromium, by the words of a person: open a file, go there, run a command.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

const { chromium } = createRequire(`${process.env.TOOLS}/package.json`)('playwright-core');
// Generous: a busy machine is slow, not broken.
const PATIENCE = 30000;

export async function open(url) {
  const browser = await chromium.launch({
    executablePath: execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim(),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync',
      '--disable-component-update', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'],
  });
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 760 } })).newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('.monaco-workbench .part.editor', { timeout: 60000 });
  return { browser, page };
}

export class Editor {
  constructor(page, out) {
    this.page = page;
    this.out = out;
  }

  shot(name) {
    return this.page.screenshot({ path: `${this.out}/${name}.png` });
  }

  /** From the explorer: Quick Open is empty while its search starts. */
  async openFile(...names) {
    for (const name of names) await this.openOne(name);
  }

  async openOne(name) {
    const row = this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
    await row.waitFor({ timeout: 60000 });
    await row.dblclick();
    await this.page.locator('.tab.active', { hasText: name }).first().waitFor();
    await this.page.locator('.editor-group-container.active .monaco-editor .view-line').first().waitFor();
  }

  /** By the command palette; the first name it knows. */
  async command(...names) {
    for (const name of names) {
      await this.page.keyboard.press('F1');
      const input = this.page.locator('.quick-input-widget input[type=text]');
      await input.waitFor();
      await input.fill(`>${name}`);
      const row = this.page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).first();
      try {
        await row.waitFor({ timeout: names.length > 1 ? 3000 : PATIENCE });
      } catch (error) {
        await this.page.keyboard.press('Escape');
        if (name === names.at(-1)) throw error;
        continue;
      }
      await row.click();
      return;
    }
  }

  async to(line, column) {
    await this.page.keyboard.press('Control+G');
    const input = this.page.locator('.quick-input-widget input[type=text]');
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
    await this.page.waitForFunction(() => document.activeElement?.closest('.monaco-editor'));
  }

  /** The list of what can be done at the cursor, once it has a row with this text. Asked for before the
   * server's findings are there, VS Code says that there is nothing, or has less: it is asked again. */
  async actions(text) {
    const row = this.page.locator('.action-widget .monaco-list-row', { hasText: text }).first();
    const end = Date.now() + PATIENCE;
    for (;;) {
      await this.page.keyboard.press('Control+.');
      try {
        await row.waitFor({ timeout: 3000 });
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  async end() {
    await this.to(1, 1);
    await this.page.keyboard.press('Control+End');
  }

  /** A row of the list that is open at the top. */
  async pick(name) {
    const row = this.page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).first();
    await row.waitFor();
    await row.click();
  }

  /** Writes another text over what a pattern finds on a line of the active editor. */
  async replace(pattern, text) {
    const lines = (await this.text()).split('\n');
    const line = lines.findIndex((one) => pattern.test(one));
    if (line < 0) throw new Error(`${pattern} is not in sight`);
    const column = pattern.exec(lines[line]).index + 1;
    await this.to(line + 1, column);
    await this.page.keyboard.press('Shift+End');
    await this.page.keyboard.insertText(text);
  }

  async notification(text) {
    const note = this.page.locator('.notification-toast', { hasText: text }).first();
    await note.waitFor();
    return note;
  }

  /** What a notification says, once there is one with this text. */
  async notified(text) {
    const note = await this.notification(text);
    return (await note.locator('.notification-list-item-message').innerText()).split('\n')[0];
  }

  hidePanel() {
    return this.command('View: Hide Panel', 'View: Close Panel', 'View: Toggle Panel Visibility');
  }

  /** The text in sight of the active editor. */
  text() {
    return this.page.evaluate(() => {
      const lines = [...document.querySelectorAll('.editor-group-container.active .view-lines .view-line')];
      const top = (line) => parseInt(line.style.top, 10);
      return lines.sort((a, b) => top(a) - top(b)).map((line) => line.innerText.replace(/\u00a0/g, ' ')).join('\n');
    });
  }

  async until(holds, what) {
    const end = Date.now() + PATIENCE;
    let text = '';
    while (Date.now() < end) {
      text = await this.text();
      if (holds(text)) return;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`not so: ${what}; the text is: ${text}`);
  }

  suggested(name) {
    return this.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: name }).first().waitFor();
  }

  async colours(least) {
    await this.page.waitForFunction((least) => {
      const words = [...document.querySelectorAll('.view-line span span')];
      return new Set(words.map((word) => getComputedStyle(word).color)).size >= least;
    }, least);
  }

  /** What the extension's page shows; VS Code puts it two frames deep, beside one that loads. */
  async webview() {
    await this.page.locator('iframe.webview').first().waitFor();
    return this.page.frameLocator('iframe.webview').first().frameLocator('#active-frame');
  }

  newestWebview() {
    return this.page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
  }
}

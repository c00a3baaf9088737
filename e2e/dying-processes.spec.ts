import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { choose } from './fixtures/menu.ts';
import { expect, test } from './fixtures/unjam.ts';

/** Playwright counts a page that has crashed once as gone, so what comes after is seen through main. */
const pageText = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined || contents.isCrashed() || contents.isLoading()) return '';
    const text = contents.executeJavaScript('document.body.innerText') as Promise<string>;
    // one that dies while it is asked never answers
    return Promise.race([text, new Promise<string>((resolve) => setTimeout(resolve, 1_000, ''))]);
  });

const pagePid = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);

const killPage = async (app: ElectronApplication): Promise<void> => {
  const pid = await pagePid(app);
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => pagePid(app)).not.toBe(pid);
};

/** Dialogs of the system are noted and wait for an answer: nobody can click them here. */
const noteDialogs = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ dialog }) => {
    const noted: { message: string; answer: (response: number) => void }[] = [];
    (globalThis as unknown as { noted: typeof noted }).noted = noted;
    dialog.showMessageBox = (...args: [unknown, unknown?]) =>
      new Promise((resolve) => {
        const { message } = (args[1] ?? args[0]) as Electron.MessageBoxOptions;
        noted.push({ message, answer: (response) => resolve({ response, checkboxChecked: false }) });
      });
  });

interface Noted {
  noted: { message: string; answer: (response: number) => void }[];
}
const dialogs = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as Noted).noted.map(({ message }) => message));
const answerLast = (app: ElectronApplication, response: number): Promise<void> =>
  app.evaluate((_, chosen) => (globalThis as unknown as Noted).noted.at(-1)?.answer(chosen), response);

/** Empty as long as nothing had to be written. */
const logOf = (dataFolder: string): string => {
  const file = path.join(dataFolder, 'unjam.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

test('a page that is killed comes back with what it showed and what runs, and the outcome is on record', async ({
  start,
}) => {
  const { app, page, row, scan, audit, complaints, dataFolder } = await start({ scenario: 'office' });
  await scan();
  await row(/HP-SCAN/).click();
  await page.keyboard.press('Delete');
  const button = page.getByRole('alertdialog').getByRole('button', { name: 'Close channel' });
  await button.click({ noWaitAfter: true });
  await killPage(app);
  await expect.poll(() => pageText(app), { timeout: 15_000 }).toContain('Freed: HP-SCAN, host socket 4');
  expect(await pageText(app)).toContain('Simulator (office)');
  expect(audit()).toMatchObject([{ record: 'intent' }, { record: 'outcome', outcome: { kind: 'freed' } }]);
  expect(logOf(dataFolder)).toContain('page: its process has ended: killed');
  complaints.length = 0;
});

test('a page that keeps dying is loaded three times, then a dialog of the system asks', async ({ start }) => {
  const { app, complaints } = await start({ scenario: 'office' });
  await noteDialogs(app);
  for (let death = 0; death < 3; death += 1) {
    await killPage(app);
    await expect.poll(() => pageText(app), { timeout: 15_000 }).toContain('Simulator (office)');
  }
  process.kill(await pagePid(app), 'SIGKILL');
  await expect.poll(() => dialogs(app)).toEqual(['The window of Unjam has stopped']);
  await answerLast(app, 0);
  await expect.poll(() => pageText(app), { timeout: 15_000 }).toContain('Simulator (office)');
  complaints.length = 0;
});

test('a page that hangs is noticed though no one touches it; it can be waited for, and reloaded', async ({
  start,
}) => {
  test.skip(process.platform === 'win32', 'no signal stops a process on Windows');
  const { app, complaints, dataFolder } = await start({ scenario: 'office' });
  await noteDialogs(app);
  process.kill(await pagePid(app), 'SIGSTOP');
  const hangs = 'The window of Unjam does not respond';
  await expect.poll(() => dialogs(app), { timeout: 25_000 }).toEqual([hangs]);
  expect(logOf(dataFolder)).toContain('page: unresponsive');
  await answerLast(app, 0);
  await expect.poll(() => dialogs(app), { timeout: 25_000 }).toEqual([hangs, hangs]);
  await answerLast(app, 1);
  await expect.poll(() => pageText(app), { timeout: 15_000 }).toContain('Simulator (office)');
  complaints.length = 0;
});

test('a page that is loaded again while a dialog of the system is open goes on, and so does the program', async ({
  start,
}) => {
  const { app, page, status, complaints } = await start({ scenario: 'office' });
  await choose(app, 'save-csv');
  for (let times = 0; times < 3; times += 1) {
    await page.reload();
    await expect(status).toContainText('Simulator (office)');
  }
  // with its window the dialog goes, too; `start` closes the program and sees it end
  await page.evaluate(() => window.print());
  await expect(status).toContainText('Simulator (office)');
  complaints.length = 0;
});

test('the end of the graphics process costs nothing but a line of the log', async ({ start }) => {
  const { app, dataFolder } = await start({ scenario: 'office' });
  for (let death = 1; death <= 4; death += 1) {
    const pid = await app.evaluate(
      ({ app: electron }) => electron.getAppMetrics().find(({ type }) => type === 'GPU')?.pid,
    );
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    await expect.poll(() => logOf(dataFolder).split('process GPU: killed').length - 1).toBe(death);
    await expect.poll(() => pageText(app)).toContain('Simulator (office)');
  }
});

test('a promise that fails and that nobody waits for shows words and a way back', async ({ start }) => {
  const { page, row, complaints } = await start({ scenario: 'office' });
  await page.evaluate(() => void Promise.reject(new Error('broken on purpose')));
  await expect(page.getByRole('alert')).toContainText('The window has met a bug');
  await expect(page.getByRole('alert')).toContainText('broken on purpose');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(row(/PRINT/).first()).toBeVisible();
  expect(complaints.splice(0)).toEqual(['page error: broken on purpose']);
});

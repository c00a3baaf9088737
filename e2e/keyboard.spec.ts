import { moveTo } from './fixtures/keyboard.ts';
import { chooseCopy, clipboardText } from './fixtures/menu.ts';
import { expect, test } from './fixtures/unjam.ts';

test('the whole main job without a mouse, from the scan to the ticket and the audit trail', async ({
  start,
}) => {
  const { app, page, grid, row } = await start({ scenario: 'office' });
  const { keyboard } = page;
  const details = page.getByRole('region', { name: 'Details' });
  await keyboard.press('Control+Shift+S');
  await expect(row(/HP-SCAN/)).toBeVisible();

  await keyboard.press('Control+f');
  await keyboard.type('state:suspect');
  await expect(row(/PRINT/)).toBeHidden();
  await keyboard.press('Enter');
  await expect(grid).toBeFocused();
  await keyboard.press('Home');
  await keyboard.press('Enter');
  await expect(details).toBeFocused();

  await moveTo(page, details.getByRole('tablist'), 'Tab');
  const shown = details.getByRole('tabpanel');
  await expect(shown).toContainText('About this channel, newest first');
  for (const [tab, words] of [
    ['Printer and driver', 'How the driver behaves'],
    ['Activity', 'Try a channel…'],
    ['Raw requests', 'WAIT_FOR_CHANNEL'],
  ] as const) {
    await keyboard.press('ArrowRight');
    await expect(details.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
    await expect(shown).toContainText(words);
  }
  await keyboard.press('Escape');
  await expect(grid).toBeFocused();

  await keyboard.press('Delete');
  await expect(page.getByRole('alertdialog')).toContainText('host socket 4');
  await keyboard.press('Enter');
  await expect(details).toContainText('Freed: HP-SCAN');
  await expect(grid).toBeFocused();

  await keyboard.press('Control+Shift+C');
  await expect.poll(() => clipboardText(app)).toContain('Close channel: STATUS_SUCCESS (0x00000000)');
  const ticket = await clipboardText(app);
  for (const words of ['HP LaserJet M1522nf MFP', 'FIXED', 'SIMULATED PRINTERS']) {
    expect(ticket).toContain(words);
  }

  await keyboard.press('Control+Shift+A');
  const trail = page.getByRole('dialog', { name: 'Audit trail' });
  const newest = trail.getByRole('grid').getByRole('row').nth(1);
  await expect(newest).toContainText('Freed');
  await moveTo(page, trail.getByRole('grid'), 'Tab');
  await keyboard.press('Home');
  await expect(trail).toContainText('STATUS_SUCCESS (0x00000000)');
  await keyboard.press('Escape');
  await expect(trail).toBeHidden();
  await expect(grid).toBeFocused();
});

test('Ctrl+C and the menu copy the selected rows; in the filter they copy its text', async ({ start }) => {
  const { app, page, scan, row } = await start({ scenario: 'office' });
  await scan();
  await row(/HP-SCAN/).click();
  const copied = (): Promise<string> => clipboardText(app);
  await page.keyboard.press('Control+c');
  await expect.poll(copied).toMatch(/^State\tService\t[^]*\nsuspect\tHP-SCAN/);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('scan');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Control+c');
  await expect.poll(copied).toBe('scan');
  await row(/HP-SCAN/).click();
  await chooseCopy(app);
  await expect.poll(copied).toContain('\tHP-SCAN');
});

test('a step of the ladder is run by keyboard: the program that holds the channel is ended', async ({
  start,
}) => {
  const { page, scan, row, grid, audit } = await start({ scenario: 'held' });
  await scan();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('holder:ScanToPC');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  const details = page.getByRole('region', { name: 'Details' });
  await moveTo(page, details.getByRole('button', { name: 'Stop ScanToPC.exe…' }), 'Tab');
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Stop ScanToPC.exe?' });
  await expect(question).toContainText('ScanToPC.exe');
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect(details.getByRole('region', { name: 'Result' })).toContainText('freed', { timeout: 20_000 });
  await expect(row(/HP-SCAN/)).toHaveCount(0, { timeout: 20_000 });
  await expect(grid).toBeVisible();
  expect(audit().map(({ record }) => record)).toContain('remedy-outcome');
});

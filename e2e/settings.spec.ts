import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { choose } from './fixtures/menu.ts';
import { expect, test } from './fixtures/unjam.ts';

test('theme, sizes and rate are there again after a restart', async ({ start }) => {
  const first = await start({ scenario: 'office' });
  await choose(first.app, 'theme-dark');
  await choose(first.app, 'rate-5000');
  const splitter = first.page.getByRole('separator', { name: 'Width of the devices' });
  await splitter.focus();
  await first.page.keyboard.press('ArrowRight');
  await expect(splitter).toHaveAttribute('aria-valuenow', '224');
  const isDark = '(prefers-color-scheme: dark)';
  // the test runner asks for light unless it is told to leave that to the program
  await first.page.emulateMedia({ colorScheme: null });
  await expect.poll(() => first.page.evaluate((query) => matchMedia(query).matches, isDark)).toBe(true);
  await first.app.close();

  const { page } = await start({ scenario: 'office' });
  await expect(page.getByRole('separator', { name: 'Width of the devices' })).toHaveAttribute(
    'aria-valuenow',
    '224',
  );
  await page.emulateMedia({ colorScheme: null });
  expect(await page.evaluate((query) => matchMedia(query).matches, isDark)).toBe(true);
  await expect(page.getByRole('button', { name: 'Looks every 5 s' })).toBeVisible();
});

test('columns, order, filter, saved views and closing unasked are there again after a restart', async ({
  start,
}) => {
  const first = await start({ scenario: 'office' });
  await first.scan();
  await choose(first.app, 'choose-columns');
  const columns = first.page.getByRole('dialog', { name: 'Choose columns' });
  await columns.getByRole('checkbox', { name: 'PID' }).click();
  await columns.getByRole('checkbox', { name: 'Host' }).click();
  await first.page.keyboard.press('Escape');
  await first.page.getByRole('columnheader', { name: 'Host' }).getByRole('button').click();
  await first.page.getByRole('searchbox').fill('service:scan');
  await choose(first.app, 'save-view');
  await first.page.getByRole('textbox', { name: 'Name' }).fill('Scans');
  await first.page.keyboard.press('Enter');
  await choose(first.app, 'ask-before-closing');
  await first.app.close();

  const { page, scan, row } = await start({ scenario: 'crashed-scan' });
  await scan();
  await expect(page.getByRole('columnheader', { name: 'PID' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Host' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByRole('searchbox')).toHaveValue('service:scan');
  await page.getByRole('button', { name: 'Views' }).click();
  await expect(page.getByRole('menuitem', { name: 'Scans' })).toBeVisible();
  await page.keyboard.press('Escape');
  // only what is stuck is closed unasked
  await expect(row(/HP-SCAN/)).toContainText('ended', { timeout: 20_000 });
  await scan();
  await expect(row(/HP-SCAN/)).toContainText('stuck');
  await row(/HP-SCAN/).click();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('Freed: HP-SCAN', {
    timeout: 10_000,
  });
});

test('a damaged settings file is put aside and told; the window opens all the same', async ({
  start,
  dataFolder,
}) => {
  const file = path.join(dataFolder, 'settings.json');
  writeFileSync(file, '{"version":1,"theme":"pl');
  const { page } = await start({ scenario: 'office' });
  await expect(page.getByRole('region', { name: 'Outcomes and notices' })).toContainText(
    'The settings file is damaged',
  );
  const aside = readdirSync(dataFolder).find((name) => name.startsWith('settings.damaged-'));
  expect(readFileSync(path.join(dataFolder, aside ?? ''), 'utf8')).toBe('{"version":1,"theme":"pl');
});

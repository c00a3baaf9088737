import { choose, isOffered } from './fixtures/menu.ts';
import { expect, test } from './fixtures/unjam.ts';

test('the application menu offers what the window offers, and a choice is the command', async ({ start }) => {
  const { app, page, row } = await start({ scenario: 'office' });
  await expect.poll(() => isOffered(app, 'scan')).toBe(true);
  await choose(app, 'scan');
  await row(/HP-SCAN/).click();
  await expect.poll(() => isOffered(app, 'close')).toBe(true);
  await choose(app, 'close');
  await expect(page.getByRole('alertdialog', { name: 'Close this channel?' })).toBeVisible();
  await expect.poll(() => isOffered(app, 'scan')).toBe(false);
  await page.keyboard.press('Escape');
  await choose(app, 'shortcuts');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Ctrl+Shift+S');
});

test('the menu has no developer tools', async ({ start }) => {
  const { app } = await start({ scenario: 'office' });
  const roles = await app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) =>
      (submenu?.items ?? []).map(({ role }) => role?.toLowerCase()),
    ),
  );
  expect(roles).toContain('copy');
  expect(roles).not.toContain('toggledevtools');
});

test('another scenario is opened from the menu, and the whole job works there', async ({ start }) => {
  const { app, page, row, devices, status, scan, audit } = await start({ scenario: 'office' });
  await scan();
  await row(/HP-SCAN/).click();
  await choose(app, 'practise-refusing-driver');
  await expect(status).toContainText('Simulator (refusing-driver)');
  await expect(devices.getByRole('option')).toHaveCount(2);
  await expect(page).toHaveTitle(/SIMULATION/);
  expect(await isOffered(app, 'leave-practice')).toBe(false);
  await scan();
  await row(/HP-SCAN/).click();
  await page.keyboard.press('Delete');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('in use');
  expect(audit().at(-1)).toMatchObject({ record: 'outcome', outcome: { kind: 'failed' } });

  await choose(app, 'practise-empty');
  await expect(page.getByRole('main')).toContainText('USB cable');
});

import { moveTo } from './fixtures/keyboard.ts';
import { expect, test } from './fixtures/unjam.ts';

test('opens on simulated printers and says so', async ({ start }) => {
  const { page, devices, status } = await start({ scenario: 'office' });
  await expect(page).toHaveTitle('Unjam – SIMULATION, nothing here is real');
  await expect(page.getByRole('complementary', { name: 'Simulation' })).toContainText('nothing here is real');
  await expect(devices.getByRole('option')).toHaveCount(4);
  await expect(status).toContainText('Simulator (office)');
});

test('listing shows what the system tells and nothing that only a scan can find', async ({ start }) => {
  const { grid, row } = await start({ scenario: 'office' });
  await expect(row(/PRINT/)).toBeVisible();
  await expect(grid).not.toContainText('HP-SCAN');
});

test('the main job by keyboard alone: scan, choose, Delete, Enter, freed', async ({ start }) => {
  const { page, grid, row, audit } = await start({ scenario: 'office' });
  const scan = page.getByRole('button', { name: 'Scan sockets' });
  await moveTo(page, page.getByRole('toolbar', { name: 'Commands' }), 'Shift+Tab');
  await moveTo(page, scan, 'ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(row(/HP-SCAN/)).toBeVisible();

  await page.keyboard.press('Control+f');
  await page.keyboard.type('HP-SCAN');
  await expect(row(/PRINT/)).toBeHidden();
  await moveTo(page, grid, 'Tab');
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('alertdialog', { name: 'Close this channel?' });
  await expect(dialog).toContainText('HP LaserJet M1522nf MFP');
  await expect(dialog).toContainText('HP-SCAN (inferred)');
  await expect(dialog).toContainText('host socket 4');
  await expect(dialog).toContainText('IOCTL_DOT4_DESTROY_SOCKET');
  await page.keyboard.press('Enter');

  await expect(dialog).toBeHidden();
  const details = page.getByRole('region', { name: 'Details' });
  await expect(details).toContainText('Freed: HP-SCAN, host socket 4');
  await expect(row(/HP-SCAN/)).toContainText('freed');
  await expect(row(/HP-SCAN/)).toHaveCount(0, { timeout: 15_000 });
  await expect(details.getByRole('region', { name: 'Result' })).toContainText('scan channel freed');
  expect(audit()).toMatchObject([{ record: 'intent' }, { record: 'outcome', outcome: { kind: 'freed' } }]);
});

test('a job in progress is not closed by Delete and Enter', async ({ start }) => {
  const { page, row } = await start({ scenario: 'office' });
  await row(/PRINT/).click();
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('Annual report.pdf');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(row(/PRINT/)).toBeVisible();
});

test('several at once: every channel of a full printer', async ({ start }) => {
  const { page, grid, scan, audit } = await start({ scenario: 'full' });
  await scan();
  await expect(grid).toHaveAttribute('aria-rowcount', '129');
  await grid.getByRole('row').nth(1).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Close 128 channels/ })
    .click();
  await expect(grid.getByRole('row', { name: /stuck|open|suspect/ })).toHaveCount(0, { timeout: 40_000 });
  await expect
    .poll(() => audit().filter(({ outcome }) => outcome?.kind === 'freed').length, { timeout: 40_000 })
    .toBe(128);
});

test('a cable pulled in the middle: the row says so, the device is shown unplugged and comes back', async ({
  start,
}) => {
  const { page, row, devices, scan } = await start({ scenario: 'unplug' });
  await scan();
  await row(/HP-SCAN/).click();
  await page.keyboard.press('Delete');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('The device is gone');
  const device = devices.getByRole('option', { name: /M1522nf/ });
  await expect(device.getByRole('img')).toHaveAccessibleName('unplugged');
  await expect(device.getByRole('img')).not.toHaveAccessibleName('unplugged', { timeout: 20_000 });
  await expect(row(/HP-SCAN/)).toHaveCount(0, { timeout: 20_000 });
});

for (const [scenario, words] of [
  ['empty', 'USB cable'],
  ['no-driver', 'DOT4 package'],
] as const) {
  test(`scenario ${scenario}: says what is missing and what to do`, async ({ start }) => {
    const { page } = await start({ scenario });
    await expect(page.getByRole('main')).toContainText(words);
  });
}

test('access denied is told when the driver is asked', async ({ start }) => {
  const { page } = await start({ scenario: 'access-denied' });
  await page.getByRole('button', { name: 'Scan sockets' }).click();
  await expect(page.getByRole('main')).toContainText('Access to the device is denied');
  await expect(page.getByRole('main')).toContainText('STATUS_ACCESS_DENIED (0xC0000022)');
});

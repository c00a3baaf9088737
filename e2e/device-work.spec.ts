import { moveTo } from './fixtures/keyboard.ts';
import { choose, isOffered } from './fixtures/menu.ts';
import { expect, test } from './fixtures/unjam.ts';
import type { Unjam } from './fixtures/unjam.ts';

const chooseDevice = async ({ app, devices }: Unjam): Promise<void> => {
  await devices.getByRole('option', { name: /LaserJet 3055/ }).click();
  await expect.poll(() => isOffered(app, 'try-channel')).toBe(true);
};

const openTrial = async ({ app, page, row }: Unjam): Promise<void> => {
  await choose(app, 'try-channel');
  const question = page.getByRole('alertdialog', { name: 'Try a channel?' });
  await moveTo(page, question.getByRole('button', { name: 'Open channel' }), 'Tab');
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect(row(/ECHO/)).toBeVisible();
};

/** Asks the program to quit; how long it took to end, and with which code. */
const quit = async ({ app }: Unjam): Promise<{ readonly code: number | null; readonly ms: number }> => {
  const child = app.process();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const asked = Date.now();
  await app.evaluate(({ app: electronApp }) => electronApp.quit());
  return { code: await ended, ms: Date.now() - asked };
};

test('services are probed in two steps, each agreed to alone', async ({ start }) => {
  const unjam = await start({ scenario: 'office' });
  const { app, page } = unjam;
  await chooseDevice(unjam);
  await choose(app, 'probe-services');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('CREATE_SOCKET');
  await page.keyboard.press('Enter');
  const services = dialog.getByRole('table', { name: 'Services' });
  await expect(services).toContainText('known (inferred)', { timeout: 30_000 });
  await expect(services).not.toContainText('free (inferred)');
  await dialog.getByRole('button', { name: 'Also open channels…' }).click();
  await expect(dialog).toContainText('OPEN_CHANNEL');
  await dialog.getByRole('button', { name: 'Open channels' }).click();
  await expect(services).toContainText('free (inferred)', { timeout: 30_000 });
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
});

test('a trial shows its bytes as they pass, and leaves no socket behind', async ({ start }) => {
  const unjam = await start({ scenario: 'office' });
  const { page, row } = unjam;
  await chooseDevice(unjam);
  await openTrial(unjam);
  await row(/ECHO/).click();
  await page.getByRole('tab', { name: 'Activity' }).click();
  const panel = page.getByRole('tabpanel');
  await expect(panel).toContainText('The printer answers', { timeout: 15_000 });
  await expect(panel.getByRole('img')).toHaveAccessibleName(/[1-9][\d,.]* K?B out, [1-9][\d,.]* K?B in/);
  await panel.getByRole('button', { name: 'End channel' }).click();
  await expect(panel).toContainText('Its socket was destroyed.', { timeout: 15_000 });
});

test('a measurement goes on when the page is loaded again, and can be stopped there', async ({ start }) => {
  const unjam = await start({ scenario: 'office' });
  const { app, page } = unjam;
  await chooseDevice(unjam);
  await choose(app, 'measure');
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: 'Measure' }).click();
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await page.reload();
  await expect(
    dialog.getByRole('progressbar').or(dialog.getByRole('button', { name: 'Close' })),
  ).toBeVisible();
});

test('quitting while a trial runs ends it first, within two seconds, and says so in the audit trail', async ({
  start,
}) => {
  const unjam = await start({ scenario: 'office' });
  await chooseDevice(unjam);
  await openTrial(unjam);
  const { code, ms } = await quit(unjam);
  expect(code).toBe(0);
  expect(ms).toBeLessThan(2_000);
  expect(unjam.audit().map(({ record }) => record)).toEqual(['trial-start', 'trial-end']);
});

test('quitting while a driver does not answer a teardown ends all the same, within two seconds', async ({
  start,
}) => {
  const unjam = await start({ scenario: 'no-answer' });
  const { page, row, scan, audit } = unjam;
  await scan();
  await row(/HP-SCAN/).click();
  await page.keyboard.press('Delete');
  await page.keyboard.press('Enter');
  await expect(row(/HP-SCAN/)).toContainText('closing');
  // its record is on disk: the request is on its way to the driver
  await expect(() => expect(audit().map(({ record }) => record)).toEqual(['intent'])).toPass();
  const { ms } = await quit(unjam);
  expect(ms).toBeLessThan(2_000);
  expect(audit().map(({ record }) => record)).toEqual(['intent', 'outcome']);
});

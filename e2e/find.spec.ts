import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { violations } from './fixtures/axe.ts';
import { expect, test } from './fixtures/unjam.ts';

const name = 'Find what is stuck';

/** A program has ended and left its fax channel open. */
const leftFax = {
  scenario: 1,
  printers: [{ id: 'sim-left-fax', name: 'HP Officejet 7310' }],
  programs: [{ name: 'FaxSend.exe', pid: 4104, ended: true }],
  sockets: [{ printer: 'sim-left-fax', service: 'HP-FAX-SEND', madeBy: 4104 }],
};

/** A queue that a person paused. */
const pausedQueue = {
  scenario: 1,
  printers: [{ id: 'sim-paused', name: 'HP LaserJet P2055d' }],
  queues: [{ name: 'Accounting', ports: ['DOT4_001'], paused: true, jobs: [{ document: 'Invoices.xlsx' }] }],
};

const written = (folder: string, scenario: object): string => {
  const file = path.join(folder, 'scenario.json');
  writeFileSync(file, JSON.stringify(scenario));
  return file;
};

/** F6 and the complaint; `answer` is what is said to the verdict, before Enter to the question that it leads to. */
const ways: readonly {
  readonly complaint: string;
  readonly key: string;
  readonly scenario: string | object;
  readonly verdict: string;
  readonly answer: string;
}[] = [
  {
    complaint: 'scanning',
    key: '1',
    scenario: 'office',
    verdict: 'Is anyone scanning on this printer now?',
    answer: 'n',
  },
  {
    complaint: 'printing',
    key: '2',
    scenario: 'stuck-print',
    verdict: 'is blocked: nothing of print job “Invoices November.xlsx”',
    answer: 'Enter',
  },
  {
    complaint: 'fax',
    key: '3',
    scenario: leftFax,
    verdict: 'Is a fax being sent or received now?',
    answer: 'n',
  },
  {
    complaint: 'not sure',
    key: '4',
    scenario: 'held',
    verdict: 'is blocked: ScanToPC',
    answer: 'Enter',
  },
];

for (const { complaint, key, scenario, verdict, answer } of ways) {
  test(`from a fresh window to freed in four keys: ${complaint}`, async ({ start, dataFolder }) => {
    const { page, devices, audit } = await start({
      scenario: typeof scenario === 'string' ? scenario : written(dataFolder, scenario),
    });
    await expect(devices.getByRole('option').nth(1)).toBeVisible();
    const { keyboard } = page;
    const card = page.getByRole('region', { name });
    await keyboard.press('F6');
    await expect(card).toContainText('What does not work?');
    expect(await violations(page)).toEqual([]);
    await keyboard.press(key);
    await expect(card).toContainText(verdict, { timeout: 20_000 });
    await expect(card.locator(':focus')).toHaveCount(1);
    expect(await violations(page)).toEqual([]);
    await keyboard.press(answer);
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await keyboard.press('Enter');
    await expect(card).toContainText('Freed. Please ask the user', { timeout: 20_000 });
    expect(await violations(page)).toEqual([]);
    expect(audit().some(({ outcome }) => outcome?.kind === 'freed' || outcome?.kind === 'helped')).toBe(true);
  });
}

test('a paused queue is named in two keys, with what a person has to do', async ({ start, dataFolder }) => {
  const { page, devices } = await start({ scenario: written(dataFolder, pausedQueue) });
  await expect(devices.getByRole('option').nth(1)).toBeVisible();
  const card = page.getByRole('region', { name });
  await page.keyboard.press('F6');
  await page.keyboard.press('2');
  await expect(card).toContainText('the queue “Accounting” is paused', { timeout: 20_000 });
  await expect(card).toContainText('Resume it in the window of the print queue.');
});

test('a search and its verdict outlast the page', async ({ start }) => {
  const { page, row } = await start({ scenario: 'office' });
  await expect(row(/PRINT/)).toBeVisible();
  const card = page.getByRole('region', { name });
  await page.keyboard.press('F6');
  await page.keyboard.press('1');
  await expect(card).toContainText('on HP LaserJet M1522nf');
  await page.reload();
  await expect(card).toContainText('may be blocked', { timeout: 20_000 });
  await page.reload();
  await expect(card).toContainText('may be blocked');
});

test('what was freed is asked about after the page was loaded again', async ({ start }) => {
  const { page, devices } = await start({ scenario: 'held' });
  const card = page.getByRole('region', { name });
  await devices.getByRole('option', { name: /M2727nf/ }).click();
  for (const key of ['F6', '1']) await page.keyboard.press(key);
  await expect(card).toContainText('is blocked', { timeout: 20_000 });
  for (const key of ['Enter', 'Enter']) await page.keyboard.press(key);
  await expect(card).toContainText('Freed. Please ask the user', { timeout: 20_000 });
  await page.reload();
  await expect(card).toContainText('Freed. Please ask the user');
  await expect(card.getByRole('button', { name: 'It works' })).toBeVisible();
});

test('where Windows cannot use the device, a person is told what to do', async ({ start }) => {
  const { page, devices } = await start({ scenario: 'unwell' });
  const card = page.getByRole('region', { name });
  await devices.getByRole('option', { name: /3390/ }).click();
  await page.keyboard.press('F6');
  await page.keyboard.press('4');
  await expect(card).toContainText('Windows cannot use', { timeout: 20_000 });
  await expect(card).toContainText('Device Manager');
});

test('nothing found is a verdict, and says what was looked at', async ({ start }) => {
  const { page, devices } = await start({ scenario: 'office' });
  await devices.getByRole('option', { name: /3055/ }).click();
  const card = page.getByRole('region', { name });
  await page.keyboard.press('F6');
  await page.keyboard.press('1');
  await expect(card).toContainText('Nothing was found that blocks scanning', { timeout: 40_000 });
  await card.getByText('Why Unjam says so').first().click();
  await expect(card).toContainText('What was looked at');
  expect(await violations(page)).toEqual([]);
});

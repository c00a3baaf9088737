import { violations } from './fixtures/axe.ts';
import { expect, test } from './fixtures/unjam.ts';

const name = 'Find what is stuck';

for (const [complaint, key] of [
  ['scanning', '1'],
  ['printing', '2'],
  ['fax', '3'],
  ['not sure', '4'],
] as const) {
  test(`from a fresh window to freed in four keys: ${complaint}`, async ({ start }) => {
    const { page, devices, audit } = await start({ scenario: 'office' });
    await expect(devices.getByRole('option')).toHaveCount(4);
    const { keyboard } = page;
    const card = page.getByRole('region', { name });
    await keyboard.press('F6');
    await expect(card).toContainText('What does not work?');
    expect(await violations(page)).toEqual([]);
    await keyboard.press(key);
    await expect(card).toContainText('may be blocked', { timeout: 20_000 });
    await expect(card.getByRole('heading').first()).toBeFocused();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('n');
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await keyboard.press('Enter');
    await expect(card).toContainText('Freed. Please ask the user', { timeout: 20_000 });
    expect(await violations(page)).toEqual([]);
    expect(audit().some(({ outcome }) => outcome?.kind === 'freed')).toBe(true);
  });
}

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

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { violations } from './fixtures/axe.ts';
import { choose } from './fixtures/menu.ts';
import { expect, test } from './fixtures/unjam.ts';
import type { Unjam } from './fixtures/unjam.ts';

const without = process.env['UNJAM_E2E_NOTHING_ELSEWHERE'] ?? '';
test.skip(without !== '', without);

const pictures = process.env['UNJAM_E2E_PICTURES'];
const picture = async ({ page }: Unjam, name: string): Promise<void> => {
  if (pictures !== undefined) await page.screenshot({ path: path.join(pictures, `${name}.png`) });
};

/** By keyboard alone, as at the phone. */
const connect = async ({ page }: Unjam, host: string): Promise<void> => {
  await page.keyboard.press('Control+O');
  await expect(page.getByRole('combobox', { name: 'Computer' })).toBeFocused();
  await page.keyboard.type(host);
  await page.keyboard.press('Enter');
};

const banner = ({ page }: Unjam) => page.getByRole('complementary', { name: 'Another computer' });

/** What runs with these words in its command, of all that this user may see. */
const running = (words: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').includes(words);
      } catch {
        return false;
      }
    });

test('another PC in the window: connect, find, close and disconnect, each by keyboard', async ({ start }) => {
  const unjam = await start({ scenario: 'empty' });
  const { page, row, status, audit, app } = unjam;
  await connect(unjam, 'pc-office');
  await expect(banner(unjam)).toContainText('Connected to pc-office');
  await expect(page).toHaveTitle(/pc-office/);
  await expect(status).toContainText('on pc-office');
  await unjam.scan();
  await expect(row(/HP-SCAN/)).toBeVisible();
  await picture(unjam, 'another-pc');
  expect(await violations(page)).toEqual([]);

  await row(/HP-SCAN/).click();
  await page.keyboard.press('Delete');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close channel' }).click();
  await expect(page.getByText(/Freed/).first()).toBeVisible();
  await expect
    .poll(() => audit().filter((one) => 'operation' in one && one.operation === 'close'))
    .toMatchObject([
      { record: 'remote-start', host: 'pc-office', hostSockets: [4] },
      { record: 'remote-end', ended: 'done', outcomes: [{ hostSocket: 4, outcome: { kind: 'freed' } }] },
    ]);

  // the trail that is shown is the one over there
  await page.keyboard.press('Control+Shift+A');
  await expect(page.getByRole('dialog')).toContainText('asked from');
  await page.keyboard.press('Escape');

  await choose(app, 'disconnect-computer');
  await expect(banner(unjam)).toBeHidden();
  await expect(status).not.toContainText('on pc-office');
  await expect(row(/HP-SCAN/)).toBeHidden();
  await expect.poll(() => running('unjam serve')).toEqual([]);
});

test('a connection that is cut says so, keeps what was seen, and connects again', async ({ start }) => {
  const unjam = await start({ scenario: 'empty' });
  const { page, row } = unjam;
  await connect(unjam, 'pc-office');
  await unjam.scan();
  await expect(row(/HP-SCAN/)).toBeVisible();
  for (const pid of running('unjam serve')) process.kill(Number(pid), 'SIGKILL');
  await expect(banner(unjam)).toContainText('Connection to pc-office lost');
  await expect(row(/HP-SCAN/)).toBeVisible();
  await picture(unjam, 'another-pc-lost');
  expect(await violations(page)).toEqual([]);
  await banner(unjam).getByRole('button', { name: 'Connect again' }).click();
  await expect(banner(unjam)).toContainText('Connected to pc-office');
  await page.reload();
  await expect(banner(unjam)).toContainText('Connected to pc-office');
});

test('where there is no connection the dialog says why and what to do, and this computer stays', async ({
  start,
}) => {
  const unjam = await start({ scenario: 'office' });
  const { page, status } = unjam;
  await connect(unjam, '-oProxyCommand=id');
  await expect(page.getByRole('alert')).toContainText('cannot be the name of a computer');
  await page.getByRole('combobox', { name: 'Computer' }).fill('pc-none');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('There is no Unjam on pc-none');
  await expect(page.getByRole('button', { name: 'Copy Unjam there…' })).toBeVisible();
  await picture(unjam, 'another-pc-without-unjam');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(status).toContainText('Simulator');
  await expect(banner(unjam)).toBeHidden();
});

test('a PC with every channel open is closed there in one go', async ({ start }) => {
  const unjam = await start({ scenario: 'empty' });
  const { page } = unjam;
  await connect(unjam, 'pc-full');
  await unjam.scan();
  await expect(page.getByRole('contentinfo')).toContainText('128 channels');
});

import { expect } from '../fixtures/unjam.ts';
import type { Picture } from './picture.ts';
import { askToClose, chooseScan, chooseTab, closeScan, findStuck, makeSmall, says } from './ways.ts';

/** The main states of the window, each reached as a person reaches it. */
export const pictures: readonly Picture[] = [
  {
    name: 'suspect-channel',
    scenario: 'office',
    reach: chooseScan,
    looks: ['light', 'dark', 'forced-colours'],
  },
  {
    name: 'stuck-channel',
    scenario: 'crashed-scan',
    reach: async (unjam) => {
      await chooseScan(unjam);
      await expect(unjam.row(/HP-SCAN/)).toContainText('ended', { timeout: 20_000 });
      await unjam.scan();
      await expect(unjam.row(/HP-SCAN/)).toContainText('stuck');
    },
  },
  {
    name: 'confirmation',
    scenario: 'office',
    reach: async (unjam) => {
      await chooseScan(unjam);
      await askToClose(unjam);
    },
  },
  {
    name: 'confirmation-over-a-job',
    scenario: 'office',
    reach: async (unjam) => {
      await unjam.row(/PRINT/).click();
      await askToClose(unjam);
    },
  },
  { name: 'freed', scenario: 'office', reach: closeScan('Freed') },
  {
    name: 'result',
    scenario: 'office',
    reach: async (unjam) => {
      await closeScan('Freed')(unjam);
      await expect(unjam.row(/HP-SCAN/)).toHaveCount(0, { timeout: 15_000 });
    },
  },
  {
    name: 'results-of-many',
    scenario: 'full',
    reach: async ({ page, grid, scan }) => {
      await scan();
      await grid.getByRole('row').nth(1).click();
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Delete');
      await page
        .getByRole('alertdialog')
        .getByRole('button', { name: /^Close 128 channels/ })
        .click();
      await expect(page.getByRole('region', { name: 'Result' })).toContainText('128 freed', {
        timeout: 40_000,
      });
    },
  },
  { name: 'refused', scenario: 'refusing-driver', reach: closeScan('Refused') },
  {
    name: 'unconfirmed',
    scenario: 'unconfirmed',
    reach: async (unjam) => {
      const { page, row } = unjam;
      await row(/PRINT/).click();
      await askToClose(unjam);
      await page.getByRole('checkbox', { name: 'Cut off the job in progress' }).check();
      await page.getByRole('button', { name: 'Close channel', exact: true }).click();
      await expect(page.getByRole('region', { name: 'Details' })).toContainText('Unconfirmed');
    },
  },
  {
    name: 'find-question',
    scenario: 'office',
    reach: async ({ page }) => {
      await page.keyboard.press('F6');
      await expect(page.getByRole('region', { name: 'Find what is stuck' })).toContainText(
        'What does not work?',
      );
    },
  },
  {
    name: 'verdict-blocked',
    scenario: 'crashed-scan',
    reach: async (unjam) => {
      await chooseScan(unjam);
      await expect(unjam.row(/HP-SCAN/)).toContainText('ended', { timeout: 20_000 });
      await findStuck('is blocked')(unjam);
    },
  },
  {
    name: 'verdict-suspected',
    scenario: 'no-answer',
    reach: findStuck('may be blocked'),
    looks: ['light', 'dark', 'forced-colours'],
  },
  { name: 'verdict-all-taken', scenario: 'full', reach: findStuck('no channel left') },
  {
    name: 'verdict-nothing-found',
    scenario: 'office',
    reach: async (unjam) => {
      await unjam.devices.getByRole('option', { name: /3055/ }).click();
      await findStuck('Nothing was found')(unjam);
    },
  },
  {
    name: 'verdict-person-needed',
    scenario: 'unwell',
    reach: async (unjam) => {
      await unjam.devices.getByRole('option', { name: /3390/ }).click();
      await findStuck('Windows cannot use')(unjam);
    },
  },
  {
    name: 'verdict-could-not-be-told',
    scenario: 'access-denied',
    reach: findStuck('Unjam cannot tell'),
  },
  {
    name: 'verdict-freed',
    scenario: 'office',
    reach: async (unjam) => {
      const { page } = unjam;
      await findStuck('may be blocked')(unjam);
      await page.keyboard.press('n');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('region', { name: 'Find what is stuck' })).toContainText('Freed.');
    },
  },
  { name: 'held-channel', scenario: 'held', reach: chooseScan },
  {
    name: 'trial',
    scenario: 'office',
    reach: async (unjam) => {
      await chooseTab('Activity')(unjam);
      const { page } = unjam;
      await page.getByRole('button', { name: 'Try a channel…' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Open channel' }).click();
      await says('The printer answers')(unjam);
      // until there is a line to draw
      await expect(page.getByRole('img').first()).toBeVisible();
    },
  },
  { name: 'raw', scenario: 'office', reach: chooseTab('Raw requests') },
  {
    name: 'audit',
    scenario: 'refusing-driver',
    reach: async (unjam) => {
      await closeScan('Refused')(unjam);
      await unjam.page.keyboard.press('Control+Shift+A');
      await expect(unjam.page.getByRole('dialog', { name: 'Audit trail' }).getByRole('row')).not.toHaveCount(
        0,
      );
    },
  },
  {
    name: 'paused',
    scenario: 'office',
    reach: async (unjam) => {
      await chooseScan(unjam);
      await unjam.page.getByRole('button', { name: 'Pause' }).click();
      await expect(unjam.status).toContainText('paused');
    },
  },
  { name: 'no-driver', scenario: 'no-driver', reach: says('DOT4 package') },
  { name: 'no-device', scenario: 'empty', reach: says('USB cable') },
  {
    name: 'access-denied',
    scenario: 'access-denied',
    reach: async (unjam) => {
      await unjam.page.keyboard.press('Control+Shift+S');
      await says('Access to the device is denied')(unjam);
    },
  },
  {
    name: 'empty-filter',
    scenario: 'office',
    reach: async (unjam) => {
      await unjam.page.keyboard.press('Control+f');
      await unjam.page.keyboard.type('nothing like this');
      await says('The filter hides every channel')(unjam);
    },
  },
  {
    name: 'device',
    scenario: 'unwell',
    reach: async ({ devices }) => devices.getByRole('option').nth(1).click(),
  },
  {
    name: 'more-commands',
    scenario: 'office',
    reach: async (unjam) => {
      await chooseScan(unjam);
      await unjam.page.getByRole('button', { name: 'More commands' }).click();
    },
  },
  {
    name: 'shortcuts',
    scenario: 'office',
    reach: async ({ page }) => {
      await page.keyboard.press('F1');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    },
  },
  {
    name: 'small-window',
    scenario: 'office',
    reach: async (unjam) => {
      await makeSmall(unjam);
      await chooseScan(unjam);
    },
    looks: ['light'],
  },
  {
    name: 'crowd',
    scenario: 'crowd',
    reach: async ({ page, grid, row }) => {
      await page.keyboard.press('Control+Shift+S');
      const rowCount = async (): Promise<number> => Number(await grid.getAttribute('aria-rowcount'));
      await expect.poll(rowCount, { timeout: 45_000 }).toBeGreaterThanOrEqual(8_193);
      await expect(page.getByRole('button', { name: 'Scan sockets' })).toBeEnabled({ timeout: 20_000 });
      await row(/HP-SCAN/)
        .first()
        .click();
    },
  },
];

import { expect } from '../fixtures/unjam.ts';
import type { Unjam } from '../fixtures/unjam.ts';

type Way = (unjam: Unjam) => Promise<void>;

export const chooseScan: Way = async ({ scan, row }) => {
  await scan();
  await row(/HP-SCAN/).click();
};

export const askToClose: Way = async ({ page }) => {
  await page.keyboard.press('Delete');
  await expect(page.getByRole('alertdialog')).toBeVisible();
};

/** Closes the scan channel and waits until the details say how that ended. */
export const closeScan =
  (outcome: string): Way =>
  async (unjam) => {
    await chooseScan(unjam);
    await askToClose(unjam);
    await unjam.page.keyboard.press('Enter');
    await expect(unjam.page.getByRole('region', { name: 'Details' })).toContainText(outcome);
  };

export const chooseTab =
  (name: string): Way =>
  async (unjam) => {
    await chooseScan(unjam);
    await unjam.page.getByRole('tab', { name }).click();
  };

/** *Find what is stuck* about scanning, until it has said so. */
export const findStuck =
  (words: string): Way =>
  async ({ page, devices }) => {
    await expect(devices.getByRole('option').nth(1)).toBeVisible();
    await page.keyboard.press('F6');
    await page.keyboard.press('1');
    await expect(page.getByRole('region', { name: 'Find what is stuck' })).toContainText(words, {
      timeout: 40_000,
    });
  };

export const says =
  (words: string): Way =>
  ({ page }) =>
    expect(page.getByRole('main')).toContainText(words);

/** As small as a window of 1280 × 800 is at 200 %. */
export const makeSmall: Way = ({ app }) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(640, 400));

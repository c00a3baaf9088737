import path from 'node:path';
import { expect, test } from './fixtures/unjam.ts';
import type { Unjam } from './fixtures/unjam.ts';

const folder = process.env['UNJAM_E2E_PICTURES'];

interface Picture {
  readonly name: string;
  readonly scenario: string;
  readonly reach: (unjam: Unjam) => Promise<void>;
}

const chooseScan = async ({ scan, row }: Unjam): Promise<void> => {
  await scan();
  await row(/HP-SCAN/).click();
};

/** The main states of the window, each reached as a person reaches it. */
const pictures: readonly Picture[] = [
  { name: 'suspect-channel', scenario: 'office', reach: chooseScan },
  {
    name: 'confirmation',
    scenario: 'office',
    reach: async (unjam) => {
      await chooseScan(unjam);
      await unjam.page.keyboard.press('Delete');
      await expect(unjam.page.getByRole('alertdialog')).toBeVisible();
    },
  },
  {
    name: 'confirmation-over-a-job',
    scenario: 'office',
    reach: async ({ page, row }) => {
      await row(/PRINT/).click();
      await page.keyboard.press('Delete');
      await expect(page.getByRole('alertdialog')).toBeVisible();
    },
  },
  {
    name: 'freed',
    scenario: 'office',
    reach: async (unjam) => {
      await chooseScan(unjam);
      await unjam.page.keyboard.press('Delete');
      await unjam.page.keyboard.press('Enter');
      await expect(unjam.row(/HP-SCAN/)).toContainText('Freed');
    },
  },
  {
    name: 'no-driver',
    scenario: 'no-driver',
    reach: async ({ page }) => expect(page.getByRole('main')).toContainText('DOT4 package'),
  },
  {
    name: 'no-device',
    scenario: 'empty',
    reach: async ({ page }) => expect(page.getByRole('main')).toContainText('USB cable'),
  },
  {
    name: 'access-denied',
    scenario: 'access-denied',
    reach: async ({ page }) => {
      await page.getByRole('button', { name: 'Scan sockets' }).click();
      await expect(page.getByRole('main')).toContainText('Access to the device is denied');
    },
  },
  {
    name: 'empty-filter',
    scenario: 'office',
    reach: async ({ page }) => {
      await page.keyboard.press('Control+f');
      await page.keyboard.type('nothing like this');
      await expect(page.getByRole('main')).toContainText('The filter hides every channel');
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
];

test.describe('pictures for a person to look at', () => {
  test.skip(folder === undefined, 'no folder for pictures was named');

  for (const { name, scenario, reach } of pictures) {
    test(name, async ({ start }) => {
      const unjam = await start({ scenario });
      const { app, page } = unjam;
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
      await reach(unjam);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const file = path.join(folder ?? '', `${name}-${colorScheme}.png`);
        const picture = await page.screenshot({ path: file, animations: 'disabled' });
        expect(picture.length).toBeGreaterThan(0);
      }
    });
  }
});

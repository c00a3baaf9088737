import type { Page } from '@playwright/test';
import { violations } from './fixtures/axe.ts';
import { expect, test } from './fixtures/unjam.ts';
import type { Unjam } from './fixtures/unjam.ts';

const looks = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
} as const;

/** The states a person meets on the way through the main job. */
const states: Readonly<Record<string, (unjam: Unjam) => Promise<void>>> = {
  'channels with details': async ({ scan, row }) => {
    await scan();
    await row(/HP-SCAN/).click();
  },
  'the question before closing': async ({ page }) => {
    await page.keyboard.press('Delete');
    await expect(page.getByRole('alertdialog')).toBeVisible();
  },
  'an outcome': async ({ page }) => {
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Details' })).toContainText('Freed');
  },
  'the list of keyboard shortcuts': async ({ page }) => {
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  },
};

for (const [look, media] of Object.entries(looks)) {
  test(`axe finds nothing in ${look}`, async ({ start }) => {
    const unjam = await start({ scenario: 'office' });
    await unjam.page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    for (const [state, reach] of Object.entries(states)) {
      await reach(unjam);
      expect([state, await violations(unjam.page)]).toEqual([state, []]);
    }
  });
}

/** Elements that stick out of the window, or hide words without a way to read them. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, [role=option], [role=tab], h1, h2, [role=searchbox]')]
      .filter((element) => {
        const { right, width, bottom, height } = element.getBoundingClientRect();
        const isShown = width > 0 && height > 0;
        return isShown && (right > innerWidth + 1 || bottom > innerHeight + 1) && !scrolls(element);
        function scrolls(inner: Element): boolean {
          for (let box = inner.parentElement; box !== null; box = box.parentElement) {
            const { overflowX, overflowY } = getComputedStyle(box);
            if (/auto|scroll/.test(overflowX + overflowY)) return true;
          }
          return false;
        }
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );

for (const percent of [125, 200]) {
  test(`at ${percent} % nothing is cut off and axe finds nothing`, async ({ start }) => {
    const { app, page, scan, row } = await start({ scenario: 'office' });
    await app.evaluate(({ BrowserWindow }, factor) => {
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor);
    }, percent / 100);
    await scan();
    await row(/HP-SCAN/).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await cutOff(page)).toEqual([]);
    expect(await violations(page)).toEqual([]);
  });
}

test('nothing moves for those who asked for less motion', async ({ start }) => {
  const { page, scan, row } = await start({ scenario: 'office' });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await scan();
  await row(/HP-SCAN/).click();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  const longest = await page.evaluate(() =>
    Math.max(
      0,
      ...document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0)),
    ),
  );
  // a thousandth of a second is how "none" is written where an end has to be told
  expect(longest).toBeLessThanOrEqual(1);
});

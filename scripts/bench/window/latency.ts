import type { Page } from 'playwright';
import type { CrowdSize } from './crowd/world.ts';
import type { Program } from './programs.ts';
import { withCrowd, withProgram } from './running.ts';
import type { Surroundings } from './running.ts';

/** From the key to the first frame that says so, in ms. */
export interface Closing {
  readonly question: number;
  readonly closing: number;
  readonly outcome: number;
}

/** So long is waited for what a key brings about. */
const longestMs = 15_000;

/** Watches, frame by frame, for what a key brings about; the times are from the key that was pressed. */
const watchFor = (page: Page, key: string, selector: string): Promise<void> =>
  page.evaluate(
    ({ key, selector, longestMs }) => {
      const seen = new Promise<number>((resolve, reject) => {
        document.addEventListener(
          'keydown',
          function pressed(event) {
            if (event.key !== key) return;
            document.removeEventListener('keydown', pressed, true);
            const frame = (now: number): void => {
              if (document.querySelector(selector) !== null) resolve(now - event.timeStamp);
              else if (now - event.timeStamp > longestMs) reject(new Error(`never saw ${selector}`));
              else requestAnimationFrame(frame);
            };
            requestAnimationFrame(frame);
          },
          true,
        );
      });
      const kept = window as { seen?: Record<string, Promise<number>> };
      (kept.seen ??= {})[selector] = seen;
    },
    { key, selector, longestMs },
  );

const press = async (page: Page, key: string, ...selectors: string[]): Promise<number[]> => {
  for (const selector of selectors) await watchFor(page, key, selector);
  await page.keyboard.press(key);
  return Promise.all(
    selectors.map((selector) =>
      page.evaluate(
        (kept) => (window as { seen?: Record<string, Promise<number>> }).seen?.[kept] ?? -1,
        selector,
      ),
    ),
  );
};

/** Closes one channel after the other by Delete and Enter. */
const closeSome = async (page: Page, count: number): Promise<Closing[]> => {
  const samples: Closing[] = [];
  for (let index = 0; index < count; index += 1) {
    const open = page.locator('.channel-row[data-state=open], .channel-row[data-state=suspect]');
    const key = (await open.nth(index % 5).getAttribute('data-key')) ?? '';
    const named = `.channel-row[data-key="${key}"]`;
    // by its key: rows may have moved meanwhile
    await page.locator(named).dispatchEvent('click');
    const [question = 0] = await press(page, 'Delete', '[role=alertdialog]');
    const [closing = 0, outcome = 0] = await press(
      page,
      'Enter',
      `${named}[data-state=closing]`,
      `${named}[data-state=freed]`,
    );
    samples.push({ question, closing, outcome });
  }
  return samples;
};

/** The barest possible call in the same runtime: Enter, invoke, setState. */
export const measureBareCall = (
  reference: Program,
  surroundings: Surroundings,
  count: number,
): Promise<number[]> =>
  withProgram(reference, surroundings, [], async ({ page }) => {
    const samples: number[] = [];
    await page.waitForSelector('[data-state=""]', { state: 'attached' });
    while (samples.length < count) {
      const [took = 0] = await press(page, 'Enter', '[data-state=closing]');
      samples.push(took);
      await press(page, 'Delete', '[data-state=""]');
    }
    return samples;
  });

export const measureClosing = (
  unjam: Program,
  surroundings: Surroundings,
  size: CrowdSize,
  count: number,
  aSecond: number,
): Promise<Closing[]> =>
  withCrowd(unjam, surroundings, size, async ({ app, page }) => {
    await app.evaluate((_electron, rate) => globalThis.unjamBench?.setRate(rate), aSecond);
    return closeSome(page, count);
  });

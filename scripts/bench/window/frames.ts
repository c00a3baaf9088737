import type { Page } from 'playwright';
import type { LoopDelay } from './crowd/control.ts';
import type { CrowdSize } from './crowd/world.ts';
import type { Program } from './programs.ts';
import { withCrowd } from './running.ts';
import type { Running, Surroundings } from './running.ts';
import { percentile } from '../statistics.ts';

export const doings = ['idle', 'scrolling', 'sorting', 'filtering'] as const;
export type Doing = (typeof doings)[number];

export interface Frames {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly loop: LoopDelay;
  /** Activities a second that reached main's session. */
  readonly activities: number;
}

/** One run: the empty page in the same window, main at rest and under the load, and the table while a person does something. */
export type FramesRun = Record<'rest' | 'empty' | Doing, Frames>;

/** Times between the frames of the next `ms`, in ms. */
const framesFor = (page: Page, ms: number): Promise<number[]> =>
  page.evaluate(
    (lasting) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        let last = 0;
        const end = performance.now() + lasting;
        const frame = (now: number): void => {
          if (last > 0) times.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(frame);
          else resolve(times);
        };
        requestAnimationFrame(frame);
      }),
    ms,
  );

const measured = async ({ app, page }: Running, ms: number): Promise<Frames> => {
  const before = await app.evaluate(() => {
    globalThis.unjamBench?.watchLoop();
    return { at: Date.now(), told: globalThis.unjamBench?.told() ?? 0 };
  });
  const times = await framesFor(page, ms);
  const after = await app.evaluate(() => ({
    at: Date.now(),
    told: globalThis.unjamBench?.told() ?? 0,
    loop: globalThis.unjamBench?.loopDelay(),
  }));
  if (after.loop === undefined) throw new Error('this program is not under control');
  return {
    p50: percentile(times, 50),
    p95: percentile(times, 95),
    max: Math.max(...times),
    loop: after.loop,
    activities: ((after.told - before.told) * 1000) / (after.at - before.at),
  };
};

/** In the page, once a frame: a steady scroll to the end and back. */
const scroll = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const grid = document.querySelector('[role=grid]');
    let step = 60;
    const frame = (): void => {
      if (grid === null || (window as { stopScroll?: true }).stopScroll) return;
      // read before it is set: a question afterwards would have the page laid out once more
      const end = grid.scrollHeight - grid.clientHeight;
      const to = grid.scrollTop + step;
      if (to <= 0 || to >= end) step = -step;
      grid.scrollTop = to;
      requestAnimationFrame(frame);
    };
    frame();
  });

const sortEveryMs = 400;
const typeEveryMs = 80;
const typed = 'monitor 07';

/** Keeps a person's hands busy until it is stopped. */
const start = async (doing: Doing, page: Page): Promise<() => Promise<void>> => {
  const stopped = new AbortController();
  if (doing === 'idle') return () => Promise.resolve();
  if (doing === 'scrolling') {
    await scroll(page);
    return () => page.evaluate(() => void ((window as { stopScroll?: true }).stopScroll = true));
  }
  const busy = (async () => {
    const headers = page.locator('[role=columnheader] button');
    const filter = page.getByRole('searchbox');
    if (doing === 'filtering') await filter.focus();
    for (let turn = 0; !stopped.signal.aborted; turn += 1) {
      if (doing === 'sorting') {
        await headers.nth(turn % 3).dispatchEvent('click');
        await page.waitForTimeout(sortEveryMs);
      } else {
        const key = typed[turn % (typed.length + 1)];
        if (key === undefined) await filter.fill('');
        else await page.keyboard.press(key === ' ' ? 'Space' : key);
        await page.waitForTimeout(typeEveryMs);
      }
    }
    if (doing === 'filtering') await filter.fill('');
  })();
  return async () => {
    stopped.abort();
    await busy;
  };
};

/** After a page was loaded, before it is measured. */
const settleMs = 1000;

/** Frame times and main's loop: an empty page in the same window first, then the table, both before the same busy crowd. */
export const measureFrames = (
  unjam: Program,
  surroundings: Surroundings,
  { ms, aSecond, size }: { readonly ms: number; readonly aSecond: number; readonly size: CrowdSize },
): Promise<FramesRun> =>
  withCrowd(unjam, surroundings, size, async (running) => {
    const { app, page } = running;
    const address = page.url();
    await page.goto('about:blank');
    await page.waitForTimeout(settleMs);
    const rest = await measured(running, ms);
    await app.evaluate((_electron, rate) => globalThis.unjamBench?.setRate(rate), aSecond);
    const run: { [K in keyof FramesRun]?: Frames } = { rest, empty: await measured(running, ms) };
    await page.goto(address);
    await page.waitForSelector('.channel-row');
    await page.waitForTimeout(settleMs);
    for (const doing of doings) {
      const stop = await start(doing, page);
      run[doing] = await measured(running, ms);
      await stop();
    }
    return run as FramesRun;
  });

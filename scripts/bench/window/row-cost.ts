import type { Program } from './programs.ts';
import type { BridgeApi } from '#app/ipc/bridge.ts';
import type { CrowdSize } from './crowd/world.ts';
import { withCrowd } from './running.ts';
import type { Running, Surroundings } from './running.ts';

/** What one changed row costs, in ms: processor time of main and of the page, and from the change to its frame. */
export interface RowCost {
  readonly rows: number;
  readonly main: number;
  readonly page: number;
  readonly shown: number;
}

interface Spent {
  readonly main: number;
  readonly page: number;
}

const betweenMs = 50;
const restMs = 6_000;

/** Processor time so far, in ms: of main's process, and of the page's main thread at work. */
const spentSoFar = async ({ app, page }: Running): Promise<() => Promise<Spent>> => {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { user, system } = await app.evaluate(() => process.cpuUsage());
    const { metrics } = await cdp.send('Performance.getMetrics');
    const tasks = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
    return { main: (user + system) / 1000, page: tasks * 1000 };
  };
};

/** One change after the other, each waited for until its frame; or only the same wait. */
const turns = async ({ app, page }: Running, count: number, key: string | null): Promise<number[]> => {
  const shown: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    await page.evaluate(() => {
      (window as { sawChange?: Promise<number> }).sawChange = new Promise((resolve) => {
        const { unjam } = window as { unjam?: BridgeApi };
        const stop = unjam?.session.onDelta(() => {
          stop?.();
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
        });
      });
    });
    const at = await app.evaluate((_electron, changed) => {
      if (changed !== null) globalThis.unjamBench?.change(changed);
      return Date.now();
    }, key);
    if (key !== null) {
      const seen = await page.evaluate(() => (window as { sawChange?: Promise<number> }).sawChange ?? 0);
      shown.push(seen - at);
    }
    await page.waitForTimeout(betweenMs);
  }
  return shown;
};

export const measureRowCost = (
  unjam: Program,
  surroundings: Surroundings,
  size: CrowdSize,
  count: number,
): Promise<RowCost> =>
  withCrowd(unjam, surroundings, size, async (running) => {
    const key = await running.page.locator('.channel-row').first().getAttribute('data-key');
    const spent = await spentSoFar(running);
    // the first looks at a crowd go on after its rows are shown: they are no cost of a change
    await running.page.waitForTimeout(restMs);
    const start = await spent();
    const startedAt = performance.now();
    const shown = await turns(running, count, key);
    const middle = await spent();
    const took = performance.now() - startedAt;
    // the same time without a change, for what the program does anyway
    await running.page.waitForTimeout(took);
    const end = await spent();
    const cost = (side: keyof Spent) => (middle[side] - start[side] - (end[side] - middle[side])) / count;
    shown.sort((a, b) => a - b);
    return {
      rows: size.devices * size.channels,
      main: cost('main'),
      page: cost('page'),
      shown: shown[shown.length >> 1] ?? 0,
    };
  });

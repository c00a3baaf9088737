import type { CrowdSize } from './crowd/world.ts';
import type { Program } from './programs.ts';
import { withCrowd, withProgram } from './running.ts';
import type { Running, Surroundings } from './running.ts';

/** Processor time of all processes of a program while nothing changes, in ms for each minute. */
export interface Idle {
  readonly main: number;
  readonly page: number;
  /** What else runs: the one that draws, the one that would speak to a network. */
  readonly others: number;
}

const rowsOfAPerson: CrowdSize = { devices: 1, channels: 12 };

/** The first looks, the layout of a new window, and the garbage of the start, which V8 collects up to half a minute later. */
const settleMs = 30_000;

type Spent = Readonly<Record<string, number>>;

/** Seconds since each process started, by its kind. */
const spentSoFar = ({ app }: Running): Promise<Spent> =>
  app.evaluate(({ app: electron }) => {
    const spent: Record<string, number> = {};
    for (const { type, cpu } of electron.getAppMetrics())
      spent[type] = (spent[type] ?? 0) + (cpu.cumulativeCPUUsage ?? 0);
    return spent;
  });

const measured = async (running: Running, ms: number): Promise<Idle> => {
  await running.page.waitForTimeout(settleMs);
  const before = await spentSoFar(running);
  const startedAt = performance.now();
  await running.page.waitForTimeout(ms);
  const after = await spentSoFar(running);
  const minutes = (performance.now() - startedAt) / 60_000;
  const of = (type: string): number => ((after[type] ?? 0) - (before[type] ?? 0)) * (1000 / minutes);
  const all = Object.keys(after).reduce((sum, type) => sum + of(type), 0);
  const [main, page] = [of('Browser'), of('Tab')];
  return { main, page, others: all - main - page };
};

/** What one round measured: all three in the same minute. */
export interface Idles {
  readonly empty: Idle;
  /** Unjam with one row: what it costs to look at a printer. */
  readonly row: Idle;
  readonly rows: Idle;
}

export const measureIdle = async (
  { unjam, reference }: { readonly unjam: Program; readonly reference: Program },
  surroundings: Surroundings,
  ms: number,
): Promise<Idles> => {
  const here = (running: Running): Promise<Idle> => measured(running, ms);
  const [empty, row, rows] = await Promise.all([
    withProgram(reference, surroundings, ['--empty'], here),
    withCrowd(unjam, surroundings, { ...rowsOfAPerson, channels: 1 }, here),
    withCrowd(unjam, surroundings, rowsOfAPerson, here),
  ]);
  return { empty, row, rows };
};

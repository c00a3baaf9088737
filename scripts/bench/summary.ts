import { median, spread } from './statistics.ts';

type RoundTrips = Readonly<Record<string, number>>;
interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** What one run measured: round trips a second by the number in flight, delays in ms. */
export interface Run {
  readonly c: RoundTrips;
  readonly koffi: RoundTrips;
  readonly link: RoundTrips;
  readonly idle: LoopDelay;
  readonly underFaults: LoopDelay;
  readonly activityMs: readonly number[];
  readonly look: { readonly tookMs: number; readonly cpuMs: number };
  /** A whole measurement of the driver, by the command line. */
  readonly calibrationMs: number;
}

/** Ratios are taken within each run, so that a busy machine slows both of their sides. */
export function summaryOf(runs: readonly Run[], inFlight: readonly number[]): string {
  const lines = [`Round trips a second, median of ${runs.length} runs (least–most):`];
  for (const count of inFlight) {
    const of = (who: 'c' | 'koffi' | 'link') => runs.map((run) => run[who][count] ?? 0);
    const [c, koffi, link] = [of('c'), of('koffi'), of('link')];
    const ratio = (others: readonly number[]) => link.map((rate, index) => rate / (others[index] ?? 0));
    const single = runs.map((run) => run.c[1] ?? 0);
    lines.push(
      `  ${count} in flight: C ${spread(c, 0)}, koffi ${spread(koffi, 0)}, link ${spread(link, 0)}`,
      `    link to C ${spread(ratio(c), 2)}, to koffi ${spread(ratio(koffi), 2)}, to C one at a time ${spread(ratio(single), 2)}`,
    );
  }
  lines.push('Delay of the event loop in ms:');
  for (const name of ['p50', 'p99', 'max'] as const) {
    const [idle, faulty] = [runs.map((run) => run.idle[name]), runs.map((run) => run.underFaults[name])];
    const ratios = faulty.map((value, index) => value / (idle[index] ?? 0));
    lines.push(
      `  ${name}: idle ${spread(idle, 1)}, under faults ${spread(faulty, 1)}, ratio ${spread(ratios, 2)}`,
    );
  }
  const activity = runs.map((run) => median(run.activityMs));
  lines.push(`From an activity of the driver to its value in the main thread: ${spread(activity, 2)} ms`);
  const [took, cpu] = [runs.map(({ look }) => look.tookMs), runs.map(({ look }) => look.cpuMs)];
  lines.push(
    `Measuring the driver: ${spread(
      runs.map(({ calibrationMs }) => calibrationMs),
      0,
    )} ms`,
    `One look at the handle table: ${spread(took, 1)} ms, of which processor ${spread(cpu, 1)} ms`,
  );
  return lines.join('\n');
}

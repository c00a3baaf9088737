import { median, spread } from '../statistics.ts';
import type { BundleSize } from './bundle.ts';
import { doings } from './frames.ts';
import type { FramesRun } from './frames.ts';
import type { Idles } from './idle.ts';
import type { Closing } from './latency.ts';
import type { RowCost } from './row-cost.ts';
import type { Start } from './start.ts';

/** Everything one run of `npm run bench:window` measured. */
export interface Measured {
  readonly frames: FramesRun[];
  /** By rounds: one bare call after the other, then one close after the other. */
  readonly latency: {
    readonly bare: readonly number[];
    readonly calm: readonly Closing[];
    readonly busy: readonly Closing[];
  }[];
  /** By rounds, from the fewest rows to the most. */
  readonly rowCosts: (readonly RowCost[])[];
  /** The first start with a new data folder, and the one after it. */
  readonly starts: {
    readonly emptyFirst: Start;
    readonly empty: Start;
    readonly first: Start;
    readonly again: Start;
    readonly crowded: Start;
  }[];
  readonly idles: Idles[];
  readonly bundle: BundleSize;
  readonly rows: number;
}

const ratio = (values: readonly number[], to: readonly number[]): string =>
  spread(
    values.map((value, index) => value / (to[index] ?? 0)),
    2,
  );

const names: Readonly<Record<keyof FramesRun, string>> = {
  rest: 'empty page, main at rest',
  empty: 'empty page, main under the load',
  idle: 'table, idle',
  scrolling: 'table, scrolling',
  sorting: 'table, sorting',
  filtering: 'table, filtering',
};

const frameLines = ({ frames, rows }: Measured): string[] => {
  const of = (doing: keyof FramesRun, figure: 'p50' | 'p95' | 'max') =>
    frames.map((run) => run[doing][figure]);
  const empty = of('empty', 'p95');
  const loop = (doing: keyof FramesRun, figure: 'p50' | 'p99' | 'max') =>
    frames.map((run) => run[doing].loop[figure]);
  return [
    `Frames with ${rows} rows, in ms; ratio to the p95 of the empty page in the same window under the same load (aim: ≤ 1.5),`,
    "and to that of the empty page while main is at rest; main's loop late by, in ms (aim: ≤ 10):",
    ...(['rest', 'empty', ...doings] as const).flatMap((doing) => [
      `  ${names[doing]}: p50 ${spread(of(doing, 'p50'), 1)}, p95 ${spread(of(doing, 'p95'), 1)}, ratio ${ratio(of(doing, 'p95'), empty)}, to rest ${ratio(of(doing, 'p95'), of('rest', 'p95'))}, worst ${spread(of(doing, 'max'), 0)}`,
      `    main p50 ${spread(loop(doing, 'p50'), 1)}, p99 ${spread(loop(doing, 'p99'), 1)}, worst ${spread(loop(doing, 'max'), 1)}; activities a second ${spread(
        frames.map((run) => run[doing].activities),
        0,
      )}`,
    ]),
  ];
};

const latencyLines = ({ latency, rows }: Measured): string[] => {
  const bare = latency.map((round) => median(round.bare));
  const of = (load: 'calm' | 'busy', figure: keyof Closing) =>
    latency.map((round) => median(round[load].map((sample) => sample[figure])));
  const beyond = (load: 'calm' | 'busy') => of(load, 'closing').map((ms, index) => ms - (bare[index] ?? 0));
  return [
    'From the key to the first frame that shows it, in ms, medians of each round:',
    `  Enter, invoke, setState: ${spread(bare, 1)}`,
    ...(['calm', 'busy'] as const).flatMap((load) => [
      `  ${rows} rows, ${load}: Enter to “closing” ${spread(of(load, 'closing'), 1)}, ratio ${ratio(of(load, 'closing'), bare)}, beyond the bare call ${spread(beyond(load), 1)} (aim: ≤ 16.7)`,
      `    Delete to the question ${spread(of(load, 'question'), 1)}, Enter to the outcome ${spread(of(load, 'outcome'), 1)}`,
    ]),
  ];
};

const costLines = ({ rowCosts }: Measured): string[] => {
  const [fewest] = rowCosts[0] ?? [];
  const sizes = (rowCosts[0] ?? []).map(({ rows }) => rows);
  const of = (rows: number, figure: 'main' | 'page' | 'shown') =>
    rowCosts.map((round) => round.find((cost) => cost.rows === rows)?.[figure] ?? 0);
  return [
    `One changed row: processor time in ms, and from the change to its frame; ratio to ${fewest?.rows ?? 0} rows (aim: flat):`,
    ...sizes.map((rows) =>
      [
        `  ${rows} rows: main ${spread(of(rows, 'main'), 2)}`,
        `page ${spread(of(rows, 'page'), 2)}`,
        `ratio of both ${ratio(
          rowCosts.map((_round, index) => (of(rows, 'main')[index] ?? 0) + (of(rows, 'page')[index] ?? 0)),
          rowCosts.map((round) => (round[0]?.main ?? 0) + (round[0]?.page ?? 0)),
        )}`,
        `shown after ${spread(of(rows, 'shown'), 0)}`,
      ].join(', '),
    ),
  ];
};

const startLines = ({ starts, rows }: Measured): string[] => {
  const ms = (who: 'emptyFirst' | 'empty' | 'first' | 'again') => starts.map((round) => round[who].usableMs);
  const pss = (who: 'empty' | 'again' | 'crowded') => starts.map((round) => round[who].pssMiB ?? 0);
  const told = starts.every((round) => round.empty.pssMiB !== null);
  const line = (what: string, empty: 'emptyFirst' | 'empty', unjam: 'first' | 'again') =>
    `  ${what}: empty window ${spread(ms(empty), 0)}, Unjam ${spread(ms(unjam), 0)}, ratio ${ratio(ms(unjam), ms(empty))}`;
  return [
    'Start to a table that can be used, in ms (aim: ≤ 1.2):',
    line('the first start ever', 'emptyFirst', 'first'),
    line('the next', 'empty', 'again'),
    told
      ? `Memory (PSS) in MiB: empty window ${spread(pss('empty'), 0)}, Unjam ${spread(pss('again'), 0)}, ratio ${ratio(pss('again'), pss('empty'))} (aim: ≤ 1.3); with ${rows} rows ${spread(pss('crowded'), 0)}, ratio ${ratio(pss('crowded'), pss('empty'))}`
      : 'Memory (PSS): skipped, only Linux tells it',
  ];
};

const idleLines = ({ idles }: Measured): string[] => {
  const line = (who: keyof Idles) =>
    (['main', 'page', 'others'] as const)
      .map(
        (side) =>
          `${side} ${spread(
            idles.map((round) => round[who][side]),
            0,
          )}`,
      )
      .join(', ');
  return [
    'Processor time of one minute in which nothing changes, in ms (aim: that of the empty window):',
    `  empty window: ${line('empty')}`,
    `  Unjam, one row: ${line('row')}`,
    `  Unjam, twelve rows: ${line('rows')}`,
  ];
};

const bundleLine = ({ bundle }: Measured): string => {
  const kib = (bytes: number) => `${(bytes / 1024).toFixed(0)} KiB`;
  return `The window’s bundle: ${kib(bundle.atStart)} at start (${kib(bundle.atStartGzipped)} gzipped), ${kib(bundle.whole)} with what is loaded later`;
};

export const reportOf = (measured: Measured): string =>
  [
    'Medians of the rounds (least–most); ratios are taken within a round.',
    ...(measured.latency.length > 0 ? latencyLines(measured) : []),
    ...(measured.frames.length > 0 ? frameLines(measured) : []),
    ...(measured.rowCosts.length > 0 ? costLines(measured) : []),
    ...(measured.starts.length > 0 ? startLines(measured) : []),
    ...(measured.idles.length > 0 ? idleLines(measured) : []),
    bundleLine(measured),
  ].join('\n');

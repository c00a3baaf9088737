import type { Totals, TrialSample } from '../trial/trial.ts';

/** Points kept of one channel: more than a whole trial has. */
export const mostPoints = 200;

/** Totals of one moment on the monotonic clock of the session. */
export interface Point {
  readonly ms: number;
  readonly totals: Totals;
}

/** Between two points, for each second. */
export interface Rate {
  readonly ms: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly creditNotices: number;
}

/** The series with one more point; the oldest leave when there are too many. Points of the past are not taken. */
export const addPoint = (
  points: readonly Point[],
  { ms, totals }: Pick<TrialSample, 'ms' | 'totals'>,
): readonly Point[] => {
  const last = points.at(-1);
  if (last !== undefined && ms <= last.ms) return points;
  return [...points.slice(1 - mostPoints), { ms, totals }];
};

export const ratesOf = (points: readonly Point[]): readonly Rate[] =>
  points.slice(1).map(({ ms, totals }, index) => {
    const before = points[index] ?? { ms, totals };
    const seconds = (ms - before.ms) / 1000;
    const rate = (name: keyof Totals): number => (totals[name] - before.totals[name]) / seconds;
    return { ms, bytesOut: rate('bytesOut'), bytesIn: rate('bytesIn'), creditNotices: rate('creditNotices') };
  });

/** One line for each second, for a table: the totals at its end. */
export const secondsOf = (points: readonly Point[]): readonly (Point & { readonly second: number })[] => {
  const [first] = points;
  if (first === undefined) return [];
  const bySecond = new Map<number, Point>();
  for (const point of points) bySecond.set(Math.floor((point.ms - first.ms) / 1000), point);
  return [...bySecond].map(([second, point]) => ({ ...point, second }));
};

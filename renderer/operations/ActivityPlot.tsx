import type { Rate } from '#app/activity/series.ts';
import { trialMs } from '#app/trial/trial.ts';
import { activityWords as words } from '#app/words/activity.ts';
import { plotHeight, plotPoints, plotWidth, scaleFor } from './plot-lines.ts';

interface LinesProps {
  readonly label: string;
  readonly rates: readonly Rate[];
  readonly of: readonly (keyof Omit<Rate, 'ms'>)[];
  readonly from: number;
}

const Lines = ({ label, rates, of, from }: LinesProps) => {
  const scale = scaleFor(Math.max(0, ...rates.flatMap((rate) => of.map((name) => rate[name]))));
  return (
    <div className="plot">
      <p className="quiet">
        {label}, 0–{scale.toLocaleString()}
      </p>
      <svg viewBox={`0 0 ${plotWidth} ${plotHeight}`} preserveAspectRatio="none" aria-hidden="true">
        {of.map((name) => (
          <polyline
            key={name}
            data-line={name}
            points={plotPoints(
              rates.map((rate) => ({ at: rate.ms, value: rate[name] })),
              from,
              trialMs,
              scale,
            )}
          />
        ))}
      </svg>
    </div>
  );
};

interface Props {
  readonly rates: readonly Rate[];
  /** When the channel was opened. */
  readonly from: number;
  /** The same in words. */
  readonly summary: string;
}

/** Bytes and credit notices of a channel of ours over the time it may last; nothing in it moves by itself. */
export const ActivityPlot = ({ rates, from, summary }: Props) => (
  <div className="plots" role="img" aria-label={summary}>
    <Lines
      label={`${words.bytes}: ${words.out}, ${words.in}`}
      rates={rates}
      of={['bytesOut', 'bytesIn']}
      from={from}
    />
    <Lines label={words.credits} rates={rates} of={['creditNotices']} from={from} />
  </div>
);

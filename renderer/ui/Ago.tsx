import { useAgo } from './ages.ts';
import { dateAndTimeOf } from './times.ts';

interface Props {
  readonly at: number;
  /** The same on the session's monotonic clock, where it is known. */
  readonly ms?: number | undefined;
}

/** How long ago something was seen or done; when exactly is in the tooltip. */
export const Ago = ({ at, ms }: Props) => (
  <time dateTime={new Date(at).toISOString()} title={dateAndTimeOf(at)}>
    {useAgo(at, ms)}
  </time>
);

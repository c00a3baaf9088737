import { useAgo } from './ages.ts';
import { dateAndTimeOf } from './times.ts';

/** How long ago something was seen or done; when exactly is in the tooltip. */
export const Ago = ({ at }: { readonly at: number }) => (
  <time dateTime={new Date(at).toISOString()} title={dateAndTimeOf(at)}>
    {useAgo(at)}
  </time>
);

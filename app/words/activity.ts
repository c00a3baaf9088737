import type { Rate } from '../activity/series.ts';
import type { TrialSample } from '../trial/trial.ts';
import { bytesWords, totalsWords } from './trial.ts';

export const activityWords = {
  notOurs:
    'No plot for this channel: a driver reports activities only to the connection that opened the channel, and this one is not ours.',
  notOursMore:
    'What other programs send and receive cannot be seen from here. Unjam can open a channel of its own to see whether the printer answers.',
  ended: 'This channel of ours has ended.',
  bytes: 'Bytes a second',
  credits: 'Credit notices a second',
  out: 'out (solid)',
  in: 'in (dashed)',
  table: 'As a table',
  columns: { second: 'Second', out: 'Bytes out', in: 'Bytes in', credits: 'Credit notices' },
  least:
    'Counted are the notices that arrive while Unjam waits for one; a driver keeps none, so credits are least numbers.',
  leastIn:
    'On this service nothing is read: bytes in are what notices announced, at least. A driver keeps no notices for later.',
} as const;

/** What a plot shows, for whoever does not see it. */
export const plotSummary = (sample: TrialSample, last: Rate | null): string => {
  const now =
    last === null ? '' : ` Now ${bytesWords(last.bytesOut)} out and ${bytesWords(last.bytesIn)} in a second.`;
  return `${sample.service}: ${totalsWords(sample)}.${now}`;
};

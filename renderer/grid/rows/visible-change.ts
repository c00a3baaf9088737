import type { ChannelState } from '#app/session/state.ts';
import { holderWords } from '#app/words/evidence.ts';
import type { RowMarkName } from '#app/words/rows.ts';
import { rowState } from '../../state/row-state.ts';

/** What a person should notice when it changes; times, looks and pages change all the while. */
const looksOf = (channel: ChannelState): readonly unknown[] => {
  const { exists, service, peripheralSocket, holder, job, otherJobs } = channel.facts;
  return [
    rowState(channel),
    exists.value,
    exists.confidence,
    service.value,
    service.confidence,
    peripheralSocket.value,
    holder.value === null ? null : holderWords(holder.value),
    job.value?.id,
    job.value?.queue,
    job.value?.inProgress,
    job.value?.states?.join(' '),
    otherJobs.waiting,
    channel.suspicion.rule,
    channel.lastTeardown?.at,
  ];
};

/** How a row differs from what it was: null when nothing that matters has changed. */
export const visibleChange = (
  before: ChannelState | undefined,
  after: ChannelState,
): Exclude<RowMarkName, 'closed'> | null => {
  if (after.phase.kind === 'gone') return null;
  if (before === undefined) return 'new';
  const old = looksOf(before);
  return looksOf(after).some((value, index) => value !== old[index]) ? 'changed' : null;
};

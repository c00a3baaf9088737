import type { Confidence } from '#app/evidence/fact.ts';
import type { ChannelState } from '#app/session/state.ts';
import { rowStateWords, windowWords } from '#app/words/window.ts';
import type { ColumnId } from '../rows/columns.ts';
import { rowState } from '../rows/row-state.ts';
import { holderOf, jobOf, lastLookOf, outcomeOf } from '../rows/rows.ts';

const words = windowWords.grid;

const factText = (text: string | null, confidence: Confidence): string => {
  if (text === null) return words.unknown;
  return confidence === 'inferred' ? `${text} ${words.inferredMark}` : text;
};

type CellText = (channel: ChannelState, deviceName: string, stamp: (at: number) => string) => string;

/** Each column as text with its marks, as the table shows it; a time is a moment, for "3 min" grows old in a file. */
export const cellTexts: Readonly<Record<ColumnId, CellText>> = {
  state: (channel) => rowStateWords[rowState(channel)],
  service: ({ facts }) => factText(facts.service.value, facts.service.confidence),
  host: ({ hostSocket }) => String(hostSocket),
  peripheral: ({ facts }) =>
    factText(facts.peripheralSocket.value?.toString() ?? null, facts.peripheralSocket.confidence),
  holder: (channel) => factText(holderOf(channel), channel.facts.holder.confidence),
  job: (channel) => factText(jobOf(channel), channel.facts.job.confidence),
  device: (_channel, deviceName) => deviceName,
  age: (channel, _name, stamp) => stamp(channel.firstSeenAt),
  look: (channel, _name, stamp) => stamp(lastLookOf(channel)),
  outcome: (channel) => outcomeOf(channel)?.label ?? '',
};

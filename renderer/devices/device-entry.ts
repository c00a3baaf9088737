import type { DeviceSign } from '#app/verdict/device-sign.ts';
import { signWords } from '#app/words/devices.ts';
import { counted } from '#app/words/plural.ts';
import { rowStateWords } from '#app/words/rows.ts';
import type { Counts } from '../state/device-counts.ts';

export interface EntryText {
  readonly notes: readonly string[];
  /** All of it, for the tooltip. */
  readonly summary: string;
}

export const countNotes = ({ stuck, suspect }: Counts): string[] => [
  ...(stuck > 0 ? [`${stuck} ${rowStateWords.stuck}`] : []),
  ...(suspect > 0 ? [`${suspect} ${rowStateWords.suspect}`] : []),
];

/** What the counts say already, or what is no news, needs no words beside the sign. */
const isPlain = (sign: DeviceSign, found: readonly string[]): boolean =>
  sign === 'nothing-found' ||
  sign === 'could-not-be-told' ||
  ((sign === 'blocked' || sign === 'suspected') && found.length > 0);

export const entryText = (sign: DeviceSign, name: string, counts: Counts): EntryText => {
  const found = countNotes(counts);
  const channels = counted(counts.open, 'channel', 'channels');
  return {
    notes: isPlain(sign, found) ? found : [signWords[sign], ...found],
    summary: [name, signWords[sign], channels, ...found].join(', '),
  };
};

/** A device's name without the port that tells it from its namesakes, where that stands below it. */
export const nameAbove = (place: string | null, name: string, own: string): string =>
  place !== null && name.startsWith(`${own} (`) && place.startsWith(name.slice(own.length + 2, -1))
    ? own
    : name;

/** A device's name without its printer's, which stands above it. */
export const shortName = (name: string, printer: string | null): string =>
  printer === null || !name.startsWith(`${printer} `) ? name : name.slice(printer.length + 1);

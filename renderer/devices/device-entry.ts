import type { DeviceState } from '#app/session/state.ts';
import { devicesWords } from '#app/words/devices.ts';
import { rowStateWords } from '#app/words/rows.ts';
import { countWords, deviceStatusWords } from '#app/words/window.ts';
import type { DeviceStatusName } from '#app/words/window.ts';
import type { Counts } from '../state/device-counts.ts';
import { deviceStatus } from '../state/devices.ts';

/** What the sign of a device stands for: its status, or the worst of its channels while nothing is wrong with itself. */
export type DeviceSign = DeviceStatusName | 'stuck' | 'suspect';

export const signOf = (status: DeviceStatusName, { stuck, suspect }: Counts): DeviceSign => {
  if (status !== 'present') return status;
  return stuck > 0 ? 'stuck' : suspect > 0 ? 'suspect' : status;
};

export const signWords = (sign: DeviceSign): string => {
  if (sign === 'stuck') return devicesWords.stuckMark;
  return sign === 'suspect' ? devicesWords.suspectMark : deviceStatusWords[sign];
};

export interface EntryText {
  readonly sign: DeviceSign;
  readonly notes: readonly string[];
  /** All of it, for the tooltip. */
  readonly summary: string;
}

export const countNotes = ({ stuck, suspect }: Counts): string[] => [
  ...(stuck > 0 ? [`${stuck} ${rowStateWords.stuck}`] : []),
  ...(suspect > 0 ? [`${suspect} ${rowStateWords.suspect}`] : []),
];

export const entryText = (state: DeviceState, name: string, counts: Counts): EntryText => {
  const status = deviceStatus(state);
  const told = countNotes(counts);
  const summary = [
    name,
    deviceStatusWords[status],
    countWords(counts.open, 'channel', 'channels'),
    ...told,
  ].join(', ');
  const notes = status === 'present' ? told : [deviceStatusWords[status], ...told];
  return { sign: signOf(status, counts), notes, summary };
};

/** A device's name without its printer's, which stands above it. */
export const shortName = (name: string, printer: string | null): string =>
  printer === null || !name.startsWith(`${printer} `) ? name : name.slice(printer.length + 1);

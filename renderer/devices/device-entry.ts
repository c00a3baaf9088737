import { counted } from '#app/words/plural.ts';
import type { DeviceState } from '#app/session/state.ts';
import { devicesWords } from '#app/words/devices.ts';
import { rowStateWords } from '#app/words/rows.ts';
import { deviceStatusWords } from '#app/words/window.ts';
import type { DeviceStatusName } from '#app/words/window.ts';
import type { Counts } from '../state/device-counts.ts';
import { deviceStatus } from '../state/devices.ts';

/** What the sign of a device stands for: its status, or the worst of its channels while nothing is wrong with itself. */
export type DeviceSign =
  Exclude<DeviceStatusName, 'present'> | 'stuck' | 'suspect' | 'checked' | 'not-checked';

export const signOf = (
  status: DeviceStatusName,
  { stuck, suspect }: Counts,
  isChecked: boolean,
): DeviceSign => {
  if (status !== 'present') return status;
  if (stuck > 0) return 'stuck';
  if (suspect > 0) return 'suspect';
  return isChecked ? 'checked' : 'not-checked';
};

export const signWords = (sign: DeviceSign): string => {
  switch (sign) {
    case 'stuck':
      return devicesWords.stuckMark;
    case 'suspect':
      return devicesWords.suspectMark;
    case 'checked':
      return devicesWords.checkedMark;
    case 'not-checked':
      return devicesWords.notCheckedMark;
    default:
      return deviceStatusWords[sign];
  }
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
  const found = countNotes(counts);
  const sign = signOf(status, counts, state.scan.kind === 'done');
  const channels = counted(counts.open, 'channel', 'channels');
  const summary = [name, signWords(sign), channels, ...found].join(', ');
  const notes =
    status !== 'present'
      ? [deviceStatusWords[status], ...found]
      : sign === 'not-checked'
        ? [devicesWords.notCheckedMark]
        : found;
  return { sign, notes, summary };
};

/** A device's name without the port that tells it from its namesakes, where that stands below it. */
export const nameAbove = (place: string | null, name: string, own: string): string =>
  place !== null && name.startsWith(`${own} (`) && place.startsWith(name.slice(own.length + 2, -1))
    ? own
    : name;

/** A device's name without its printer's, which stands above it. */
export const shortName = (name: string, printer: string | null): string =>
  printer === null || !name.startsWith(`${printer} `) ? name : name.slice(printer.length + 1);

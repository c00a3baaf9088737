import { deviceOfKey } from '#app/session/state.ts';
import type { viewNow } from './view-store.ts';

export type Chosen = Pick<ReturnType<typeof viewNow>, 'acted' | 'cursor' | 'deviceId'>;

/** The one device of these rows; null: there is no row; undefined: they are of several. */
const oneDeviceOf = (keys: Iterable<string>): string | null | undefined => {
  let found: string | null = null;
  for (const key of keys) {
    const id = deviceOfKey(key);
    if (found !== null && found !== id) return undefined;
    found = id;
  }
  return found;
};

const deviceOfRows = ({ acted, cursor }: Chosen): string | null | undefined => {
  if (acted !== null) return oneDeviceOf(acted);
  const { selected, focused, left } = cursor;
  return selected.size > 0 ? oneDeviceOf(selected) : oneDeviceOf([focused ?? left?.key ?? []].flat());
};

/**
 * The one rule which device is meant: that of the rows that are selected, or that the details are about; else the chosen
 * one. null: none; undefined: rows of several are selected.
 */
export const meantDevice = (chosen: Chosen): string | null | undefined => {
  const ofRows = deviceOfRows(chosen);
  return ofRows === null ? chosen.deviceId : ofRows;
};

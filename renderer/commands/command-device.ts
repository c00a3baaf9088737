import { runningOn } from '#app/operations/history.ts';
import { whyNoServiceProbe } from '#app/probe/permissions.ts';
import { deviceOfKey } from '#app/session/state.ts';
import type { DeviceState } from '#app/session/state.ts';
import { notOffered as why } from '#app/words/commands.ts';
import { probeForbiddenWords } from '#app/words/probe.ts';
import { trialWords } from '#app/words/trial.ts';
import { devicesInScope, isPresent } from '../state/devices.ts';
import { sessionNow } from '../state/session-store.ts';
import { viewNow } from '../state/view-store.ts';

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

const deviceOfRows = (): string | null | undefined => {
  const { acted, cursor } = viewNow();
  if (acted !== null) return oneDeviceOf(acted);
  const { selected, focused, left } = cursor;
  return selected.size > 0 ? oneDeviceOf(selected) : oneDeviceOf([focused ?? left?.key ?? []].flat());
};

/**
 * The one rule which device a command means: that of the rows that are selected, or that the details are about; else the
 * chosen one; else the only one. A reason where it is none of these.
 */
export const commandDevice = (): DeviceState | string => {
  const ofRows = deviceOfRows();
  if (ofRows === undefined) return why.severalDevices;
  const devices = sessionNow()?.devices ?? {};
  const present = devicesInScope(devices, ofRows ?? viewNow().deviceId).filter(isPresent);
  const [only, another] = present;
  if (only === undefined) return why.noDevice;
  return another === undefined ? only : why.whichDevice;
};

/** Why the services of the device cannot be asked for, as its profile says; null: they can. */
export const whyNotProbed = (): string | null => {
  const device = commandDevice();
  if (typeof device === 'string') return device;
  const because = whyNoServiceProbe(device.profile);
  return because === null ? null : probeForbiddenWords(because);
};

export const whyNotTried = (): string | null => {
  const device = commandDevice();
  if (typeof device === 'string') return device;
  const running = runningOn(sessionNow()?.operations ?? {}, device.device.id);
  return running.some(({ kind }) => kind === 'trial') ? trialWords.isRunning : null;
};

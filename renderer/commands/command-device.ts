import { runningOn } from '#app/operations/history.ts';
import { whyNoServiceProbe } from '#app/probe/permissions.ts';
import type { DeviceState } from '#app/session/state.ts';
import { notOffered as why } from '#app/words/commands.ts';
import { probeForbiddenWords } from '#app/words/probe.ts';
import { trialWords } from '#app/words/trial.ts';
import { devicesInScope, isPresent } from '../state/devices.ts';
import { meantDevice } from '../state/meant-device.ts';
import { sessionNow } from '../state/session-store.ts';
import { viewNow } from '../state/view-store.ts';

/** The device that is meant, or else the only one. A reason where it is neither. */
export const commandDevice = (): DeviceState | string => {
  const meant = meantDevice(viewNow());
  if (meant === undefined) return why.severalDevices;
  const devices = sessionNow()?.devices ?? {};
  const present = devicesInScope(devices, meant).filter(isPresent);
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

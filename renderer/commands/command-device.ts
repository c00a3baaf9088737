import { runningOn } from '#app/operations/history.ts';
import { whyNoServiceProbe } from '#app/probe/permissions.ts';
import type { DeviceState } from '#app/session/state.ts';
import { calibrationWords } from '#app/words/calibration.ts';
import { probeForbiddenWords } from '#app/words/probe.ts';
import { trialWords } from '#app/words/trial.ts';
import { devicesInScope, isPresent } from '../state/devices.ts';
import { sessionNow } from '../state/session-store.ts';
import { channelIn } from '../state/shelves.ts';
import { viewNow } from '../state/view-store.ts';

/** The chosen device, or the only one there is. */
export const measurableDevice = (): DeviceState | null => {
  const devices = devicesInScope(sessionNow()?.devices ?? {}, viewNow().deviceId).filter(isPresent);
  return devices.length === 1 ? (devices[0] ?? null) : null;
};

export const whyNotMeasurable = (): string | null =>
  measurableDevice() === null ? calibrationWords.chooseDevice : null;

/** Why the services of the chosen device cannot be asked for, as its profile says; null: they can. */
export const whyNotProbed = (): string | null => {
  const device = measurableDevice();
  if (device === null) return calibrationWords.chooseDevice;
  const because = whyNoServiceProbe(device.profile);
  return because === null ? null : probeForbiddenWords(because);
};

/** The chosen device, that of the focused channel, or the only one there is. */
export const tryableDevice = (): DeviceState | null => {
  const session = sessionNow();
  const { deviceId, cursor } = viewNow();
  const focused =
    cursor.focused === null || session === null ? undefined : channelIn(session, cursor.focused);
  const wanted = deviceId ?? focused?.deviceId ?? null;
  const devices = devicesInScope(session?.devices ?? {}, wanted).filter(isPresent);
  return devices.length === 1 ? (devices[0] ?? null) : null;
};

export const whyNotTryable = (): string | null => {
  const device = tryableDevice();
  if (device === null) return trialWords.chooseDevice;
  const running = runningOn(sessionNow()?.operations ?? {}, device.device.id);
  return running.some(({ kind }) => kind === 'trial') ? trialWords.isRunning : null;
};

import { findingsOf, lastTry } from '../evidence/findings.ts';
import type { DeviceState } from '../session/state.ts';

/** Whether the printer answered when it was last tried; null: that is not known. */
export const hasAnswered = (device: DeviceState): boolean | null => {
  if (lastTry(device)?.answer === 'came') return true;
  return findingsOf(device, []).some(({ kind }) => kind === 'printer-does-not-answer') ? false : null;
};

import { lastTry, ofTry } from '../evidence/findings.ts';
import type { DeviceState } from '../session/state.ts';

/** Whether the printer answered when it was last tried; null: that is not known. */
export const hasAnswered = (device: DeviceState): boolean | null => {
  if (lastTry(device)?.answer === 'came') return true;
  return ofTry(device).length > 0 ? false : null;
};

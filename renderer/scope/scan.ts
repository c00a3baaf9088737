import type { DeviceState } from '#app/session/state.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import { commandWords } from '#app/words/commands.ts';
import { emptyStateWords, scanForbiddenWords, scanProgressWords } from '#app/words/window.ts';
import { isPresent } from './devices.ts';

/** What *Scan sockets* would do on these devices now. */
export interface ScanPlan {
  /** Devices to ask. */
  readonly startOn: readonly string[];
  readonly running: readonly string[];
  /** What is running, as words and as a share of the whole; null when nothing is. */
  readonly progress: { readonly words: string; readonly share: number } | null;
  /** Why there is nothing to ask, or what is left out; a hint otherwise. */
  readonly reason: string;
}

const refusalOf = (devices: readonly DeviceState[]): string | null => {
  for (const { device, profile } of devices) {
    const because = whyNoProbe(profile);
    if (because !== null) return `${device.name}: ${scanForbiddenWords(because)}`;
  }
  return null;
};

const progressOf = (devices: readonly DeviceState[]): ScanPlan['progress'] => {
  let [asked, total] = [0, 0];
  for (const { scan } of devices) {
    if (scan.kind !== 'running') continue;
    asked += scan.asked;
    total += scan.total;
  }
  return total === 0 ? null : { words: scanProgressWords(asked, total), share: asked / total };
};

const noDevice = (devices: readonly DeviceState[]): string =>
  emptyStateWords(devices.length === 0 ? 'no-device' : 'unplugged').title;

export const scanPlan = (devices: readonly DeviceState[]): ScanPlan => {
  const present = devices.filter(isPresent);
  const running = present.filter(({ scan }) => scan.kind === 'running');
  const startOn = present.filter(
    ({ profile, scan }) => scan.kind !== 'running' && whyNoProbe(profile) === null,
  );
  const refusal = present.length === 0 ? noDevice(devices) : refusalOf(present);
  const hint = commandWords.scan.hint;
  return {
    startOn: startOn.map(({ device }) => device.id),
    running: running.map(({ device }) => device.id),
    progress: progressOf(running),
    reason: startOn.length === 0 ? (refusal ?? hint) : [hint, refusal].filter(Boolean).join(' '),
  };
};

/** Present devices that could be scanned and never were. */
export const neverScanned = (devices: readonly DeviceState[]): DeviceState[] =>
  devices.filter(
    (device) => isPresent(device) && device.scan.kind === 'never' && whyNoProbe(device.profile) === null,
  );

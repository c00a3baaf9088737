import { maxHostSocket } from '#app/dot4/sockets.ts';
import { runningOn } from '#app/operations/history.ts';
import type { OperationOf } from '#app/operations/operation.ts';
import type { DeviceState, SessionState } from '#app/session/state.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import { commandWords } from '#app/words/commands.ts';
import { emptyStateWords } from '#app/words/empty-states.ts';
import { deviceName } from '#app/words/printer-names.ts';
import { scanForbiddenWords, scanProgressWords } from '#app/words/window.ts';
import { devicesInScope, isPresent } from './devices.ts';

type Operations = SessionState['operations'];

/** What *Scan sockets* would do now on the chosen device, or on all. */
export interface ScanPlan {
  /** Devices to ask. */
  readonly startOn: readonly string[];
  /** The scans that run, by the id of their operation. */
  readonly running: readonly number[];
  /** What is running, as words and as a share of the whole; null when nothing is. */
  readonly progress: { readonly words: string; readonly share: number } | null;
  /** Why there is nothing to ask, or what is left out; a hint otherwise. */
  readonly reason: string;
}

const refusalOf = (devices: readonly DeviceState[], all: SessionState['devices']): string | null => {
  for (const { device, profile } of devices) {
    const because = whyNoProbe(profile);
    if (because !== null) return `${deviceName(device.id, all)}: ${scanForbiddenWords(because)}`;
  }
  return null;
};

type Scan = OperationOf<'scan'>;

const scansOf = (device: DeviceState, operations: Operations): readonly Scan[] =>
  runningOn(operations, device.device.id).filter((one): one is Scan => one.kind === 'scan');

const progressOf = (scans: readonly Scan[]): ScanPlan['progress'] => {
  if (scans.length === 0) return null;
  let [done, total] = [0, 0];
  for (const { progress } of scans) {
    done += progress?.done ?? 0;
    total += progress?.total ?? maxHostSocket;
  }
  return { words: scanProgressWords(done, total), share: done / total };
};

const noDevice = (devices: readonly DeviceState[]): string =>
  emptyStateWords(devices.length === 0 ? 'no-device' : 'unplugged').title;

type Parts = Pick<SessionState, 'devices' | 'operations'>;

const planOf = ({ devices: all, operations }: Parts, chosen: string | null): ScanPlan => {
  const devices = devicesInScope(all, chosen);
  const present = devices.filter(isPresent);
  const running = present.flatMap((device) => scansOf(device, operations));
  const startOn = present.filter(
    (device) => whyNoProbe(device.profile) === null && scansOf(device, operations).length === 0,
  );
  const refusal = present.length === 0 ? noDevice(devices) : refusalOf(present, all);
  const hint = commandWords.scan.hint;
  return {
    startOn: startOn.map(({ device }) => device.id),
    running: running.map(({ id }) => id),
    progress: progressOf(running),
    reason: startOn.length === 0 ? (refusal ?? hint) : [hint, refusal].filter(Boolean).join(' '),
  };
};

let last: (Parts & { readonly chosen: string | null; readonly plan: ScanPlan }) | null = null;

/** Several commands ask after each change of the session, and most changes are of a channel alone: the last plan is kept. */
export const scanPlan = ({ devices, operations }: Parts, chosen: string | null): ScanPlan => {
  if (last?.devices !== devices || last.operations !== operations || last.chosen !== chosen)
    last = { devices, operations, chosen, plan: planOf({ devices, operations }, chosen) };
  return last.plan;
};

/** Present devices that could be scanned and never were. */
export const neverScanned = (devices: readonly DeviceState[]): DeviceState[] =>
  devices.filter(
    (device) => isPresent(device) && device.scan.kind === 'never' && whyNoProbe(device.profile) === null,
  );

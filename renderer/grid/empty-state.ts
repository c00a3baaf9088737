import type { Fault } from '#app/faults/fault.ts';
import { inOrder, runningOn } from '#app/operations/history.ts';
import { isRunning } from '#app/operations/operation.ts';
import type { Operation } from '#app/operations/operation.ts';
import type { DeviceState, SessionState } from '#app/session/state.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import { deviceStatus } from '#app/verdict/device-sign.ts';
import {
  allGoneWords,
  emptyStateSource,
  emptyStateWords,
  freedWords,
  hiddenWords,
  ofPrinter,
} from '#app/words/empty-states.ts';
import type { EmptyStateName, EmptyStateWords, NextStep } from '#app/words/empty-states.ts';
import { faultWords } from '#app/words/faults.ts';
import { printerName } from '#app/words/printer-names.ts';
import { updatesWords } from '#app/words/updates.ts';
import { devicesInScope, isPresent } from '../state/devices.ts';
import { lastLookAt } from '../state/last-look.ts';
import { timeOf } from '../ui/times.ts';

const { empty: paused } = updatesWords;

export interface EmptyState {
  readonly name: EmptyStateName;
  readonly words: EmptyStateWords;
  /** How it is known; null where there is nothing to tell. */
  readonly source: string | null;
  /** What a person can do about it here. */
  readonly commands: readonly NextStep[];
}

type Named = Pick<EmptyState, 'name' | 'words'>;

const commandsFor: Readonly<Record<EmptyStateName, readonly NextStep[]>> = {
  connecting: [],
  'not-connected': ['refresh'],
  looking: [],
  'discovery-failed': ['refresh'],
  'no-driver': ['refresh'],
  'no-device': ['refresh'],
  unplugged: ['refresh'],
  'device-problem': ['find-stuck', 'refresh'],
  'access-denied': ['restart-as-administrator', 'scan'],
  'scan-failed': ['find-stuck', 'scan'],
  scanning: ['cancel-scan'],
  'never-scanned': ['find-stuck', 'scan'],
  'not-measured': ['find-stuck', 'measure'],
  'filtered-away': ['clear-filter'],
  paused: ['refresh', 'pause'],
  'nothing-found': ['find-stuck', 'scan', 'copy-ticket'],
  'all-gone': ['scan', 'copy-ticket'],
  freed: ['scan', 'copy-ticket'],
};

const named = (name: Parameters<typeof emptyStateWords>[0]): Named => ({
  name,
  words: emptyStateWords(name),
});

const faulty = (name: EmptyStateName, fault: Fault): Named => ({ name, words: faultWords(fault) });

type Failed = Extract<DeviceState['scan'], { kind: 'failed' }>;

const failedScanOf = ({ scan }: DeviceState): Failed | null => (scan.kind === 'failed' ? scan : null);

/** When the last of these devices was freed of something, unless its driver was asked once more since then. */
const freedAt = (devices: readonly DeviceState[], operations: SessionState['operations']): number | null => {
  const times = devices.flatMap(({ device }) => {
    const own = inOrder(operations).filter((one) => one.deviceId === device.id && !isRunning(one));
    const lastScan = own.findLast(({ kind }) => kind === 'scan')?.id ?? 0;
    return own.filter((one) => one.id > lastScan && hasFreed(one)).flatMap(({ endedAt }) => endedAt ?? []);
  });
  return times.length === 0 ? null : Math.max(...times);
};

const hasFreed = (operation: Operation): boolean =>
  operation.kind === 'close'
    ? operation.closings.some(({ outcome }) => outcome?.kind === 'freed')
    : operation.kind === 'remedy' && operation.outcome?.kind === 'helped';

/** Of the devices that are there: the state that asks for something to be done comes first. */
const ofPresent = (
  devices: readonly DeviceState[],
  { devices: all, operations }: Pick<SessionState, 'devices' | 'operations'>,
): Named => {
  const of = ({ name, words }: Named, { device }: DeviceState): Named => ({
    name,
    words: ofPrinter(words, printerName(device.id, all)),
  });
  const isScanned = ({ device }: DeviceState): boolean =>
    runningOn(operations, device.id).some(({ kind }) => kind === 'scan');
  if (devices.some(isScanned)) return named('scanning');
  const failed = devices.flatMap((device) => {
    const scan = failedScanOf(device);
    return scan === null ? [] : [{ device, fault: scan.fault }];
  });
  const denied = failed.find(({ fault }) => fault.kind === 'access-denied');
  if (denied !== undefined) return of(faulty('access-denied', denied.fault), denied.device);
  const unwell = devices.find((device) => deviceStatus(device) === 'problem');
  if (unwell !== undefined) return of(named('device-problem'), unwell);
  const other = failed.find(({ fault }) => fault.kind !== 'cancelled');
  if (other !== undefined) return of(faulty('scan-failed', other.fault), other.device);
  const freed = freedAt(devices, operations);
  if (freed !== null) return { name: 'freed', words: freedWords(timeOf(freed)) };
  const askable = devices.filter(({ profile }) => whyNoProbe(profile) === null);
  if (askable.length === 0) return named('not-measured');
  if (!askable.every(({ scan }) => scan.kind === 'done')) return named('never-scanned');
  const found = askable.reduce((sum, { scan }) => sum + (scan.kind === 'done' ? scan.report.found : 0), 0);
  return found === 0 ? named('nothing-found') : { name: 'all-gone', words: allGoneWords(found) };
};

/** What a look by the clock or the watch for devices could have changed meanwhile. */
const staleWhilePaused: readonly EmptyStateName[] = [
  'looking',
  'no-driver',
  'no-device',
  'unplugged',
  'not-measured',
  'never-scanned',
  'nothing-found',
  'all-gone',
];

const whilePaused = (state: SessionState, { words }: Named): Named => {
  const at = lastLookAt(state);
  return {
    name: 'paused',
    words: {
      title: paused.title(words.title),
      meaning: paused.meaning(at === null ? null : timeOf(at), words.meaning),
      nextStep: paused.nextStep(words.nextStep),
    },
  };
};

const reasonOf = (
  state: SessionState | null,
  connectFault: Fault | null,
  chosen: string | null,
  hasFilteredRows: boolean,
): Named => {
  if (state === null)
    return connectFault === null ? named('connecting') : faulty('not-connected', connectFault);
  if (hasFilteredRows) return named('filtered-away');
  const { at, driverPackage, fault } = state.discovery;
  const devices = devicesInScope(state.devices, chosen);
  const present = devices.filter(isPresent);
  if (present.length > 0) return ofPresent(present, state);
  if (fault?.kind === 'no-driver') return faulty('no-driver', fault);
  if (fault !== null) return faulty('discovery-failed', fault);
  if (at === null) return named('looking');
  if (devices.length > 0) return named('unplugged');
  return named(driverPackage === 'absent' ? 'no-driver' : 'no-device');
};

const scanStates: ReadonlySet<EmptyStateName> = new Set([
  'nothing-found',
  'all-gone',
  'access-denied',
  'scan-failed',
]);

const askedAt = (name: EmptyStateName, state: SessionState, chosen: string | null): number | null => {
  if (!scanStates.has(name)) return state.discovery.at;
  const times = devicesInScope(state.devices, chosen).flatMap(({ scan }) => ('at' in scan ? [scan.at] : []));
  return times.length === 0 ? null : Math.max(...times);
};

const mayLackRights = (state: SessionState | null): boolean => state?.environment.elevated !== true;

/** Why no row is shown, how that is known, and what to do. `hidden`: rows that the filter hides. */
export const emptyState = (
  state: SessionState | null,
  connectFault: Fault | null,
  chosen: string | null,
  hidden: number,
): EmptyState => {
  const reason = reasonOf(state, connectFault, chosen, hidden > 0);
  const isStale = state?.updates.isPaused === true && staleWhilePaused.includes(reason.name);
  const { name, words } = isStale ? whilePaused(state, reason) : reason;
  const at = state === null ? null : askedAt(reason.name, state, chosen);
  const who = state?.environment.mode === 'windows' ? 'Windows' : 'The simulated system';
  const source =
    hidden > 0 ? hiddenWords(hidden) : emptyStateSource(reason.name, who, at === null ? null : timeOf(at));
  const commands = commandsFor[name].filter(
    (id) => id !== 'restart-as-administrator' || mayLackRights(state),
  );
  return { name, words, source, commands };
};

import type { Fault } from '#app/faults/fault.ts';
import type { DeviceState, SessionState } from '#app/session/state.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import { faultWords } from '#app/words/faults.ts';
import { emptyStateWords } from '#app/words/empty-states.ts';
import type { EmptyStateName, EmptyStateWords } from '#app/words/empty-states.ts';
import { deviceStatus, devicesInScope, isPresent } from './devices.ts';

export interface EmptyState {
  readonly name: EmptyStateName;
  readonly words: EmptyStateWords;
}

const named = (name: Parameters<typeof emptyStateWords>[0]): EmptyState => ({
  name,
  words: emptyStateWords(name),
});

const faulty = (name: EmptyStateName, fault: Fault): EmptyState => ({ name, words: faultWords(fault) });

const scanFaultOf = (devices: readonly DeviceState[]): Fault | null => {
  for (const { scan } of devices) if (scan.kind === 'failed') return scan.fault;
  return null;
};

/** Of the devices that are there: the state that asks for something to be done comes first. */
const ofPresent = (devices: readonly DeviceState[]): EmptyState => {
  if (devices.some(({ scan }) => scan.kind === 'running')) return named('scanning');
  const fault = scanFaultOf(devices);
  if (fault?.kind === 'access-denied') return faulty('access-denied', fault);
  if (devices.some((device) => deviceStatus(device) === 'problem')) return named('device-problem');
  if (fault !== null && fault.kind !== 'cancelled') return faulty('scan-failed', fault);
  const askable = devices.filter(({ profile }) => whyNoProbe(profile) === null);
  if (askable.length === 0) return named('not-measured');
  return named(askable.every(({ scan }) => scan.kind === 'done') ? 'nothing-found' : 'never-scanned');
};

/** Why no row is shown. */
export const emptyState = (
  state: SessionState | null,
  connectFault: Fault | null,
  chosen: string | null,
  hasFilteredRows: boolean,
): EmptyState => {
  if (state === null)
    return connectFault === null ? named('connecting') : faulty('not-connected', connectFault);
  if (hasFilteredRows) return named('filtered-away');
  const { at, driverPackage, fault } = state.discovery;
  const devices = devicesInScope(state.devices, chosen);
  const present = devices.filter(isPresent);
  if (present.length > 0) return ofPresent(present);
  if (fault?.kind === 'no-driver') return faulty('no-driver', fault);
  if (fault !== null) return faulty('discovery-failed', fault);
  if (at === null) return named('looking');
  if (devices.length > 0) return named('unplugged');
  return named(driverPackage === 'absent' ? 'no-driver' : 'no-device');
};

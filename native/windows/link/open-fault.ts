import type { DeviceId } from '#app/dot4/device.ts';
import { ntStatus, ntStatusOf } from '#app/dot4/ntstatus.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { OpenFailure } from './link-thread.ts';

const goneStatuses: ReadonlySet<number> = new Set(
  (['STATUS_OBJECT_NAME_NOT_FOUND', 'STATUS_NO_SUCH_DEVICE', 'STATUS_DEVICE_NOT_CONNECTED'] as const).map(
    (name) => ntStatus(name).code,
  ),
);

/** `null`: the open had not returned when its deadline passed or its signal came. A known device whose names are gone has left. */
export const openFault = (deviceId: DeviceId, failure: OpenFailure): Fault => {
  if (failure === null) return { kind: 'not-answering', deviceId };
  if (typeof failure === 'object') return failure;
  const status = failure;
  if (status === ntStatus('STATUS_ACCESS_DENIED').code) {
    return { kind: 'access-denied', deviceId, ntstatus: ntStatusOf(status) };
  }
  if (goneStatuses.has(status)) return { kind: 'device-gone', deviceId };
  return { kind: 'open-failed', deviceId, ntstatus: ntStatusOf(status) };
};

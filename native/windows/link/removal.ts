import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Kernel32 } from '../ffi/kernel32.ts';

/** Statuses of a driver that has been taken away from under an open handle, and of nothing else. */
const removalStatuses: ReadonlySet<number> = new Set(
  (
    [
      'STATUS_DEVICE_NOT_CONNECTED',
      'STATUS_DEVICE_REMOVED',
      'STATUS_NO_SUCH_DEVICE',
      'STATUS_DEVICE_DOES_NOT_EXIST',
      'STATUS_DELETE_PENDING',
    ] as const
  ).map((name) => ntStatus(name).code),
);

/** What a handle without a driver behind it may answer as well; a driver that is there says it of a request it does not know. */
const ambiguousStatuses: ReadonlySet<number> = new Set(
  (['STATUS_INVALID_DEVICE_REQUEST', 'STATUS_NOT_IMPLEMENTED', 'STATUS_NOT_SUPPORTED'] as const).map(
    (name) => ntStatus(name).code,
  ),
);

/** Whether this status means that the device has left; an ambiguous one does when the name it was opened by is gone. */
export const hasLeft = (kernel32: Kernel32, openedPath: string, status: number): boolean =>
  removalStatuses.has(status) || (ambiguousStatuses.has(status) && !nameExists(kernel32, openedPath));

/** Looks the name up without opening what it names. Names below GLOBALROOT are no links and count as there. */
const nameExists = (kernel32: Kernel32, path: string): boolean => {
  const name = path.replace(/^\\\\[?.]\\/, '');
  if (/^GLOBALROOT\\/i.test(name)) return true;
  return kernel32.QueryDosDeviceW(name, new Uint8Array(2 * 1024), 1024) !== 0;
};

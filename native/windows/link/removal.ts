import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Kernel32 } from '../ffi/kernel32.ts';

/**
 * What a handle answers behind which no driver stands any more (Wine does, after a removal); but a driver that
 * is there says the same of a request it does not know.
 */
const ambiguousStatuses: ReadonlySet<number> = new Set(
  (['STATUS_INVALID_DEVICE_REQUEST', 'STATUS_NOT_IMPLEMENTED', 'STATUS_NOT_SUPPORTED'] as const).map(
    (name) => ntStatus(name).code,
  ),
);

/**
 * Whether such a status comes from a device that has left: then the name it was opened by is gone. Statuses that
 * mean a removal and nothing else are the driver's own answer and stay what they are.
 */
export const hasLeft = (kernel32: Kernel32, openedPath: string, status: number): boolean =>
  ambiguousStatuses.has(status) && !nameExists(kernel32, openedPath);

/** Looks the name up without opening what it names. Names below GLOBALROOT are no links and count as there. */
const nameExists = (kernel32: Kernel32, path: string): boolean => {
  const name = path.replace(/^\\\\[?.]\\/, '');
  if (/^GLOBALROOT\\/i.test(name)) return true;
  return kernel32.QueryDosDeviceW(name, new Uint8Array(2 * 1024), 1024) !== 0;
};

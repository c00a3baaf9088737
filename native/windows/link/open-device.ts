import { ntStatus, type NtStatusName } from '#app/dot4/ntstatus.ts';
import { fail, ok, type Result } from '#app/result.ts';
import { isValidHandle, type FileHandle } from '../ffi/handles.ts';
import type { Kernel32 } from '../ffi/kernel32.ts';
import type { Ntdll } from '../ffi/ntdll.ts';

const GENERIC_READ = 0x80000000;
const GENERIC_WRITE = 0x40000000;
const FILE_SHARE_READ = 1;
const FILE_SHARE_WRITE = 2;
const OPEN_EXISTING = 3;
const FILE_FLAG_OVERLAPPED = 0x40000000;

export interface OpenedDevice {
  readonly handle: FileHandle;
  readonly path: string;
}

/**
 * Opens the first path that opens, for overlapped requests, shared with everybody. Refused everywhere, it answers
 * the NTSTATUS of the refusal that says most: access denied before anything else, a missing name last. Blocks.
 */
export const openDevice = (
  kernel32: Kernel32,
  ntdll: Ntdll,
  paths: readonly string[],
): Result<OpenedDevice, number> => {
  let refusal: number | null = null;
  for (const path of paths) {
    const handle = kernel32.CreateFileW(
      path,
      GENERIC_READ | GENERIC_WRITE,
      FILE_SHARE_READ | FILE_SHARE_WRITE,
      null,
      OPEN_EXISTING,
      FILE_FLAG_OVERLAPPED,
      null,
    );
    if (isValidHandle(handle)) return ok({ handle, path });
    const status = openRefusal(kernel32.GetLastError(), ntdll);
    if (refusal === null || telling(status) > telling(refusal)) refusal = status;
  }
  return fail(refusal ?? ntStatus('STATUS_OBJECT_NAME_NOT_FOUND').code);
};

const accessDenied = ntStatus('STATUS_ACCESS_DENIED').code;
const missing: readonly number[] = [
  ntStatus('STATUS_OBJECT_NAME_NOT_FOUND').code,
  ntStatus('STATUS_OBJECT_PATH_NOT_FOUND').code,
];

const telling = (status: number): number => {
  if (missing.includes(status)) return 0;
  return status === accessDenied ? 2 : 1;
};

/** winerror.h → ntstatus.h, for the refusals of an open; used where the thread's own last NTSTATUS disagrees. */
const byWindowsError: ReadonlyMap<number, NtStatusName> = new Map([
  [2, 'STATUS_OBJECT_NAME_NOT_FOUND'],
  [3, 'STATUS_OBJECT_PATH_NOT_FOUND'],
  [5, 'STATUS_ACCESS_DENIED'],
  [21, 'STATUS_DEVICE_NOT_READY'],
  [32, 'STATUS_SHARING_VIOLATION'],
  [50, 'STATUS_NOT_SUPPORTED'],
  [170, 'STATUS_DEVICE_BUSY'],
  [433, 'STATUS_NO_SUCH_DEVICE'],
  [1167, 'STATUS_DEVICE_NOT_CONNECTED'],
]);

/** The NTSTATUS behind a failed CreateFileW: the thread's last one, when it maps to the error that was reported. */
const openRefusal = (windowsError: number, ntdll: Ntdll): number => {
  const status = ntdll.RtlGetLastNtStatus();
  if (status !== 0 && ntdll.RtlNtStatusToDosError(status) === windowsError) return status;
  return ntStatus(byWindowsError.get(windowsError) ?? 'STATUS_UNSUCCESSFUL').code;
};

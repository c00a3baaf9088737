import { wideText } from '../discovery/wide-text.ts';
import type { FileHandle } from '../ffi/handles.ts';
import type { Kernel32 } from '../ffi/kernel32.ts';
import type { Ntdll } from '../ffi/ntdll.ts';

const maxText = 2048;

/** The kernel's name of what a path leads to (`\Device\0000004a`), found without opening it; null where it leads nowhere. */
export const objectNameOfPath = (kernel32: Kernel32, path: string): string | null => {
  const name = path.replace(/^\\\\[?.]\\/, '');
  const global = /^GLOBALROOT(\\.*)$/i.exec(name)?.[1];
  if (global !== undefined) return global;
  const target = new Uint8Array(2 * maxText);
  return kernel32.QueryDosDeviceW(name, target, maxText) === 0 ? null : wideText(target) || null;
};

const ObjectNameInformation = 1;
/** UNICODE_STRING on 64 bits: Length in bytes at 0, Buffer at 8; the text follows right behind it. */
const stringBytes = 16;

/** The kernel's name of what a handle leads to. May block for ever on a pipe that is in use. */
export const objectNameOfHandle = (ntdll: Ntdll, handle: FileHandle): string | null => {
  const answer = new Uint8Array(stringBytes + 2 * maxText);
  const status = ntdll.NtQueryObject(
    handle,
    ObjectNameInformation,
    answer,
    answer.byteLength,
    new Uint8Array(4),
  );
  if (status !== 0) return null;
  const length = new DataView(answer.buffer).getUint16(0, true);
  return wideText(answer.subarray(stringBytes, stringBytes + length)) || null;
};

/** Whether a handle of this name is one on the device of that name; a file name may follow the device's. */
export const isOnDevice = (handleName: string, deviceName: string): boolean => {
  const [handle, device] = [handleName.toLowerCase(), deviceName.toLowerCase()];
  return handle === device || handle.startsWith(`${device}\\`);
};

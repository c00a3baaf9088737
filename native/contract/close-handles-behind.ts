import type { FileHandle } from '../windows/ffi/handles.ts';
import { bindKernel32 } from '../windows/ffi/kernel32.ts';
import { loadKoffi } from '../windows/ffi/load-koffi.ts';
import { bindNtdll } from '../windows/ffi/ntdll.ts';
import { handlesOf } from '../windows/evidence/handle-table.ts';
import { isOnDevice, objectNameOfHandle, objectNameOfPath } from '../windows/evidence/object-names.ts';
import type { TestDriverDevice } from './test-driver-device.ts';

/** Closes what this very process has open on a device, but for the control handle: nobody who holds one is told. */
export const closeHandlesBehind = async (path: string, control: TestDriverDevice): Promise<void> => {
  const koffi = await loadKoffi();
  const [kernel32, ntdll] = [bindKernel32(koffi), bindNtdll(koffi)];
  const device = objectNameOfPath(kernel32, path);
  if (device === null) throw new Error(`${path} has no name`);
  const table = handlesOf(ntdll, new Set([process.pid]));
  if (!table.ok) throw new Error(`the handle table: 0x${table.fault.systemError.toString(16)}`);
  for (const { handle } of table.value) {
    if (control.has(handle)) continue;
    const name = objectNameOfHandle(ntdll, handle as FileHandle);
    if (name !== null && isOnDevice(name, device)) kernel32.CloseHandle(handle as FileHandle);
  }
};

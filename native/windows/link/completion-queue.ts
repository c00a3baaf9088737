import { isValidHandle, type CompletionPort, type FileHandle } from '../ffi/handles.ts';
import type { Kernel32 } from '../ffi/kernel32.ts';
import { deviceKey } from './messages.ts';

/**
 * OVERLAPPED_ENTRY on 64 bits: lpCompletionKey, lpOverlapped, Internal, dwNumberOfBytesTransferred. lpOverlapped is
 * whatever NtDeviceIoControlFile got as ApcContext: for us the number of the request.
 */
const entryBytes = 32;
const overlappedAt = 8;
const entriesAtOnce = 64;
const longestWaitMs = 0x7fffffff;

/**
 * A completion port with one device on it: any number of requests in flight, and one call that waits for all of
 * them and for a wake-up (an event array would end at 64).
 */
export interface CompletionQueue {
  readonly port: CompletionPort;
  /** Blocks until something completes, somebody wakes, or `timeoutMs` has passed; answers the ids that completed. */
  wait(timeoutMs: number): readonly number[];
  close(): void;
}

/** Null where the system gives no port. */
export const completionQueue = (kernel32: Kernel32, device: FileHandle): CompletionQueue | null => {
  const port = kernel32.CreateIoCompletionPort(device, null, deviceKey, 1);
  if (!isValidHandle(port)) return null;
  const entries = new Uint8Array(entryBytes * entriesAtOnce);
  const view = new DataView(entries.buffer);
  const count = new Uint32Array(1);
  const countBytes = new Uint8Array(count.buffer);
  return {
    port,
    wait(timeoutMs) {
      const limit = Math.min(longestWaitMs, Math.max(0, Math.ceil(timeoutMs)));
      if (!kernel32.GetQueuedCompletionStatusEx(port, entries, entriesAtOnce, countBytes, limit, 0))
        return [];
      const ids: number[] = [];
      for (let index = 0; index < (count[0] ?? 0); index++) {
        const at = index * entryBytes;
        const fromDevice = view.getBigUint64(at, true) === BigInt(deviceKey);
        if (fromDevice) ids.push(Number(view.getBigUint64(at + overlappedAt, true)));
      }
      return ids;
    },
    close() {
      kernel32.CloseHandle(port);
    },
  };
};

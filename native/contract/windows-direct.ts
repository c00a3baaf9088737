import type { EncodedRequest } from '../wire/requests.ts';
import type { FileHandle } from '../windows/ffi/handles.ts';
import { bindKernel32 } from '../windows/ffi/kernel32.ts';
import { loadKoffi } from '../windows/ffi/load-koffi.ts';
import { bindNtdll } from '../windows/ffi/ntdll.ts';
import { completionQueue } from '../windows/link/completion-queue.ts';
import { openDevice } from '../windows/link/open-device.ts';
import { requestMemory, type RequestMemory } from '../windows/link/request-memory.ts';

const forEver = 60_000;

/**
 * One request again and again by koffi on this very thread, as a program would that may hang: what the link costs
 * beyond the foreign calls shows against it. Answers how many a second, for each number in flight.
 */
export const directlyASecond = async (
  path: string,
  encoded: EncodedRequest,
  requests: number,
): Promise<(inFlight: number) => number> => {
  const koffi = await loadKoffi();
  const kernel32 = bindKernel32(koffi);
  const ntdll = bindNtdll(koffi);
  return (inFlight) => {
    const device = openDevice(kernel32, ntdll, [path]);
    if (!device.ok) throw new Error(`${path} does not open: 0x${device.fault.toString(16)}`);
    const handle: FileHandle = device.value.handle;
    const queue = completionQueue(kernel32, handle);
    if (queue === null) throw new Error('no completion port');
    const held = new Map<number, RequestMemory>();
    let sent = 0;
    const send = (): void => {
      const id = ++sent;
      const memory = requestMemory(koffi, encoded.input, encoded.output);
      held.set(id, memory);
      const { statusBlock, input, inputBytes, output, outputBytes } = memory;
      ntdll.NtDeviceIoControlFile(
        ...([handle, null, null, BigInt(id), statusBlock, encoded.code] as const),
        ...([input, inputBytes, output, outputBytes] as const),
      );
    };
    const start = performance.now();
    while (sent < inFlight) send();
    for (let ended = 0; ended < requests;)
      for (const id of queue.wait(forEver)) {
        ended += 1;
        held.get(id)?.readBlock();
        held.get(id)?.free();
        held.delete(id);
        if (sent < requests) send();
      }
    const rate = (requests * 1000) / (performance.now() - start);
    queue.close();
    kernel32.CloseHandle(handle);
    return rate;
  };
};

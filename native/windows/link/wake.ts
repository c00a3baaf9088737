import { bindKernel32 } from '../ffi/kernel32.ts';
import { loadKoffi } from '../ffi/koffi.ts';
import type { CompletionPort } from '../ffi/handles.ts';
import type { Wake } from './link-thread.ts';
import { wakeKey } from './messages.ts';

/** The one foreign call of the main thread: it queues a packet and returns. */
export const wakeByPort = async (): Promise<Wake> => {
  const kernel32 = bindKernel32(await loadKoffi());
  return (completionPort) => {
    kernel32.PostQueuedCompletionStatus(completionPort as CompletionPort, 0, wakeKey, null);
  };
};

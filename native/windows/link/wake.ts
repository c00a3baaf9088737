import type { Result } from '#app/result.ts';
import type { CompletionPort } from '../ffi/handles.ts';
import { bindKernel32 } from '../ffi/kernel32.ts';
import { withKoffi, type NotLoaded } from '../ffi/koffi.ts';
import type { Wake } from './link-thread.ts';
import { wakeKey } from './messages.ts';

/** The one foreign call of the main thread: it queues a packet and returns. */
export const wakeByPort = (): Promise<Result<Wake, NotLoaded>> =>
  withKoffi((koffi) => {
    const { PostQueuedCompletionStatus } = bindKernel32(koffi);
    return (completionPort) => {
      PostQueuedCompletionStatus(completionPort as CompletionPort, 0, wakeKey, null);
    };
  });

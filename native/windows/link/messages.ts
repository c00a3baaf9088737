import type { RequestEnd } from '#app/requests/trace.ts';
import type { NotLoaded } from '../ffi/koffi.ts';
import type { Sending } from '../../device-requests.ts';

/**
 * Main thread to link worker. Moments are of `sharedClockMs`. Ids are unique in the process, so that a command that
 * comes after its device was closed means no request of the next one.
 */
export type LinkCommand =
  | { readonly kind: 'open'; readonly openPaths: readonly string[] }
  | ({ readonly kind: 'send' } & Sending)
  | { readonly kind: 'withdraw'; readonly id: number }
  | { readonly kind: 'close' };

/** Link worker to main thread. */
export type LinkReport =
  | { readonly kind: 'opened'; readonly completionPort: bigint; readonly path: string }
  | { readonly kind: 'open-failed'; readonly status: number }
  /** Instead of opening anything; the thread ends. */
  | { readonly kind: 'not-loaded'; readonly fault: NotLoaded }
  /** Twice for a request that was kept and completed after all. */
  | { readonly kind: 'ended'; readonly id: number; readonly end: RequestEnd }
  /** The device is closed, and some requests are still kept. */
  | { readonly kind: 'closed' }
  /** The device is closed and nothing is kept: the thread can open another. */
  | { readonly kind: 'idle' };

/** Completion keys of the link's port. */
export const deviceKey = 1;
export const wakeKey = 2;

/** How long a withdrawn request may take to come back before it is answered without it. */
export const withdrawalGraceMs = 1000;

/** A clock that all threads of the process share, in milliseconds; monotonic. */
export const sharedClockMs = (): number => Number(process.hrtime.bigint() / 1000n) / 1000;

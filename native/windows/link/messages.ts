import type { EncodedRequest } from '../../wire/requests.ts';

/** Why a request was withdrawn before the driver completed it. */
export type Withdrawal = 'deadline' | 'signal';

/**
 * Main thread to link worker. Moments are of `sharedClockMs`. Ids are unique in the process, so that a command that
 * comes after its device was closed means no request of the next one.
 */
export type LinkCommand =
  | { readonly kind: 'open'; readonly openPaths: readonly string[] }
  | {
      readonly kind: 'send';
      readonly id: number;
      readonly encoded: EncodedRequest;
      readonly deadlineAt: number;
    }
  | { readonly kind: 'withdraw'; readonly id: number }
  | { readonly kind: 'close' };

/** How a request ended: the status block, and as much of the output as Information vouches for. */
export interface Completion {
  readonly status: number;
  readonly information: number;
  readonly bytes: Uint8Array;
  /** Set when we cancelled it; the driver may all the same have completed it first. */
  readonly withdrawn: Withdrawal | null;
  /** The status says nothing about the device, which has left the system. */
  readonly deviceGone: boolean;
}

/** Link worker to main thread. */
export type LinkReport =
  | { readonly kind: 'opened'; readonly completionPort: bigint; readonly path: string }
  | { readonly kind: 'open-failed'; readonly status: number }
  | { readonly kind: 'completed'; readonly id: number; readonly completion: Completion }
  /** Its deadline had passed before it could be sent; the driver has not seen it. */
  | { readonly kind: 'expired'; readonly id: number }
  /** Cancelled, and not given back in time. Its memory stays until it is: then it is reported `completed` after all. */
  | { readonly kind: 'kept'; readonly id: number }
  /** The device is closed, and some requests are still kept. */
  | { readonly kind: 'closed' }
  /** The device is closed and nothing is kept: the thread can open another. */
  | { readonly kind: 'idle' };

/** Completion keys of the link's port. */
export const deviceKey = 1;
export const wakeKey = 2;

/** A clock that all threads of the process share, in milliseconds; monotonic. */
export const sharedClockMs = (): number => Number(process.hrtime.bigint() / 1000n) / 1000;

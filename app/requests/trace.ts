import type { RequestName } from '../dot4/requests.ts';

/** Why a request was withdrawn, or never sent, before the driver had answered it. */
export type Withdrawal = 'deadline' | 'signal';

/**
 * How a request ended: the one vocabulary for it, from the thread that calls the driver to the log a person reads.
 * `status` and `information` are those of the status block.
 */
export type RequestEnd =
  | {
      readonly kind: 'completed';
      readonly status: number;
      readonly information: number;
      /** What the driver wrote into the second buffer, as far as Information vouches for it. */
      readonly returned: Uint8Array;
      /** Set where the status is the driver's answer to our withdrawal. */
      readonly withdrawn: Withdrawal | null;
      /** The status says nothing about the device, which has left the system. */
      readonly deviceGone: boolean;
    }
  /** The driver has not seen it. */
  | { readonly kind: 'not-sent'; readonly why: Withdrawal | 'closed' }
  /** Withdrawn, and not given back in time. */
  | { readonly kind: 'kept' }
  /** The driver does not return from a call; whether it has seen this request is not known. */
  | { readonly kind: 'not-answering' };

/**
 * One request of a link with its bytes, reported once it has ended. The arrays are the link's own: whoever keeps them
 * copies what it keeps.
 */
export interface RequestTrace {
  readonly request: RequestName;
  readonly code: number;
  /** What it concerned, where the request or its reply says so. */
  readonly hostSocket: number | null;
  readonly channelHandle: number | null;
  readonly input: Uint8Array;
  /** The second buffer when it was sent: its size, and what stood in it (null: zeros). */
  readonly output: { readonly size: number; readonly content: Uint8Array | null };
  readonly end: RequestEnd;
  /** From handing it over to its answer, as the caller sees it. */
  readonly durationMs: number;
}

export type OnRequest = (trace: RequestTrace) => void;

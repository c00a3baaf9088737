import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { CallOptions } from '../port.ts';
import type { EncodedRequest } from '../wire/requests.ts';
import type { Reply, Withdraw } from './waiting-line.ts';

/**
 * What the port asks, as Windows would have to encode it: encoding it here too means that both implementations
 * throw the same RangeErrors and want the same number of reply bytes.
 */
export interface Question<T> {
  readonly encoded: EncodedRequest;
  /** False: the driver does not give this request back when it is cancelled. */
  readonly cancellable?: boolean;
  /** Bytes the driver reports; the size of the reply structure unless told otherwise. */
  readonly replyBytes?: (value: T) => number;
  /** Told what the driver did after all, when the call had been answered without it. */
  readonly onLate?: (value: T) => void;
  work(reply: Reply<T>): Withdraw;
}

export interface Reported<T> {
  /** null where the driver claims success and did nothing (a forced status). */
  readonly value: T | null;
  readonly bytes: number;
}

export type Ask = <T>(question: Question<T>, options: CallOptions) => Promise<Result<Reported<T>, Fault>>;

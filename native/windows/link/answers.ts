import { ntStatus, ntStatusOf } from '#app/dot4/ntstatus.ts';
import type { RequestName } from '#app/dot4/requests.ts';
import type { DeviceId } from '#app/dot4/device.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { EncodedRequest } from '../../wire/requests.ts';
import type { Completion, Withdrawal } from './messages.ts';

/** How one call on a link ended, as the main thread knows it. */
export type CallEnd =
  | { readonly kind: 'completed'; readonly completion: Completion }
  /** Never sent: the deadline or the signal came first. */
  | { readonly kind: 'expired'; readonly why: Withdrawal }
  | { readonly kind: 'kept' }
  | { readonly kind: 'not-answering' }
  | { readonly kind: 'closed' };

/** What the driver replied: the bytes it vouched for, and their number (WRITE replies with a number alone). */
export interface Reply {
  readonly bytes: Uint8Array;
  readonly information: number;
}

/** The one place where a status block becomes an answer. */
export const answerOf = (
  deviceId: DeviceId,
  encoded: EncodedRequest,
  deadlineMs: number,
  end: CallEnd,
): Result<Reply, Fault> => {
  const { request } = encoded;
  switch (end.kind) {
    case 'completed':
      return completedAnswer(deviceId, encoded, deadlineMs, end.completion);
    case 'expired':
      return fail(
        end.why === 'signal' ? { kind: 'cancelled', request } : { kind: 'not-sent', request, deadlineMs },
      );
    case 'kept':
      return fail({ kind: 'deadline', request, deadlineMs, withdrawn: false });
    case 'not-answering':
      return fail({ kind: 'not-answering', deviceId });
    case 'closed':
      return fail({ kind: 'device-gone', deviceId });
  }
};

const completedAnswer = (
  deviceId: DeviceId,
  { request, output, replyBytes }: EncodedRequest,
  deadlineMs: number,
  { status, information, bytes, withdrawn, deviceGone }: Completion,
): Result<Reply, Fault> => {
  if (status === ntStatus('STATUS_SUCCESS').code) {
    const short = information < replyBytes;
    const long = output.size > 0 && information > output.size;
    if (!short && !long) return ok({ bytes, information });
    const expectedBytes = short ? replyBytes : output.size;
    return fail({ kind: 'malformed-reply', request, expectedBytes, receivedBytes: information });
  }
  if (deviceGone) return fail({ kind: 'device-gone', deviceId });
  // A driver may end a request so on its own account, too: then it is its refusal and not our withdrawal.
  if (withdrawn !== null && status === ntStatus('STATUS_CANCELLED').code) {
    return fail(withdrawnFault(request, deadlineMs, withdrawn));
  }
  return fail({ kind: 'refused', request, ntstatus: ntStatusOf(status) });
};

const withdrawnFault = (request: RequestName, deadlineMs: number, why: Withdrawal): Fault =>
  why === 'signal'
    ? { kind: 'cancelled', request }
    : { kind: 'deadline', request, deadlineMs, withdrawn: true };

import type { DeviceId } from '#app/dot4/device.ts';
import { ntStatus, ntStatusOf } from '#app/dot4/ntstatus.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { RequestEnd } from '#app/requests/trace.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { Limits } from './transport.ts';
import type { EncodedRequest } from './wire/requests.ts';

/** What the driver replied: the bytes it vouched for, and their number (WRITE replies with a number alone). */
export interface Reply {
  readonly bytes: Uint8Array;
  readonly information: number;
}

/** The one place where the end of a request becomes an answer. */
export const answerOf = (
  deviceId: DeviceId,
  encoded: EncodedRequest,
  limits: Limits,
  end: RequestEnd,
): Result<Reply, Fault> => {
  const { request } = encoded;
  const late = (withdrawn: boolean): Fault => {
    const deadlineMs = limits.answerWithinMs ?? limits.deadlineMs;
    return { kind: 'deadline', request, deadlineMs, withdrawn };
  };
  switch (end.kind) {
    case 'completed':
      if (end.status === ntStatus('STATUS_SUCCESS').code)
        return replyOf(encoded, end.information, end.returned);
      if (end.deviceGone) return fail({ kind: 'device-gone', deviceId });
      if (end.withdrawn === null) return fail({ kind: 'refused', request, ntstatus: ntStatusOf(end.status) });
      return fail(end.withdrawn === 'signal' ? { kind: 'cancelled', request } : late(true));
    case 'not-sent':
      if (end.why === 'closed') return fail({ kind: 'device-gone', deviceId });
      return fail(
        end.why === 'signal'
          ? { kind: 'cancelled', request }
          : { kind: 'not-sent', request, deadlineMs: limits.deadlineMs },
      );
    case 'kept':
      return fail(late(false));
    case 'not-answering':
      return fail({ kind: 'not-answering', deviceId });
  }
};

const replyOf = (
  { request, output, replyBytes }: EncodedRequest,
  information: number,
  bytes: Uint8Array,
): Result<Reply, Fault> => {
  const short = information < replyBytes;
  const long = output.size > 0 && information > output.size;
  if (!short && !long) return ok({ bytes, information });
  const expectedBytes = short ? replyBytes : output.size;
  return fail({ kind: 'malformed-reply', request, expectedBytes, receivedBytes: information });
};

import { ntStatus, type NtStatus } from '#app/dot4/ntstatus.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { RequestEnd, TakenBack } from '#app/requests/trace.ts';
import type { Result } from '#app/result.ts';
import type { Reported } from './question.ts';

const nothing = new Uint8Array(0);

const completed = (
  { code }: NtStatus,
  takenBack: TakenBack | null = null,
  returned: Uint8Array = nothing,
  information: number = 0,
): RequestEnd => ({ kind: 'completed', status: code, information, returned, takenBack });

/** How a limited call ended, for the log of requests: the status block a driver would have left. */
export const requestEnd = <T>(
  answer: Result<Reported<T>, Fault>,
  replyOf: (value: T) => Uint8Array = () => nothing,
): RequestEnd => {
  if (answer.ok) {
    const { value, bytes } = answer.value;
    const reply = value === null ? nothing : replyOf(value).subarray(0, bytes);
    return completed(ntStatus('STATUS_SUCCESS'), null, reply, bytes);
  }
  const { fault } = answer;
  switch (fault.kind) {
    case 'refused':
      return completed(fault.ntstatus);
    case 'deadline':
      return fault.withdrawn ? completed(ntStatus('STATUS_CANCELLED'), 'deadline') : { kind: 'kept' };
    case 'cancelled':
      return completed(ntStatus('STATUS_CANCELLED'), 'signal');
    default:
      throw new Error(`a limited call does not end with ${fault.kind}`);
  }
};

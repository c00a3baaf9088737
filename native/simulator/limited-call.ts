import type { Clock } from '#app/clock.ts';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { RequestName } from '#app/dot4/requests.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { CallOptions } from '../port.ts';
import type { Completion, SentRequest } from './dispatcher.ts';

/** How long a cancelled request may take to come back before it counts as not withdrawable. */
const withdrawalGraceMs = 250;

/** How soon a deadline is looked at again that came before its request had reached the driver. */
const againMs = 1;

type Cause = 'deadline' | 'cancelled';

/** A call of the port while its request is out. */
export interface LimitedCall<T> {
  readonly answer: Promise<Result<Completion<T>, Fault>>;
  withdraw(cause: Cause): void;
}

/**
 * Puts deadline and signal on a sent request; whatever it completes with in spite of them counts. After our loop was
 * held, a deadline may fire before what came due long ago: a request that never reached the driver does not pend.
 */
export const limitCall = <T>(
  clock: Clock,
  request: RequestName,
  sent: SentRequest<T>,
  options: CallOptions,
): LimitedCall<T> => {
  const { deadlineMs, signal } = options;
  let cause: Cause | null = null;
  let stopGrace = (): void => undefined;
  let stopDeadline = (): void => undefined;
  let withdraw: (cause: Cause) => void;
  const answer = new Promise<Result<Completion<T>, Fault>>((resolve) => {
    const finish = (result: Result<Completion<T>, Fault>): void => {
      stopDeadline();
      stopGrace();
      signal?.removeEventListener('abort', abort);
      resolve(result);
    };
    withdraw = (why) => {
      if (cause !== null) return;
      cause = why;
      sent.cancel();
      const notGivenBack: Fault = { kind: 'deadline', request, deadlineMs, withdrawn: false };
      stopGrace = clock.after(withdrawalGraceMs, () => finish(fail(notGivenBack)));
    };
    const abort = (): void => withdraw('cancelled');
    const allow = (ms: number): void => {
      stopDeadline = clock.after(ms, () => (sent.hasArrived() ? withdraw('deadline') : allow(againMs)));
    };
    allow(deadlineMs);
    signal?.addEventListener('abort', abort, { once: true });
    void sent.completion.then((completion) => finish(judge(request, completion, cause, deadlineMs)));
  });
  return { answer, withdraw: (why) => withdraw(why) };
};

/** Only STATUS_SUCCESS counts as done; STATUS_CANCELLED is ours only if we cancelled. */
const judge = <T>(
  request: RequestName,
  completion: Completion<T>,
  cause: Cause | null,
  deadlineMs: number,
): Result<Completion<T>, Fault> => {
  const { code } = completion.status;
  if (code === ntStatus('STATUS_SUCCESS').code) return ok(completion);
  if (code === ntStatus('STATUS_CANCELLED').code && cause !== null)
    return fail(
      cause === 'deadline'
        ? { kind: 'deadline', request, deadlineMs, withdrawn: true }
        : { kind: cause, request },
    );
  return fail({ kind: 'refused', request, ntstatus: completion.status });
};

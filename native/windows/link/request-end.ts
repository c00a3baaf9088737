import type { Fault } from '#app/faults/fault.ts';
import type { RequestEnd } from '#app/requests/trace.ts';
import type { Result } from '#app/result.ts';
import type { CallEnd } from './answers.ts';

/** How a call ended, for the log of requests; `answer` is what its caller was told. */
export const requestEnd = (end: CallEnd, answer: Result<unknown, Fault>): RequestEnd => {
  switch (end.kind) {
    case 'completed': {
      const { status, information, bytes, withdrawn } = end.completion;
      const isOurs = !answer.ok && (answer.fault.kind === 'deadline' || answer.fault.kind === 'cancelled');
      return {
        ...{ kind: 'completed', status, information, returned: bytes },
        takenBack: isOurs ? withdrawn : null,
      };
    }
    case 'expired':
      return { kind: 'not-sent', why: end.why };
    case 'closed':
      return { kind: 'not-sent', why: 'closed' };
    case 'kept':
    case 'not-answering':
      return end;
  }
};

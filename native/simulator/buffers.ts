import { ntStatus } from '#app/dot4/ntstatus.ts';
import { fail } from '#app/result.ts';
import { sizeOf } from '../wire/layouts.ts';
import type { EncodedRequest } from '../wire/requests.ts';
import type { Personality } from './personality.ts';
import type { Question } from './question.ts';
import { nothingToWithdraw } from './waiting-line.ts';

const handleRequests: readonly string[] = [
  'CLOSE_CHANNEL',
  'ADD_ACTIVITY_BROADCAST',
  'REMOVE_ACTIVITY_BROADCAST',
];

/** Whether a driver of this personality takes these buffers: shorter ones it refuses, longer ones it does not mind. */
const takes = (
  { destroyWantsOutput, handleRequests: kind }: Personality,
  encoded: EncodedRequest,
): boolean => {
  const { request, input, output } = encoded;
  if (request === 'DESTROY_SOCKET') {
    return output.size >= (destroyWantsOutput ? sizeOf('DOT4_DC_DESTROY_DATA') : 0);
  }
  if (!handleRequests.includes(request) || kind === 'handle') return true;
  return input.byteLength >= sizeOf('DOT4_DRIVER_CMD');
};

/** The same question, refused for its buffers where the personality does not take them. */
export const takesBuffers = <T>(personality: Personality, question: Question<T>): Question<T> =>
  takes(personality, question.encoded)
    ? question
    : {
        ...question,
        work: (reply) => {
          reply(fail(ntStatus('STATUS_BUFFER_TOO_SMALL')));
          return nothingToWithdraw;
        },
      };

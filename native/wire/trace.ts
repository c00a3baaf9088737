import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { RequestEnd, RequestTrace } from '#app/requests/trace.ts';
import { decodeActivity } from './activity.ts';
import { decodeDestroySocket, decodeHandleRequest, decodeSocketRequest } from './decode-requests.ts';
import { decodeCreatedSocket, decodeOpenedChannel } from './replies.ts';
import type { EncodedRequest } from './requests.ts';

/** What a request concerns, read from its own bytes and those of its reply. */
const subjectOf = (
  { request, input }: EncodedRequest,
  end: RequestEnd,
): Partial<Pick<RequestTrace, 'hostSocket' | 'channelHandle'>> | null => {
  const succeeded = end.kind === 'completed' && end.status === ntStatus('STATUS_SUCCESS').code;
  const reply = succeeded ? end.returned : new Uint8Array(0);
  switch (request) {
    case 'CREATE_SOCKET':
      return decodeCreatedSocket(reply);
    case 'DESTROY_SOCKET':
      return decodeDestroySocket(input);
    case 'OPEN_CHANNEL':
    case 'WAIT_FOR_CHANNEL':
      return { ...decodeSocketRequest(input), ...decodeOpenedChannel(reply) };
    case 'WAIT_ACTIVITY_BROADCAST':
      return decodeActivity(reply);
    default:
      return decodeHandleRequest(input);
  }
};

/** WRITE's second buffer is read by the driver (METHOD_IN_DIRECT): what stands in it afterwards is what we sent. */
const returnedBy = ({ request }: EncodedRequest, end: RequestEnd): RequestEnd =>
  request === 'WRITE' && end.kind === 'completed' ? { ...end, returned: new Uint8Array(0) } : end;

export const traceOf = (encoded: EncodedRequest, end: RequestEnd, durationMs: number): RequestTrace => {
  const { request, code, input, output } = encoded;
  const { hostSocket = null, channelHandle = null } = subjectOf(encoded, end) ?? {};
  return {
    request,
    code,
    hostSocket,
    channelHandle,
    input,
    output,
    end: returnedBy(encoded, end),
    durationMs,
  };
};

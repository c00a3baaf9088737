import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { RequestEnd, RequestTrace } from '#app/requests/trace.ts';
import { layouts, sizeOf } from './layouts.ts';
import type { EncodedRequest } from './requests.ts';

const number32 = (bytes: Uint8Array, at: number): number | null =>
  bytes.byteLength < at + 4 ? null : new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);

const socketOf = (bytes: Uint8Array, at: number): number | null => bytes[at] ?? null;

type Subject = Pick<RequestTrace, 'hostSocket' | 'channelHandle'>;

const nothing: Subject = { hostSocket: null, channelHandle: null };

/** What a request speaks of, read from its own bytes. */
const subjectOf = ({ request, input }: EncodedRequest, end: RequestEnd): Subject => {
  const succeeded = end.kind === 'completed' && end.status === ntStatus('STATUS_SUCCESS').code;
  const reply = succeeded ? end.returned : new Uint8Array(0);
  switch (request) {
    case 'CREATE_SOCKET': {
      const whole = reply.byteLength >= sizeOf('DOT4_DC_CREATE_DATA');
      const { at } = layouts.DOT4_DC_CREATE_DATA.fields.bHsid;
      return whole ? { ...nothing, hostSocket: socketOf(reply, at) } : nothing;
    }
    case 'DESTROY_SOCKET':
      return { ...nothing, hostSocket: socketOf(input, layouts.DOT4_DC_DESTROY_DATA.fields.bHsid.at) };
    case 'OPEN_CHANNEL':
    case 'WAIT_FOR_CHANNEL': {
      const { bHsid, hChannelHandle } = layouts.DOT4_DC_OPEN_DATA.fields;
      return {
        hostSocket: socketOf(input, bHsid.at),
        channelHandle: number32(reply, hChannelHandle.at),
      };
    }
    case 'WAIT_ACTIVITY_BROADCAST':
      return { ...nothing, channelHandle: number32(reply, layouts.DOT4_ACTIVITY.fields.hChannel.at) };
    default:
      // CHANNEL_HANDLE and DOT4_DRIVER_CMD both begin with the handle.
      return { ...nothing, channelHandle: number32(input, layouts.CHANNEL_HANDLE.fields.hChannelHandle.at) };
  }
};

/** WRITE's second buffer is read by the driver (METHOD_IN_DIRECT): what stands in it afterwards is what we sent. */
const returnedBy = ({ request }: EncodedRequest, end: RequestEnd): RequestEnd =>
  request === 'WRITE' && end.kind === 'completed' ? { ...end, returned: new Uint8Array(0) } : end;

export const traceOf = (encoded: EncodedRequest, end: RequestEnd, durationMs: number): RequestTrace => {
  const { request, code, input, output } = encoded;
  return {
    ...{ request, code, input, output, durationMs },
    ...subjectOf(encoded, end),
    end: returnedBy(encoded, end),
  };
};

import * as v from 'valibot';
import { NtStatusSchema, ntStatusOf } from '../dot4/ntstatus.ts';
import type { NtStatus } from '../dot4/ntstatus.ts';
import { requestNames } from '../dot4/requests.ts';
import type { RequestName } from '../dot4/requests.ts';
import type { RequestEnd, RequestTrace } from './trace.ts';

/** How many requests of one device are kept. */
export const keptRequests = 200;

/** Bytes kept of a buffer; of the data of READ and WRITE, which may be a person's document, no more than its beginning. */
export const keptBytes = 256;
export const keptDataBytes = 16;

const carriesData = (request: RequestName): boolean => request === 'READ' || request === 'WRITE';

/** A buffer: how long it was, and its first bytes in hex. */
const ShownBufferSchema = v.strictObject({ bytes: v.number(), hex: v.string() });
export type ShownBuffer = v.InferOutput<typeof ShownBufferSchema>;

/** With or without a status: why there is one, or none. */
const requestEnds = [
  'completed',
  'cancelled-deadline',
  'cancelled-signal',
  'not-sent-deadline',
  'not-sent-signal',
  'not-sent-closed',
  'kept',
  'not-answering',
] as const;
export type RequestEndName = (typeof requestEnds)[number];

/** One request as a person may read it; ids ascend on each device. */
export const RequestRecordSchema = v.strictObject({
  id: v.number(),
  /** When it was handed over, ms since the epoch. */
  at: v.number(),
  request: v.picklist(requestNames),
  code: v.number(),
  hostSocket: v.nullable(v.number()),
  channelHandle: v.nullable(v.number()),
  input: ShownBufferSchema,
  output: ShownBufferSchema,
  returned: ShownBufferSchema,
  information: v.nullable(v.number()),
  ntstatus: v.nullable(NtStatusSchema),
  end: v.picklist(requestEnds),
  durationMs: v.number(),
});
export type RequestRecord = v.InferOutput<typeof RequestRecordSchema>;

/** The kept requests after an id, oldest first; `total` counts those that are not kept any more, too. */
export const RequestPageSchema = v.strictObject({
  records: v.pipe(v.array(RequestRecordSchema), v.maxLength(keptRequests)),
  total: v.number(),
});
export type RequestPage = v.InferOutput<typeof RequestPageSchema>;

interface KeptBuffer {
  readonly bytes: number;
  readonly first: Uint8Array;
}

/** What is kept of a trace: copies of the first bytes, nothing of the rest. */
export interface KeptRequest extends Omit<RequestTrace, 'input' | 'output' | 'end'> {
  readonly input: KeptBuffer;
  readonly output: KeptBuffer;
  readonly returned: KeptBuffer;
  readonly information: number | null;
  readonly status: number | null;
  readonly end: RequestEndName;
}

const none: KeptBuffer = { bytes: 0, first: new Uint8Array(0) };

const endName = (end: RequestEnd): RequestEndName => {
  switch (end.kind) {
    case 'completed':
      return end.withdrawn === null ? 'completed' : `cancelled-${end.withdrawn}`;
    case 'not-sent':
      return `not-sent-${end.why}`;
    default:
      return end.kind;
  }
};

export const keepRequest = (trace: RequestTrace): KeptRequest => {
  const { request, code, hostSocket, channelHandle, input, output, end, durationMs } = trace;
  const most = carriesData(request) ? keptDataBytes : keptBytes;
  const keep = (bytes: Uint8Array): KeptBuffer => ({
    bytes: bytes.byteLength,
    first: bytes.slice(0, most),
  });
  const completed = end.kind === 'completed' ? end : null;
  return {
    request,
    code,
    hostSocket,
    channelHandle,
    durationMs,
    input: keep(input),
    output: output.content === null ? { ...none, bytes: output.size } : keep(output.content),
    returned: completed === null ? none : keep(completed.returned),
    information: completed?.information ?? null,
    status: completed?.status ?? null,
    end: endName(end),
  };
};

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

export const recordOf = (id: number, at: number, kept: KeptRequest): RequestRecord => {
  const { status, ...rest } = kept;
  const shown = ({ bytes, first }: KeptBuffer): ShownBuffer => ({ bytes, hex: hexOf(first) });
  const ntstatus: NtStatus | null = status === null ? null : ntStatusOf(status);
  return {
    ...rest,
    id,
    at,
    ntstatus,
    input: shown(kept.input),
    output: shown(kept.output),
    returned: shown(kept.returned),
  };
};

import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import type { RequestName } from '../dot4/requests.ts';
import { keepRequest, keptBytes, keptDataBytes, recordOf, RequestRecordSchema } from './record.ts';
import type { RequestEnd, RequestTrace } from './trace.ts';

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_none, index) => index & 0xff);

const success = (returned: Uint8Array): RequestEnd => ({
  kind: 'completed',
  status: 0,
  information: returned.byteLength,
  returned,
  withdrawn: null,
  deviceGone: false,
});

const trace = (request: RequestName, more: Partial<RequestTrace> = {}): RequestTrace => ({
  ...{ request, code: 0x3a200e, hostSocket: null, channelHandle: 1, input: bytes(16), durationMs: 2 },
  ...{ output: { size: 4000, content: null }, end: success(bytes(4000)) },
  ...more,
});

describe('what is kept of a request', () => {
  it('is a copy of the first bytes of each buffer, and its length', () => {
    const input = bytes(1000);
    const kept = keepRequest(trace('CREATE_SOCKET', { input }));
    input.fill(0xee);
    const { input: shown, returned } = recordOf(1, 0, kept);
    expect(shown.bytes).toBe(1000);
    expect(shown.hex.split(' ')).toHaveLength(keptBytes);
    expect(shown.hex).toMatch(/^00 01 02 /);
    expect(returned.bytes).toBe(4000);
  });

  it.each(['READ', 'WRITE'] as const)('is no more than the beginning of the data of %s', (request) => {
    const content = bytes(3000);
    const kept = keepRequest(trace(request, { output: { size: 3000, content } }));
    expect(kept.output.first.buffer.byteLength).toBe(keptDataBytes);
    expect(kept.returned.first.buffer.byteLength).toBe(keptDataBytes);
    const { output, returned } = recordOf(1, 0, kept);
    expect(output).toEqual({ bytes: 3000, hex: '00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f' });
    expect(returned.hex.split(' ')).toHaveLength(keptDataBytes);
  });

  const ends: readonly (readonly [RequestEnd, string, string | null])[] = [
    [success(bytes(0)), 'completed', 'STATUS_SUCCESS'],
    [
      { ...success(bytes(0)), status: 0xc0000120, withdrawn: 'deadline' } as RequestEnd,
      'cancelled-deadline',
      'STATUS_CANCELLED',
    ],
    [{ kind: 'not-sent', why: 'signal' }, 'not-sent-signal', null],
    [{ kind: 'kept' }, 'kept', null],
    [{ kind: 'not-answering' }, 'not-answering', null],
  ];
  it.each(ends)('of %o: how it ended, with a status or without', (end, name, status) => {
    const record = recordOf(7, 1_000, keepRequest(trace('DESTROY_SOCKET', { end })));
    expect(record.end).toBe(name);
    expect(record.ntstatus?.name ?? null).toBe(status);
    expect(v.parse(RequestRecordSchema, record)).toEqual(record);
  });
});

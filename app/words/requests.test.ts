import { describe, expect, it } from 'vitest';
import { keepRequest, recordOf } from '../requests/record.ts';
import type { RequestTrace } from '../requests/trace.ts';
import { answerWords, requestsText, requestText } from './requests.ts';

const destroy: RequestTrace = {
  ...{ request: 'DESTROY_SOCKET', code: 0x3a202a, hostSocket: 4, channelHandle: null, durationMs: 1.234 },
  ...{ input: Uint8Array.of(4), output: { size: 0, content: null } },
  end: {
    ...{ kind: 'completed', status: 0xc0000225, information: 0 },
    ...{ returned: new Uint8Array(0), withdrawn: null, deviceGone: false },
  },
};
const at = Date.UTC(2026, 0, 2, 3, 4, 5);
const record = (trace: RequestTrace) => recordOf(1, at, keepRequest(trace));

describe('a request as text', () => {
  it('has code, status, duration, what it concerned, and its buffers', () => {
    expect(requestText(record(destroy))).toBe(
      [
        '2026-01-02T03:04:05.000Z  IOCTL_DOT4_DESTROY_SOCKET (0x003A202A)',
        '  STATUS_NOT_FOUND (0xC0000225); 1.23 ms; host socket 4',
        '  in: 1 byte: 04',
        '  out, as sent: none',
        '  out, returned: none',
        '  Information: 0',
      ].join('\n'),
    );
  });

  it('says how much of a document it shows', () => {
    const content = new Uint8Array(40).fill(0x41);
    const text = requestText(record({ ...destroy, request: 'WRITE', output: { size: 40, content } }));
    expect(text).toContain(`out, as sent: 40 bytes, the first 16: ${'41 '.repeat(16).trim()}\n`);
  });

  it('says why there is no status', () => {
    expect(answerWords(record({ ...destroy, end: { kind: 'kept' } }))).toMatch(/^no status: cancelled/);
    expect(answerWords(record({ ...destroy, end: { kind: 'not-sent', why: 'deadline' } }))).toMatch(
      /^not sent/,
    );
  });

  it('is newest first when all are copied', () => {
    const older = record(destroy);
    const text = requestsText('LaserJet', [older, { ...older, id: 2, hostSocket: 9 }]);
    expect(text.indexOf('host socket 9')).toBeLessThan(text.indexOf('host socket 4'));
    expect(text).toMatch(/^Requests to LaserJet/);
  });
});

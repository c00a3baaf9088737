import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownNtStatuses, ntStatus, ntStatusOf } from '#app/dot4/ntstatus.ts';
import { encodeDestroySocket, encodeSocketRequest, encodeWrite } from '../../wire/requests.ts';
import { answerOf } from './answers.ts';
import type { Completion } from './messages.ts';

const destroy = encodeDestroySocket({ hostSocket: 4 });
const openChannel = encodeSocketRequest('OPEN_CHANNEL', { hostSocket: 4, addActivity: false });
const completion = (parts: Partial<Completion>): Completion => ({
  status: 0,
  information: 0,
  bytes: new Uint8Array(0),
  withdrawn: null,
  deviceGone: false,
  ...parts,
});
const answer = (encoded: typeof destroy, parts: Partial<Completion>) =>
  answerOf('d', encoded, 50, { kind: 'completed', completion: completion(parts) });
const cancelled = ntStatus('STATUS_CANCELLED').code;

describe('answerOf', () => {
  it('counts STATUS_SUCCESS as done and nothing else', () => {
    const codes = fc.oneof(
      fc.constantFrom(...knownNtStatuses.map(({ code }) => code)),
      fc.integer({ min: 0, max: 0xffffffff }),
    );
    fc.assert(
      fc.property(codes, (status) => {
        const answered = answer(destroy, { status });
        if (status === 0) expect(answered.ok).toBe(true);
        else {
          const fault = { kind: 'refused', request: 'DESTROY_SOCKET', ntstatus: ntStatusOf(status) };
          expect(answered).toEqual({ ok: false, fault });
        }
      }),
    );
  });

  it('uses no reply that is too short, or longer than its buffer', () => {
    fc.assert(
      fc.property(fc.nat(40), (information) => {
        const bytes = new Uint8Array(Math.min(information, 8));
        const answered = answer(openChannel, { information, bytes });
        expect(answered.ok).toBe(information === 8);
        if (!answered.ok) {
          const fault = { kind: 'malformed-reply', request: 'OPEN_CHANNEL', expectedBytes: 8 };
          expect(answered.fault).toEqual({ ...fault, receivedBytes: information });
        }
      }),
    );
  });

  it('does not believe a driver that took more than it was given', () => {
    const write = encodeWrite({ channelHandle: 1, data: new Uint8Array(3), timeoutMs: 0 });
    expect(answer(write, { information: 3 }).ok).toBe(true);
    expect(answer(write, { information: 4 })).toMatchObject({ fault: { kind: 'malformed-reply' } });
  });

  it('tells our withdrawal from a refusal of the driver', () => {
    expect(answer(destroy, { status: cancelled })).toMatchObject({ fault: { kind: 'refused' } });
    expect(answer(destroy, { status: cancelled, withdrawn: 'signal' })).toEqual({
      ok: false,
      fault: { kind: 'cancelled', request: 'DESTROY_SOCKET' },
    });
    expect(answer(destroy, { status: cancelled, withdrawn: 'deadline' })).toEqual({
      ok: false,
      fault: { kind: 'deadline', request: 'DESTROY_SOCKET', deadlineMs: 50, withdrawn: true },
    });
  });

  it('tells what happened when the driver was faster than the withdrawal', () => {
    expect(answer(destroy, { withdrawn: 'deadline' }).ok).toBe(true);
    const status = ntStatus('STATUS_NOT_FOUND').code;
    expect(answer(destroy, { status, withdrawn: 'signal' })).toMatchObject({ fault: { kind: 'refused' } });
  });

  it('has a fault for each end without a status', () => {
    const faultOf = (end: Parameters<typeof answerOf>[3]) => answerOf('d', destroy, 50, end);
    const request = 'DESTROY_SOCKET';
    expect(faultOf({ kind: 'kept' })).toMatchObject({
      fault: { kind: 'deadline', request, deadlineMs: 50, withdrawn: false },
    });
    expect(faultOf({ kind: 'expired', why: 'deadline' })).toMatchObject({
      fault: { kind: 'not-sent', deadlineMs: 50 },
    });
    expect(faultOf({ kind: 'expired', why: 'signal' })).toMatchObject({ fault: { kind: 'cancelled' } });
    expect(faultOf({ kind: 'not-answering' })).toEqual({
      ok: false,
      fault: { kind: 'not-answering', deviceId: 'd' },
    });
    expect(faultOf({ kind: 'closed' })).toEqual({ ok: false, fault: { kind: 'device-gone', deviceId: 'd' } });
  });
});

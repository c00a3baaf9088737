import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestEnd } from '#app/requests/trace.ts';
import { knownNtStatuses, ntStatus, ntStatusOf } from '#app/dot4/ntstatus.ts';
import { encodeDestroySocket, encodeSocketRequest, encodeWrite } from './wire/requests.ts';
import { answerOf } from './answers.ts';

const destroy = encodeDestroySocket({ hostSocket: 4 });
const openChannel = encodeSocketRequest('OPEN_CHANNEL', { hostSocket: 4, addActivity: false });
type Completed = Extract<RequestEnd, { kind: 'completed' }>;
const completed = (parts: Partial<Completed>): Completed => ({
  kind: 'completed',
  status: 0,
  information: 0,
  returned: new Uint8Array(0),
  withdrawn: null,
  deviceGone: false,
  ...parts,
});
const limits = { deadlineMs: 50 };
const answer = (encoded: typeof destroy, parts: Partial<Completed>) =>
  answerOf('d', encoded, limits, completed(parts));
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
        const returned = new Uint8Array(Math.min(information, 8));
        const answered = answer(openChannel, { information, returned });
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

  it('names the time that the driver had, where it had one of its own', () => {
    const faultOf = (end: RequestEnd) => answerOf('d', destroy, { ...limits, answerWithinMs: 7 }, end);
    const deadline = { kind: 'deadline', request: 'DESTROY_SOCKET', deadlineMs: 7 };
    const late = completed({ status: cancelled, withdrawn: 'deadline' });
    expect(faultOf(late)).toEqual({ ok: false, fault: { ...deadline, withdrawn: true } });
    expect(faultOf({ kind: 'kept' })).toEqual({ ok: false, fault: { ...deadline, withdrawn: false } });
    expect(faultOf({ kind: 'not-sent', why: 'deadline' })).toMatchObject({ fault: { deadlineMs: 50 } });
  });

  it('says so when a status comes from a device that has left', () => {
    const status = ntStatus('STATUS_NOT_SUPPORTED').code;
    expect(answer(destroy, { status, deviceGone: true })).toMatchObject({ fault: { kind: 'device-gone' } });
  });

  it('has a fault for each end without a status', () => {
    const faultOf = (end: RequestEnd) => answerOf('d', destroy, limits, end);
    const request = 'DESTROY_SOCKET';
    expect(faultOf({ kind: 'kept' })).toMatchObject({
      fault: { kind: 'deadline', request, deadlineMs: 50, withdrawn: false },
    });
    expect(faultOf({ kind: 'not-sent', why: 'deadline' })).toMatchObject({
      fault: { kind: 'not-sent', deadlineMs: 50 },
    });
    expect(faultOf({ kind: 'not-sent', why: 'signal' })).toMatchObject({ fault: { kind: 'cancelled' } });
    expect(faultOf({ kind: 'not-answering' })).toEqual({
      ok: false,
      fault: { kind: 'not-answering', deviceId: 'd' },
    });
    expect(faultOf({ kind: 'not-sent', why: 'closed' })).toEqual({
      ok: false,
      fault: { kind: 'device-gone', deviceId: 'd' },
    });
  });
});

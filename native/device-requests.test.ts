import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ntStatus, type NtStatusName } from '#app/dot4/ntstatus.ts';
import type { RequestEnd } from '#app/requests/trace.ts';
import { DeviceRequests, type HeldRequest, type StatusBlock } from './device-requests.ts';
import { encodeSocketRequest } from './wire/requests.ts';

const graceMs = 1000;
const request = encodeSocketRequest('WAIT_FOR_CHANNEL', { hostSocket: 4, addActivity: false });
const block = (name: NtStatusName): StatusBlock => ({ status: ntStatus(name).code, information: 0 });

/** A device whose calls take `callMs` each, and which keeps what is not said to end at once. */
const bench = (callMs = 0, endedAtOnce: StatusBlock | null = null) => {
  let now = 0;
  const ends: RequestEnd[] = [];
  const [sentAt, cancelled]: [number[], number[]] = [[], []];
  let given: StatusBlock = block('STATUS_CANCELLED');
  let freed = 0;
  const held: HeldRequest = {
    outputBytes: 8,
    readBlock: () => given,
    readOutput: (count) => new Uint8Array(count),
    free: () => void (freed += 1),
  };
  const device = {
    send() {
      now += callMs;
      sentAt.push(now);
      return { held, ended: endedAtOnce };
    },
    cancel: () => void cancelled.push(now),
    hasLeft: (status: number) => status === ntStatus('STATUS_NOT_SUPPORTED').code,
  };
  const requests = new DeviceRequests(
    device,
    () => now,
    graceMs,
    (_, end) => ends.push(end),
  );
  return {
    ...{ requests, ends, sentAt, cancelled },
    freed: () => freed,
    send: (deadlineMs: number, answerWithinMs?: number) =>
      requests.send({ id: 1, request, deadlineAt: deadlineMs, answerWithinMs }),
    giveBack: (name: NtStatusName) => {
      given = block(name);
      requests.complete([1]);
    },
    pass: (ms: number) => {
      now += ms;
      requests.enforceDeadlines();
    },
  };
};

describe('the limits of a request', () => {
  it('one whose deadline passed in our own queue is not sent, whatever time it would have had', () => {
    for (const answerWithinMs of [undefined, 500]) {
      const { send, pass, sentAt, ends } = bench();
      pass(10);
      send(10, answerWithinMs);
      expect([sentAt, ends]).toEqual([[], [{ kind: 'not-sent', why: 'deadline' }]]);
    }
  });

  it('has all of its answer time from when it was sent, however little of its deadline was left', () => {
    const times = fc.record({
      waited: fc.nat(5000),
      left: fc.integer({ min: 1, max: 5000 }),
      callMs: fc.nat(500),
      answerWithinMs: fc.integer({ min: 1, max: 5000 }),
    });
    fc.assert(
      fc.property(times, ({ waited, left, callMs, answerWithinMs }) => {
        const { send, pass, sentAt, cancelled } = bench(callMs);
        pass(waited);
        send(waited + left, answerWithinMs);
        pass(answerWithinMs - 1);
        expect(cancelled).toEqual([]);
        pass(1);
        expect(cancelled).toEqual([(sentAt[0] ?? 0) + answerWithinMs]);
      }),
    );
  });

  it('without one, the deadline holds for queue and answer together', () => {
    const { send, pass, cancelled } = bench();
    pass(900);
    send(1000);
    pass(99);
    expect(cancelled).toEqual([]);
    pass(1);
    expect(cancelled).toEqual([1000]);
  });
});

describe('the end of a request', () => {
  it('is ours where it comes back cancelled, and the answer of the driver where it does not', () => {
    for (const [status, withdrawn] of [
      ['STATUS_CANCELLED', 'deadline'],
      ['STATUS_NOT_FOUND', null],
      ['STATUS_SUCCESS', null],
    ] as const) {
      const { send, pass, giveBack, ends, freed } = bench();
      send(50);
      pass(50);
      giveBack(status);
      expect(ends).toMatchObject([{ kind: 'completed', status: ntStatus(status).code, withdrawn }]);
      expect(freed()).toBe(1);
    }
  });

  it('is the refusal of the driver where nobody withdrew it', () => {
    const { send, giveBack, ends } = bench();
    send(50);
    giveBack('STATUS_CANCELLED');
    expect(ends).toMatchObject([{ withdrawn: null }]);
  });

  it('comes twice for one that is kept: its memory stays until the driver gives it back', () => {
    const { send, pass, giveBack, ends, freed } = bench();
    send(50);
    pass(50);
    pass(graceMs);
    expect([ends, freed()]).toEqual([[{ kind: 'kept' }], 0]);
    giveBack('STATUS_SUCCESS');
    expect(ends[1]).toMatchObject({ kind: 'completed', status: 0 });
    expect(freed()).toBe(1);
  });

  it('says that the device has left, where its status says nothing', () => {
    for (const [status, deviceGone] of [
      ['STATUS_NOT_SUPPORTED', true],
      ['STATUS_NOT_FOUND', false],
    ] as const) {
      const { send, ends, freed } = bench(0, block(status));
      send(50);
      expect(ends).toMatchObject([{ deviceGone }]);
      expect(freed()).toBe(1);
    }
  });
});

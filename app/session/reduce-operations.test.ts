import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ntStatus } from '../dot4/ntstatus.ts';
import { healthOf } from '../health/health.ts';
import { isRunning } from '../operations/operation.ts';
import { deviceNamed } from '../testing/arbitrary-state.ts';
import { afterEvents } from '../testing/stamped.ts';
import { closeEnded, closeOf, closeStarted, scanned } from '../testing/operations.ts';
import { ticketText } from '../ticket/ticket-text.ts';
import type { SessionEvent } from './event.ts';
import { keptOperations } from './gone-rows.ts';

const found: SessionEvent = {
  type: 'discovered',
  at: 0,
  discovery: { devices: [deviceNamed('a')], driverPackage: 'installed' },
  profiles: {},
};
const seen: SessionEvent = {
  type: 'socket-looked-at',
  deviceId: 'a',
  hostSocket: 4,
  evidence: { kind: 'probe-pended', source: 'driver-answer', at: 1 },
};
const key = 'a#4#1';
const busy = {
  kind: 'failed',
  fault: { kind: 'refused', request: 'DESTROY_SOCKET', ntstatus: ntStatus('STATUS_DEVICE_BUSY') },
} as const;
const start = (id: number): SessionEvent => ({ type: 'operation-started', operation: closeOf(1, key, id) });
const end = (id: number): SessionEvent => ({
  ...{ type: 'operation-ended', at: 2, id, outcome: { kind: 'failed', fault: busy.fault } },
});

test('of those that ended the newest stay, and no more than are kept; what runs is never dropped', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 3 * keptOperations }), (endings) => {
      const events = endings.flatMap((ends, index) => [start(index + 1), ...(ends ? [end(index + 1)] : [])]);
      const operations = Object.values(afterEvents([found, ...events]).operations);
      const idsOf = (ends: boolean): number[] =>
        endings.flatMap((one, index) => (one === ends ? [index + 1] : []));
      expect(operations.filter(isRunning).map(({ id }) => id)).toEqual(idsOf(false));
      expect(operations.filter((one) => !isRunning(one)).map(({ id }) => id)).toEqual(
        idsOf(true).slice(-keptOperations),
      );
    }),
  );
});

test('one that ran long, and ends after many that began later, is there with its outcome', () => {
  const many = Array.from({ length: keptOperations + 5 }, (_none, index) => index + 2);
  const state = afterEvents([found, start(1), ...many.flatMap((id) => [start(id), end(id)]), end(1)]);
  expect(state.operations[1]).toMatchObject({ endedAt: 2, closings: [{ outcome: busy }] });
  expect(Object.keys(state.operations)).toHaveLength(keptOperations);
});

describe('dismissing sets a flag and deletes nothing', () => {
  const before = afterEvents([
    found,
    seen,
    closeStarted(2, key, 1),
    ...closeEnded(3, key, busy, [], 1),
    ...scanned(4, 'a', { kind: 'not-answering', deviceId: 'a' }, 2),
  ]);
  const after = afterEvents(
    [1, 2].map((id) => ({ type: 'operation-changed', id, change: { isDismissed: true } })),
    before,
  );

  test('the operations stay', () => {
    expect(Object.values(after.operations).map(({ isDismissed }) => isDismissed)).toEqual([true, true]);
    expect(after.operations[1]).toMatchObject({ isDismissed: true, closings: [{ outcome: busy }] });
    expect(after.channels).toEqual(before.channels);
  });

  test('and so do the story in the ticket and what is known of the health of a device', () => {
    const time = { now: 5, offsetMinutesAt: () => 0 };
    for (const subject of [
      { keys: [key], deviceId: null },
      { keys: [], deviceId: 'a' },
    ])
      expect(ticketText(after, subject, time)).toBe(ticketText(before, subject, time));
    expect(ticketText(after, { keys: [key], deviceId: null }, time)).toContain('STATUS_DEVICE_BUSY');
    expect(healthOf(after, 'a')).toEqual([{ kind: 'not-answering' }]);
  });
});

describe('an end comes once', () => {
  test('a second end, or one of an operation that is not known, changes nothing', () => {
    const once = afterEvents([found, seen, start(1), end(1)]);
    expect(afterEvents([end(1), end(7)], once)).toBe(once);
  });

  test('a close that ended as a whole leaves no row closing', () => {
    const state = afterEvents([found, seen, start(1), end(1)]);
    expect(state.channels[key]).toMatchObject({ phase: { kind: 'seen' }, lastTeardown: { outcome: busy } });
  });
});

describe('a row whose device left while it was closed', () => {
  const back: SessionEvent = {
    ...found,
    at: 9,
    discovery: { devices: [{ ...deviceNamed('a'), arrivedAt: 9 }], driverPackage: 'installed' },
  };

  test.each([
    ['left', [{ type: 'device-left', at: 3, deviceId: 'a' }]],
    ['left and came back', [{ type: 'device-left', at: 3, deviceId: 'a' }, back]],
    ['came back between two looks', [back]],
  ] as const)('%s: it is gone once its close has ended, whatever that says', (_name, events) => {
    const state = afterEvents([found, seen, start(1), ...(events as readonly SessionEvent[])]);
    expect(state.channels[key]?.phase.kind).toBe('closing');
    expect(afterEvents(closeEnded(10, key, busy), state).channels[key]?.phase.kind).toBe('gone');
    expect(afterEvents([end(1)], state).channels[key]?.phase.kind).toBe('gone');
  });

  test('a socket of that number that is seen then is another row', () => {
    const state = afterEvents([found, seen, start(1), back, ...closeEnded(10, key, busy), seen]);
    expect(state.channels['a#4#2']?.phase.kind).toBe('seen');
  });
});

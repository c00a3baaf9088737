import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ntStatus } from '../dot4/ntstatus.ts';
import type { Evidence, Observation } from '../evidence/evidence.ts';
import { anyEvent, deviceNamed } from '../testing/arbitrary-state.ts';
import { afterEvents, environment, stamped } from '../testing/stamped.ts';
import { closeEnded, closeStarted } from '../testing/operations.ts';
import type { SessionEvent } from './event.ts';
import { goneLingerMs, outcomeLingerMs } from './gone-rows.ts';
import { reduce } from './reduce.ts';
import { initialState } from './state.ts';
import type { SessionState } from './state.ts';

const found = (at: number, ...ids: string[]): SessionEvent => ({
  type: 'discovered',
  at,
  discovery: { devices: ids.map(deviceNamed), driverPackage: 'installed' },
  profiles: {},
});
const there = (at: number): Evidence => ({ kind: 'probe-pended', source: 'driver-answer', at });
const gone = (at: number): Evidence => ({
  kind: 'probe-refused',
  source: 'driver-answer',
  at,
  ntstatus: ntStatus('STATUS_NOT_FOUND'),
});
const looked = (evidence: Evidence, hostSocket = 4): SessionEvent => ({
  type: 'socket-looked-at',
  deviceId: 'a',
  hostSocket,
  evidence,
});
const keys = (state: SessionState): string[] => Object.keys(state.channels).sort();
const job = (at: number, inProgress = true): Observation => ({
  hostSocket: 2,
  evidence: {
    kind: 'job',
    source: 'spooler',
    at,
    job: {
      kind: 'print',
      id: 7,
      queue: 'LJ',
      document: null,
      user: null,
      pagesDone: 1,
      pagesTotal: 9,
      inProgress,
    },
  },
});
const observed = (at: number, ...observations: Observation[]): SessionEvent => ({
  type: 'observed',
  at,
  deviceId: 'a',
  observations,
  sources: [],
});
const freed = { kind: 'freed', ntstatus: ntStatus('STATUS_SUCCESS') } as const;

describe('generations', () => {
  test('a socket seen gone and seen again is another row', () => {
    const state = afterEvents([found(0, 'a'), looked(there(1)), looked(gone(2)), looked(there(3))]);
    expect(keys(state)).toEqual(['a#4#1', 'a#4#2']);
    expect(state.channels['a#4#1']?.phase).toEqual({ kind: 'gone', at: 2, ms: 2 });
    expect(state.channels['a#4#2']?.phase).toEqual({ kind: 'seen' });
  });

  test('the number goes on after the old row has left the table', () => {
    const state = afterEvents([
      found(0, 'a'),
      looked(there(1)),
      looked(gone(2)),
      { type: 'swept', ms: 2 + goneLingerMs },
      looked(there(9_000)),
    ]);
    expect(keys(state)).toEqual(['a#4#2']);
  });

  test('and after the device was unplugged', () => {
    const state = afterEvents([
      found(0, 'a'),
      looked(there(1)),
      { type: 'device-left', at: 2, deviceId: 'a' },
      found(3, 'a'),
      looked(there(4)),
    ]);
    expect(state.channels['a#4#2']?.phase.kind).toBe('seen');
  });

  test('a socket still there stays the same row, seen later', () => {
    const state = afterEvents([found(0, 'a'), looked(there(1)), looked(there(5))]);
    expect(keys(state)).toEqual(['a#4#1']);
    expect(state.channels['a#4#1']).toMatchObject({ firstSeenAt: 1, lastSeenAt: 5 });
  });

  test('of an answer that repeats itself the first and the last are kept, however often it is given', () => {
    const again = Array.from({ length: 50 }, (_, index) => looked(there(index + 1)));
    const state = afterEvents([found(0, 'a'), ...again]);
    const answers = state.channels['a#4#1']?.evidence.filter(({ source }) => source === 'driver-answer');
    expect(answers?.map(({ at }) => at)).toEqual([1, 50]);
  });
});

describe('what jobs say', () => {
  test('a job in progress makes a row whose existence is inferred', () => {
    const state = afterEvents([found(0, 'a'), observed(1, job(1))]);
    expect(state.channels['a#2#1']?.facts.exists).toMatchObject({ value: true, confidence: 'inferred' });
    expect(state.channels['a#2#1']?.suspicion.level).toBe('in-use');
  });

  test('a job that waits makes none', () => {
    expect(keys(afterEvents([found(0, 'a'), observed(1, job(1, false))]))).toEqual([]);
  });

  test('the row ends with the job when nothing else spoke for it', () => {
    const state = afterEvents([found(0, 'a'), observed(1, job(1)), observed(2)]);
    expect(state.channels['a#2#1']?.phase).toEqual({ kind: 'gone', at: 2, ms: 2 });
  });

  test('and stays when the driver said that the socket exists', () => {
    const state = afterEvents([found(0, 'a'), observed(1, job(1)), looked(there(2), 2), observed(3)]);
    expect(state.channels['a#2#1']?.phase.kind).toBe('seen');
    expect(state.channels['a#2#1']?.facts.job.value).toBeNull();
  });
});

describe('teardown', () => {
  const start: SessionEvent[] = [found(0, 'a'), looked(there(1)), closeStarted(2, 'a#4#1')];
  const ended = (at: number): SessionEvent[] => closeEnded(at, 'a#4#1', freed, [gone(at)]);

  test('a look that finds the socket gone leaves the row closing until its teardown ends', () => {
    expect(afterEvents([...start, looked(gone(3))]).channels['a#4#1']?.phase.kind).toBe('closing');
  });

  test('its outcome stays on the row, which lingers longer than others', () => {
    const state = afterEvents([...start, ...ended(10), { type: 'swept', ms: 10 + goneLingerMs }]);
    expect(state.channels['a#4#1']?.lastTeardown?.outcome).toEqual(freed);
    expect(keys(afterEvents([{ type: 'swept', ms: 10 + outcomeLingerMs }], state))).toEqual([]);
  });

  test('and in the list of teardowns after the row has left', () => {
    const state = afterEvents([...start, ...ended(10), { type: 'swept', ms: 99_000 }]);
    expect(state.operations[1]).toMatchObject({ closings: [{ hostSocket: 4, outcome: freed }] });
  });

  test('a channel being closed when its device leaves is gone once the teardown ended', () => {
    const left: SessionEvent = { type: 'device-left', at: 3, deviceId: 'a' };
    const state = afterEvents([...start, left]);
    expect(state.channels['a#4#1']?.phase.kind).toBe('closing');
    const outcome = { kind: 'failed', fault: { kind: 'device-gone', deviceId: 'a' } } as const;
    const after = afterEvents(closeEnded(4, 'a#4#1', outcome), state);
    expect(after.channels['a#4#1']?.phase).toEqual({ kind: 'gone', at: 4, ms: 4 });
  });
});

describe('devices', () => {
  test('one that was away between two looks has lost its sockets', () => {
    const again: SessionEvent = {
      ...found(5, 'a'),
      discovery: { devices: [{ ...deviceNamed('a'), arrivedAt: 4 }], driverPackage: 'installed' },
    } as SessionEvent;
    const state = afterEvents([found(0, 'a'), looked(there(1)), again]);
    expect(state.devices['a']?.presence).toBe('present');
    expect(state.channels['a#4#1']?.phase).toEqual({ kind: 'gone', at: 5, ms: 5 });
    expect(afterEvents([looked(there(6))], state).channels['a#4#2']?.phase.kind).toBe('seen');
  });

  test('one that is no longer found is gone, and its channels with it', () => {
    const state = afterEvents([found(0, 'a', 'b'), looked(there(1)), found(2, 'b')]);
    expect(state.devices['a']?.presence).toBe('gone');
    expect(state.devices['b']?.presence).toBe('present');
    expect(state.channels['a#4#1']?.phase).toEqual({ kind: 'gone', at: 2, ms: 2 });
  });

  test('finding the same again changes nothing but the time of the look', () => {
    const first = afterEvents([found(0, 'a'), looked(there(1))]);
    const second = afterEvents([found(2, 'a')], first);
    expect(second.devices).toBe(first.devices);
    expect(second.channels).toBe(first.channels);
  });
});

describe('notices', () => {
  const gone = (deviceId: string): SessionEvent => ({
    type: 'notice',
    at: 1,
    fault: { kind: 'device-gone', deviceId },
  });
  test('the same fault again is the same notice', () => {
    expect(Object.values(afterEvents([gone('a'), gone('a'), gone('b')]).notices)).toHaveLength(2);
  });
  test('what is mended goes, and nothing else', () => {
    const over: SessionEvent = { type: 'notice-over', fault: { kind: 'device-gone', deviceId: 'a' } };
    const state = afterEvents([gone('a'), gone('b'), over]);
    expect(Object.values(state.notices)).toMatchObject([{ fault: { deviceId: 'b' } }]);
    expect(afterEvents([over], state)).toEqual(state);
  });
  test('they are not kept without end, and no id is given twice', () => {
    const many = Array.from({ length: 200 }, (_, index) => gone(`device-${index}`));
    const state = afterEvents(many);
    expect(Object.keys(state.notices)).toHaveLength(50);
    const after = afterEvents([{ type: 'notice-dismissed', id: 200 }, gone('new')], state);
    expect(after.notices[200]).toBeUndefined();
    expect(after.notices[201]).toBeDefined();
  });
});

test('every channel is of a known device, under its own key, one living generation for each socket', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      const state = afterEvents(events);
      const living = new Set<string>();
      for (const [key, channel] of Object.entries(state.channels)) {
        expect(channel.key).toBe(key);
        expect(state.devices[channel.deviceId]).toBeDefined();
        if (channel.phase.kind === 'gone') continue;
        const socket = `${channel.deviceId}#${channel.hostSocket}`;
        expect(living.has(socket)).toBe(false);
        living.add(socket);
      }
    }),
  );
});

test('events are data: what was written down and read again leads to the same state', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      const all = stamped(events);
      const recorded = JSON.parse(JSON.stringify(all)) as typeof all;
      const start = initialState(environment);
      expect(recorded.reduce(reduce, start)).toEqual(all.reduce(reduce, start));
    }),
  );
});

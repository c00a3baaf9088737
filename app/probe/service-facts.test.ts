import { expect, test } from 'vitest';
import { ntStatus } from '../dot4/ntstatus.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { looked } from '../evidence/source-report.ts';
import type { SessionEvent } from '../session/event.ts';
import { deviceNamed } from '../testing/arbitrary-state.ts';
import { afterEvents } from '../testing/stamped.ts';
import { serviceFacts } from './service-facts.ts';
import { sparedServices } from './spared-services.ts';

const known = (at: number, service = 'HP-SCAN'): Evidence => ({
  ...{ kind: 'service-probed', source: 'driver-answer', at, service, known: 'known', ntstatus: null },
});
const use = (at: number, value: 'in-use' | 'free' | 'unclear', service = 'HP-SCAN'): Evidence => ({
  ...{ kind: 'channel-probed', source: 'driver-answer', at, service, use: value },
  ntstatus: value === 'in-use' ? ntStatus('STATUS_DEVICE_BUSY') : null,
});
const probed = (...evidence: Evidence[]): SessionEvent => ({
  type: 'services-probed',
  deviceId: 'a',
  evidence,
});
const found: SessionEvent = {
  type: 'discovered',
  at: 0,
  discovery: { devices: [deviceNamed('a')], driverPackage: 'installed' },
  profiles: {},
};
const observed = (at: number): SessionEvent => ({
  type: 'observed',
  at,
  deviceId: 'a',
  observations: [],
  sources: [looked('spooler', at)],
});
const socketSeen: SessionEvent = {
  type: 'socket-looked-at',
  deviceId: 'a',
  hostSocket: 4,
  evidence: { kind: 'probe-pended', source: 'driver-answer', at: 1 },
};

test('inferred at best, as of when it was asked; what was not asked has no time', () => {
  expect(serviceFacts([known(1), use(2, 'in-use'), known(3, 'ECHO'), use(4, 'unclear', 'ECHO')])).toEqual([
    {
      service: 'HP-SCAN',
      known: { value: true, confidence: 'inferred', source: 'driver-answer', at: 1 },
      inUse: { value: true, confidence: 'inferred', source: 'driver-answer', at: 2 },
    },
    {
      service: 'ECHO',
      known: { value: true, confidence: 'inferred', source: 'driver-answer', at: 3 },
      inUse: { value: null, confidence: 'unknown', source: 'driver-answer', at: 4 },
    },
  ]);
  expect(serviceFacts([known(1)])[0]?.inUse.at).toBeNull();
});

test('the answer that came last counts, whatever the clock said and wherever it stands', () => {
  const first: Evidence = { ...use(9_000, 'in-use'), seq: 1 };
  const last: Evidence = { ...use(2, 'free'), seq: 2 };
  for (const evidence of [
    [first, last],
    [last, first],
  ])
    expect(serviceFacts(evidence)[0]?.inUse).toMatchObject({ value: false, at: 2 });
  expect(serviceFacts([use(9, 'free'), use(2, 'in-use')])[0]?.inUse).toMatchObject({ value: true, at: 2 });
});

test('it stays with the device through looks around it, and leaves with it', () => {
  const asked = [found, probed(known(1), use(1, 'in-use')), observed(5)];
  expect(afterEvents(asked).devices['a']?.evidence).toMatchObject([known(1), use(1, 'in-use')]);
  const left: SessionEvent = { type: 'device-left', at: 6, deviceId: 'a' };
  expect(afterEvents([...asked, left, found]).devices['a']?.evidence).toEqual([]);
});

test('a second probe replaces what it asked again, and nothing else', () => {
  const state = afterEvents([found, probed(known(1), use(1, 'in-use')), probed(known(7))]);
  expect(state.devices['a']?.evidence).toMatchObject([use(1, 'in-use'), known(7)]);
});

test('a service in use makes no channel, and none suspect: nobody knows by which socket', () => {
  const before = afterEvents([found, socketSeen]);
  const after = afterEvents([probed(known(2), use(2, 'in-use')), observed(3)], before);
  expect(Object.keys(after.channels)).toEqual(Object.keys(before.channels));
  expect(after.channels['a#4#1']?.suspicion).toEqual({ level: 'none', rule: null, since: null });
  const valuesOf = (state: typeof after) =>
    Object.entries(state.channels['a#4#1']?.facts ?? {}).map(([name, fact]) => [
      name,
      { ...fact, seq: null },
    ]);
  expect(valuesOf(after)).toEqual(valuesOf(before));
});

test('jobs are spared: while one is in progress, and while nobody can look', () => {
  const job: Evidence = {
    ...{ kind: 'job', source: 'spooler', at: 1 },
    job: {
      ...{ kind: 'print', id: 7, queue: 'LJ', document: null, user: null },
      ...{ pagesDone: null, pagesTotal: null, inProgress: true },
    },
  };
  const spared = (evidence: readonly Evidence[], canSee: boolean) =>
    sparedServices({
      observations: evidence.map((piece) => ({ hostSocket: 2, evidence: piece })),
      sources: canSee ? [looked('spooler', 1)] : [],
    });
  expect(spared([], true)).toEqual([]);
  expect(spared([job], true)).toContainEqual({ service: 'PRINT', because: 'job-in-progress' });
  expect(
    spared([], false)
      .map(({ service }) => service)
      .sort(),
  ).toEqual(['HP-FAX-RECEIVE', 'HP-FAX-SEND', 'PRINT']);
});

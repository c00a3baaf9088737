import { describe, expect, test } from 'vitest';
import { ntStatus } from '../dot4/ntstatus.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Fault } from '../faults/fault.ts';
import type { SessionEvent } from '../session/event.ts';
import type { SessionState } from '../session/state.ts';
import { deviceNamed } from '../testing/arbitrary-state.ts';
import { afterEvents } from '../testing/stamped.ts';
import { scanned } from '../testing/operations.ts';
import { healthWords } from '../words/health.ts';
import { healthOf } from './health.ts';

const found = (
  problemCode: number | null,
  driverPackage: 'installed' | 'absent' = 'installed',
): SessionEvent => ({
  type: 'discovered',
  at: 1,
  discovery: { devices: [{ ...deviceNamed('a'), problemCode }], driverPackage },
  profiles: {},
});
const failed = (at: number, fault: Fault): SessionEvent[] => scanned(at, 'a', fault, at);
const denied: Fault = { kind: 'access-denied', deviceId: 'a', ntstatus: ntStatus('STATUS_ACCESS_DENIED') };
const withRights = (state: SessionState, elevated: boolean | null): SessionState => ({
  ...state,
  environment: { ...state.environment, elevated },
});
const health = (...events: SessionEvent[]) => healthOf(afterEvents(events), 'a');

describe('the stack of a device', () => {
  test('is healthy as far as nothing speaks against it', () => {
    expect(health(found(0))).toEqual([]);
    expect(health(found(null))).toEqual([]);
  });
  test('without a driver package, or with a problem code', () => {
    expect(health(found(28, 'absent'))).toEqual([
      { kind: 'no-driver-package' },
      { kind: 'problem-code', code: 28 },
    ]);
  });
  test('refused: the token decides whether more rights would help', () => {
    const state = afterEvents([found(0), ...failed(2, denied)]);
    const rights = [false, true, null].map((elevated) => healthOf(withRights(state, elevated), 'a'));
    expect(rights).toEqual([
      [{ kind: 'access-denied', rights: 'missing' }],
      [{ kind: 'access-denied', rights: 'enough' }],
      [{ kind: 'access-denied', rights: 'not-known' }],
    ]);
  });
  test('opened by somebody else for themselves alone', () => {
    const ntstatus = ntStatus('STATUS_SHARING_VIOLATION');
    expect(health(found(0), ...failed(2, { kind: 'open-failed', deviceId: 'a', ntstatus }))).toEqual([
      { kind: 'opened-exclusively' },
    ]);
  });
  test('present, and nothing answers; until it does again', () => {
    const silent = failed(2, { kind: 'not-answering', deviceId: 'a' });
    const report = { found: 0, unclear: 0, caughtChannels: 0, stillOpenChannels: 0 };
    expect(health(found(0), ...silent)).toEqual([{ kind: 'not-answering' }]);
    expect(health(found(0), ...silent, ...scanned(3, 'a', report, 3))).toEqual([]);
  });
  test('more than one queue', () => {
    const queue = (name: string, port: string) =>
      ({
        kind: 'queue',
        source: 'spooler',
        at: 2,
        queue: { name, ports: [port], driver: 'HP', offline: false, jobs: 0 },
      }) satisfies Evidence;
    const observations = [queue('A', 'DOT4_001'), queue('B', 'USB001')].map((evidence) => ({
      hostSocket: null,
      evidence,
    }));
    const seen: SessionEvent = { type: 'observed', at: 2, deviceId: 'a', observations, sources: [] };
    expect(health(found(0), seen)).toEqual([
      { kind: 'doubled-queues', doubled: { kind: 'usb-beside-dot4', queues: ['B'] } },
    ]);
  });
});

test('whoever is elevated already is not told to become it', () => {
  const words = (rights: 'missing' | 'enough') => healthWords({ kind: 'access-denied', rights }).nextStep;
  expect(words('missing')).toMatch(/administrator/);
  expect(words('enough')).not.toMatch(/administrator/);
});

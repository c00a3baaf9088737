import { describe, expect, it } from 'vitest';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { initialState } from '#app/session/state.ts';
import type { SessionState } from '#app/session/state.ts';
import { begun } from '../testing/operations.ts';
import {
  found,
  foundUnmeasured,
  lj3055,
  m1522,
  printer,
  scanFailed,
  scanned,
  sessionAfter,
  simulated,
  socketGone,
} from '../testing/sessions.ts';
import { ended, freed } from '../testing/teardowns.ts';
import { emptyState } from './empty-state.ts';

const after = (...events: SessionEvent[]): SessionState => sessionAfter(events);
const denied: Fault = {
  kind: 'access-denied',
  deviceId: m1522.id,
  ntstatus: ntStatus('STATUS_ACCESS_DENIED'),
};
const failedScan = (fault: Fault): SessionEvent[] => scanFailed(3, m1522.id, fault);
const scanning = (): SessionEvent => begun(6, { kind: 'scan', deviceId: m1522.id }, m1522.name);
const absent: SessionEvent = {
  type: 'discovered',
  at: 1,
  discovery: { devices: [], driverPackage: 'absent' },
  profiles: {},
};

describe('why no row is shown', () => {
  const broken = printer('broken', 'HP broken', { problemCode: 10 });
  const nothingFound = after(found(1, [m1522]), ...scanned(2, m1522.id, []));
  const freedOnce = [found(1, [m1522]), ...scanned(2, m1522.id, [4]), ...ended(3, [m1522.id, 4], freed)];
  const cases: readonly [string, SessionState | null][] = [
    ['connecting', null],
    ['looking', initialState(simulated)],
    ['no-device', after(found(1, []))],
    ['no-driver', after(absent)],
    [
      'discovery-failed',
      after({ type: 'discovery-failed', at: 1, fault: { kind: 'internal', incident: '1' } }),
    ],
    ['unplugged', after(found(1, [m1522]), { type: 'device-left', at: 2, deviceId: m1522.id })],
    ['device-problem', after(found(1, [broken]))],
    ['access-denied', after(found(1, [m1522]), ...failedScan(denied))],
    ['scan-failed', after(found(1, [m1522]), ...failedScan({ kind: 'internal', incident: '1' }))],
    ['scanning', after(found(1, [m1522]), scanning())],
    ['never-scanned', after(found(1, [m1522]))],
    [
      'never-scanned',
      after(found(1, [m1522]), ...failedScan({ kind: 'cancelled', request: 'WAIT_FOR_CHANNEL' })),
    ],
    ['not-measured', after(foundUnmeasured(1, [m1522]))],
    ['nothing-found', nothingFound],
    ['all-gone', after(found(1, [m1522]), ...scanned(2, m1522.id, [4]), socketGone(3, m1522.id, 4))],
    ['freed', after(...freedOnce)],
    ['nothing-found', after(...freedOnce, ...scanned(9, m1522.id, []))],
  ];
  it.each(cases)('%s', (name, state) => {
    const empty = emptyState(state, null, null, 0);
    expect(empty.name).toBe(name);
    expect(empty.words.title).not.toBe('');
  });

  it('names the filter before anything else', () => {
    const hidden = emptyState(nothingFound, null, null, 3);
    expect(hidden).toMatchObject({ name: 'filtered-away', source: '3 channels are hidden.' });
    expect(hidden.commands).toEqual(['clear-filter']);
  });

  it('says why the window could not connect', () => {
    expect(emptyState(null, { kind: 'internal', incident: '1' }, null, 0).name).toBe('not-connected');
  });

  it('names the printer that it is about, where one stands for them all', () => {
    const state = after(found(1, [m1522, broken]));
    expect(emptyState(state, null, null, 0).words.title).toMatch(/^HP broken: /);
  });

  it('looks at the chosen device only', () => {
    const state = after(found(1, [m1522, lj3055]), ...scanned(2, m1522.id, []));
    expect(emptyState(state, null, m1522.id, 0).name).toBe('nothing-found');
    expect(emptyState(state, null, lj3055.id, 0).name).toBe('never-scanned');
  });
});

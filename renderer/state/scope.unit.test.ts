import { describe, expect, it } from 'vitest';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { afterEvents } from '#app/testing/stamped.ts';
import { initialState } from '#app/session/state.ts';
import type { SessionState } from '#app/session/state.ts';
import {
  found,
  foundUnmeasured,
  jobSeen,
  lj3055,
  m1522,
  office,
  oj7310,
  printer,
  scanFailed,
  scanned,
  sessionAfter,
  simulated,
} from '../testing/sessions.ts';
import { begun, endOf, idOf } from '../testing/operations.ts';
import { closeOf, closingEnded, ended, freed, refused, started } from '../testing/teardowns.ts';
import { announcements } from '../window/announcements.ts';
import { deviceStatus, devicesInScope } from './devices.ts';
import { emptyState } from '../grid/empty-state.ts';
import { neverScanned, scanPlan } from './scan.ts';
import { statusLine } from '../window/status-line.ts';

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

  it('looks at the chosen device only', () => {
    const state = after(found(1, [m1522, lj3055]), ...scanned(2, m1522.id, []));
    expect(emptyState(state, null, m1522.id, 0).name).toBe('nothing-found');
    expect(emptyState(state, null, lj3055.id, 0).name).toBe('never-scanned');
  });
});

describe('scanning', () => {
  it('asks every present device that allows it', () => {
    const state = after(found(1, [m1522, lj3055, oj7310]), {
      type: 'device-left',
      at: 2,
      deviceId: oj7310.id,
    });
    expect([...scanPlan(state, null).startOn].sort()).toEqual([lj3055.id, m1522.id]);
  });

  it('says why it asks nobody', () => {
    const plan = scanPlan(after(foundUnmeasured(1, [m1522])), null);
    expect(plan.startOn).toEqual([]);
    expect(plan.reason).toContain('has not been measured');
    expect(plan.reason).toContain(m1522.name);
  });

  it('sums the progress of what runs', () => {
    const state = after(found(1, [m1522, lj3055]), scanning(), {
      type: 'operation-changed',
      id: idOf('scan', m1522.id),
      change: { progress: { done: 51, total: 255 } },
    });
    expect(scanPlan(state, null).progress).toEqual({
      words: 'Scanning: 51 of 255 sockets asked',
      share: 0.2,
    });
    expect(scanPlan(state, lj3055.id).progress).toBeNull();
  });

  it('counts what was never scanned', () => {
    const state = after(found(1, [m1522, lj3055]), ...scanned(2, m1522.id, [4]));
    expect(neverScanned(devicesInScope(state.devices, null)).map(({ device }) => device.id)).toEqual([
      lj3055.id,
    ]);
  });
});

describe('words about the whole', () => {
  it('is what the status bar says', () => {
    const line = statusLine(after(...office(1)), null);
    expect(line).toContain('5 channels, 2 suspect · Simulator (office) · not elevated');
    expect(line).toContain('driver profile: declared by the simulator');
  });

  it('gives each device a status', () => {
    const state = after(found(1, [m1522]), ...failedScan(denied));
    expect(Object.values(state.devices).map(deviceStatus)).toEqual(['access-denied']);
  });
});

describe('what is spoken', () => {
  const before = after(...office(1));

  it('is how a close ended, once', () => {
    const closing = afterEvents([started(8, [m1522.id, 4])], before);
    const now = afterEvents(ended(9, [m1522.id, 4], freed), closing);
    expect(announcements(closing, now)).toHaveLength(1);
    expect(announcements(closing, now)[0]).toMatch(/^Freed: HP-SCAN, host socket 4/);
    expect(announcements(before, now)).toEqual(announcements(closing, now));
    expect(announcements(now, now)).toEqual([]);
  });

  it('is one sentence for the close of many', () => {
    const sockets = [1, 2, 3, 4, 5];
    const close = closeOf(8, m1522.id, sockets);
    const closing = afterEvents([{ type: 'operation-started', operation: close }], before);
    const outcomes = sockets.map((socket) =>
      closingEnded(9, close.id, socket, socket === 3 ? refused : freed),
    );
    const partly = afterEvents(outcomes, closing);
    expect(announcements(closing, partly)).toEqual([]);
    const now = afterEvents(
      [{ type: 'operation-ended', at: 9, id: close.id, outcome: { kind: 'close' } }],
      partly,
    );
    expect(announcements(partly, now)).toEqual([
      expect.stringMatching(/^5 channels: 4 freed, 1 refused\./) as string,
    ]);
  });

  it('is not that rows came, jobs moved or a scan began', () => {
    const now = afterEvents([jobSeen(5, oj7310.id), scanning()], before);
    expect(announcements(before, now)).toEqual([]);
  });

  it('is what a scan found', () => {
    const running = afterEvents([scanning()], before);
    const report = { found: 2, unclear: 1, caughtChannels: 0, stillOpenChannels: 0 };
    const done = afterEvents(
      [endOf(7, 'scan', m1522.id, { kind: 'scan', outcome: { kind: 'done', report } })],
      running,
    );
    expect(announcements(running, done)).toEqual([
      'Scan of HP LaserJet M1522nf MFP done: 2 sockets exist, 1 gave no clear answer.',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '#app/session/event.ts';
import { afterEvents } from '#app/testing/stamped.ts';
import { begun, endOf } from '../testing/operations.ts';
import { jobSeen, m1522, office, oj7310, sessionAfter } from '../testing/sessions.ts';
import { closeOf, closingEnded, ended, freed, refused, started } from '../testing/teardowns.ts';
import { announcements } from './announcements.ts';

const scanning = (): SessionEvent => begun(6, { kind: 'scan', deviceId: m1522.id }, m1522.name);

describe('what is spoken', () => {
  const before = sessionAfter(office(1));

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

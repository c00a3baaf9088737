import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ntStatus } from '../dot4/ntstatus.ts';
import { notMeasured } from '../dot4/profile.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { looked } from '../evidence/source-report.ts';
import type { SessionEvent } from '../session/event.ts';
import { channelKey, initialState } from '../session/state.ts';
import type { Environment, SessionState } from '../session/state.ts';
import type { Outcome } from '../teardown/outcome.ts';
import { anyEvent, deviceNamed } from '../testing/arbitrary-state.ts';
import { noPolicy } from '../policy/policy.ts';
import { afterEvents } from '../testing/stamped.ts';
import type { TestEvent } from '../testing/stamped.ts';
import { closeEnded, closeStarted } from '../testing/operations.ts';
import { labelled, listed, ticketWidth, timestamp } from './layout.ts';
import { ticketText } from './ticket-text.ts';
import type { TicketSubject } from './ticket-text.ts';

const start = Date.UTC(2026, 2, 1, 9, 0, 0);
const real: Environment = {
  mode: 'windows',
  scenario: null,
  simulationReason: null,
  devicesForbidden: null,
  runtime: { name: 'Electron', version: '45.4.1', verified: true },
  platform: 'win32',
  elevated: true,
  version: '0.1.0',
  policy: noPolicy,
};
const simulated: Environment = { ...real, mode: 'simulator', scenario: 'office', simulationReason: 'asked' };
const device = {
  ...deviceNamed('m1522'),
  name: 'HP LaserJet M1522nf MFP',
  instanceId: 'DOT4\\VID_03F0&PID_4C17&MI_00\\7&2A8B&0&1',
  driver: { service: 'dot4', provider: 'HP', version: '7.0.0.1' },
  problemCode: 0,
};
const key = channelKey(device.id, 4, 1);

const found: SessionEvent = {
  type: 'discovered',
  at: start,
  discovery: { devices: [device], driverPackage: 'installed' },
  profiles: { [device.id]: { ...notMeasured, origin: 'measured', measuredAt: start - 86_400_000 } },
};
const look = (at: number, hostSocket = 4): SessionEvent => ({
  type: 'socket-looked-at',
  deviceId: device.id,
  hostSocket,
  evidence: { kind: 'probe-pended', source: 'driver-answer', at },
});
const seen = (at: number, ...evidence: readonly Evidence[]): SessionEvent => ({
  type: 'observed',
  at,
  deviceId: device.id,
  observations: evidence.map((piece) => ({ hostSocket: null, evidence: piece })),
  sources: [looked('processes', at, ['kernel-clients'])],
});
const nobody: Evidence = { kind: 'holders-counted', source: 'processes', at: start + 2_000, holders: 0 };
const ran = (endedAt: number | null, at: number): Evidence => ({
  kind: 'process',
  source: 'processes',
  at,
  process: { name: 'hpqtra08.exe', pid: 4312, endedAt },
});
const closed = (at: number, outcome: Outcome): SessionEvent[] => [
  closeStarted(at - 100, key),
  ...closeEnded(at, key, outcome),
];

const success = ntStatus('STATUS_SUCCESS');
const after = (events: readonly TestEvent[], environment = real): SessionState =>
  afterEvents(events, initialState(environment));
const suspect = [found, look(start + 1_000), seen(start + 2_000, nobody)];

const hourAhead = { now: start + 60_000, offsetMinutesAt: () => 60 };
const channel: TicketSubject = { keys: [key], deviceId: null };
const textOf = (state: SessionState, subject = channel): string => ticketText(state, subject, hourAhead);

test('a suspect channel, word for word', () => {
  expect(textOf(after(suspect))).toBe(`Unjam:       0.1.0 on Windows, elevated, Electron 45.4.1
Written:     2026-03-01 10:01:00 +01:00

DEVICE
Device:      HP LaserJet M1522nf MFP
Instance:    DOT4\\VID_03F0&PID_4C17&MI_00\\7&2A8B&0&1
Driver:      HP dot4 7.0.0.1
Profile:     measured, 2026-02-28 10:00:00 +01:00
Status:      present
Seen around: - 2026-03-01 10:00:02 +01:00, confirmed, the process list: No process that could be
               seen has the device open. Kernel drivers are never seen this way.

CHANNEL
Channel:     HP-SCAN, host socket 4 (service inferred)
Exists:      yes (confirmed, the driver’s answer, 2026-03-01 10:00:01 +01:00)
Peripheral:  not known
Holder:      not known
Job:         not known
First seen:  2026-03-01 10:00:01 +01:00
Why:         Suspect: the socket exists, and no running program that Unjam can see has the device
             open.
Evidence:    - 2026-03-01 10:00:01 +01:00, confirmed, the driver’s answer: WAIT_FOR_CHANNEL waited
               instead of failing: the socket exists.
             - 2026-03-01 10:00:01 +01:00, inferred, the socket number: Socket numbers like this one
               are customary for HP-SCAN.
Done:        Nothing was done with this channel.
`);
});

describe('what a ticket says of', () => {
  test('a stuck channel: who held it, until when, and what that makes of it', () => {
    const text = textOf(
      after([
        found,
        look(start + 1_000),
        seen(start + 2_000, ran(null, start + 2_000)),
        seen(start + 9_000, ran(start + 8_000, start + 9_000)),
        look(start + 10_000),
      ]),
    );
    expect(text).toContain('Holder:      hpqtra08.exe (4312), ended (inferred, the process list,');
    expect(text).toContain('Why:         Stuck: the program that used it was seen ended');
  });

  test.each<[string, Outcome, readonly string[]]>([
    [
      'a freed one',
      { kind: 'freed', ntstatus: success },
      [
        'Done:        2026-03-01 10:00:05 +01:00: IOCTL_DOT4_DESTROY_SOCKET was sent.',
        'Outcome:     Freed: HP-SCAN, host socket 4.',
        'NTSTATUS:    STATUS_SUCCESS (0x00000000)',
        'Status:      gone',
      ],
    ],
    [
      'a refused one',
      {
        kind: 'failed',
        fault: { kind: 'refused', request: 'DESTROY_SOCKET', ntstatus: ntStatus('STATUS_DEVICE_BUSY') },
      },
      [
        '+01:00: IOCTL_DOT4_DESTROY_SOCKET was sent.',
        'Outcome:     Refused:',
        'NTSTATUS:    STATUS_DEVICE_BUSY (0x80000011)',
        'Next:        End the program',
      ],
    ],
    [
      'one whose outcome is not confirmed',
      { kind: 'unconfirmed', ntstatus: success, because: 'not-measured' },
      ['Outcome:     Unconfirmed:', 'NTSTATUS:    STATUS_SUCCESS (0x00000000)', 'Next:        Try the scan'],
    ],
    [
      'one that was gone before',
      { kind: 'already-gone', ntstatus: ntStatus('STATUS_NOT_FOUND'), told: 'by-probe' },
      ['nothing was sent.', 'Outcome:     Already gone:', 'STATUS_NOT_FOUND (0xC0000225)'],
    ],
    [
      'one with a job in progress',
      { kind: 'failed', fault: { kind: 'job-in-progress', deviceId: 'm1522', hostSocket: 4, job: 'a job' } },
      [
        'Done:        2026-03-01 10:00:05 +01:00: Closing the channel was asked for; nothing was sent.',
        'NTSTATUS:    none',
      ],
    ],
  ])('%s', (_what, outcome, parts) => {
    const text = textOf(after([...suspect, ...closed(start + 5_000, outcome)]));
    for (const part of parts) expect(text).toContain(part);
    expect(text).not.toContain('Nothing was done');
  });

  test('a channel that is being closed', () => {
    const text = textOf(after([...suspect, closeStarted(start + 4_000, key)]));
    expect(text).toContain('Status:      being closed now');
  });

  test('one whose row has left: what was done is remembered', () => {
    const state = after([
      ...suspect,
      ...closed(start + 5_000, { kind: 'freed', ntstatus: success }),
      { type: 'swept', ms: start + 3_600_000 },
    ]);
    expect(state.channels[key]).toBeUndefined();
    for (const subject of [channel, { keys: [], deviceId: device.id }]) {
      const text = textOf(state, subject);
      expect(text).toContain('CHANNEL, NO LONGER IN THE LIST\nChannel:     HP-SCAN, host socket 4');
      expect(text).toContain('Outcome:     Freed:');
      expect(text).toContain('Device:      HP LaserJet M1522nf MFP');
    }
  });

  test('one whose message was dismissed: its last attempt is still known', () => {
    const ended = after([
      ...suspect,
      ...closed(start + 5_000, { kind: 'unconfirmed', ntstatus: success, because: 'not-measured' }),
    ]);
    const change = { isDismissed: true };
    const dismissed = afterEvents([{ type: 'operation-changed', id: ended.lastId, change }], ended);
    expect(textOf(dismissed)).toContain('Outcome:     Unconfirmed:');
  });

  test('several channels of a device: one text, the device once', () => {
    const other = channelKey(device.id, 1, 1);
    const text = textOf(after([...suspect, look(start + 3_000, 1)]), { keys: [key, other], deviceId: null });
    expect(text.match(/^DEVICE$/gm)).toHaveLength(1);
    expect(text.match(/^CHANNEL$/gm)).toHaveLength(2);
    expect(text).toMatch(/HP-SCAN, host socket 4[^]*host socket 1/);
  });

  test('a device alone: its channels, what was seen around it, and where Unjam looked', () => {
    const text = textOf(after(suspect), { keys: [], deviceId: device.id });
    expect(text).toContain('Channels:    - HP-SCAN, host socket 4: Suspect:');
    expect(text).toContain('Seen around: - 2026-03-01 10:00:02 +01:00, confirmed, the process list:');
    expect(text).toContain('Looked at:   - the process list: looked at; not to be seen: kernel drivers');
  });

  test('no device at all', () => {
    expect(textOf(after([]))).toMatch(/No DOT4 device is known\.\n$/);
  });

  test('simulated printers: the first line says so', () => {
    const [first] = textOf(after(suspect, simulated)).split('\n');
    expect(first).toBe('SIMULATED PRINTERS (scenario office): nothing in this text is real.');
    expect(textOf(after(suspect))).not.toMatch(/simulat/i);
  });
});

test('a time names its offset, on either side of UTC', () => {
  expect(timestamp(start, 0)).toBe('2026-03-01 09:00:00 +00:00');
  expect(timestamp(start, -210)).toBe('2026-03-01 05:30:00 -03:30');
  expect(timestamp(start, 900)).toBe('2026-03-02 00:00:00 +15:00');
});

describe('lines', () => {
  test('whatever happened, none is too long, has a tab or ends in a blank', () => {
    const events = fc.array(anyEvent, { maxLength: 30 });
    fc.assert(
      fc.property(events, (happened) => {
        const state = afterEvents(happened);
        for (const keys of [[], [...Object.keys(state.channels), channelKey('a', 1, 1)]]) {
          for (const line of textOf(state, { keys, deviceId: null }).split('\n')) {
            expect(line.length).toBeLessThanOrEqual(ticketWidth);
            expect(line).not.toMatch(/\t|\s$/);
          }
        }
      }),
    );
  });

  test('a word that is wider than the ticket is cut', () => {
    const lines = labelled('Instance', 'x'.repeat(200));
    expect(lines.map((line) => line.length)).toEqual([100, 100, 39]);
    expect(lines.join('').replace(/[^x]/g, '')).toHaveLength(200);
  });

  test('no text is lost or too wide, however long its words', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 300 })), (strings) => {
        const text = strings.join(' ');
        const squeezed = (lines: readonly string[]) => lines.join('').replace(/\s/g, '');
        const one = labelled('Label', text);
        const item = listed('Label', [text]);
        expect([...one, ...item].every((line) => line.length <= ticketWidth)).toBe(true);
        expect(squeezed(one)).toBe(`Label:${squeezed([text])}`);
        expect(squeezed(item)).toBe(`Label:-${squeezed([text])}`);
      }),
    );
  });
});

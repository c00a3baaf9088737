import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ntStatus } from '../dot4/ntstatus.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { looked } from '../evidence/source-report.ts';
import type { SessionEvent } from '../session/event.ts';
import { channelKey } from '../session/state.ts';
import type { SessionState } from '../session/state.ts';
import type { Outcome } from '../teardown/outcome.ts';
import { anyEvent, deviceNamed, dot4Node } from '../testing/arbitrary-state.ts';
import { closeEnded, closeStarted } from '../testing/operations.ts';
import { afterEvents } from '../testing/stamped.ts';
import { cutOffBy } from './cut-off.ts';
import { nextSteps } from './next-steps.ts';
import { whyNotRun } from './runnable.ts';

const key = channelKey('a', 4, 1);
const found: SessionEvent = {
  type: 'discovered',
  at: 1,
  discovery: { devices: [deviceNamed('a')], driverPackage: 'installed' },
  profiles: {},
};
const there = (at: number, hostSocket = 4): SessionEvent => ({
  type: 'socket-looked-at',
  deviceId: 'a',
  hostSocket,
  evidence: { kind: 'probe-pended', source: 'driver-answer', at },
});
const node = dot4Node(3, { service: 'dot4', provider: 'HP' });
const program = (endedAt: number | null): Evidence => ({
  kind: 'process',
  source: 'processes',
  at: 3,
  process: { name: 'ScanToPC.exe', pid: 5, endedAt, startedAt: '133' },
});
const noHolder: Evidence = { kind: 'holders-counted', source: 'processes', at: 3, holders: 0 };
const seen = (at: number, ...pieces: readonly Evidence[]): SessionEvent => ({
  type: 'observed',
  at,
  deviceId: 'a',
  observations: [node, ...pieces].map((evidence) => ({ hostSocket: null, evidence })),
  sources: [looked('spooler', at), looked('processes', at)],
});
const refused: Outcome = {
  kind: 'failed',
  fault: { kind: 'refused', request: 'DESTROY_SOCKET', ntstatus: ntStatus('STATUS_DEVICE_BUSY') },
};
const success = ntStatus('STATUS_SUCCESS');

const stepsIn = (state: SessionState, of = key) => {
  const channel = state.channels[of];
  if (channel === undefined) throw new Error(`no row ${of}`);
  const { first, untried, further } = nextSteps(channel, state);
  return { first: first?.kind, untried: untried?.kind, further: further.map(({ kind }) => kind) };
};
const after = (...events: readonly SessionEvent[]) => stepsIn(afterEvents([found, ...events]));

const suspect = [there(2), seen(3, noHolder)];
const crashed = [there(2), seen(3, program(null)), seen(4, program(4)), there(5)];

describe('the one step that is recommended', () => {
  test('is the mildest that may mend it; the others come after, and what is not offered is not there', () => {
    expect(after(...suspect)).toEqual({
      first: 'destroy-socket',
      untried: 'destroy-socket',
      further: ['restart-device', 'power-cycle'],
    });
  });

  test('is none while nothing speaks for ending anything', () => {
    const { first, further } = after(there(2), seen(3, program(null)));
    expect(first).toBeUndefined();
    expect(further).toEqual(['stop-program', 'destroy-socket', 'restart-device', 'power-cycle']);
  });

  test.each<[string, Outcome, string]>([
    ['refused', refused, 'restart-device'],
    ['unconfirmed', { kind: 'unconfirmed', ntstatus: success, because: 'not-measured' }, 'restart-device'],
    [
      'cancelled before anything was sent',
      { kind: 'failed', fault: { kind: 'asleep', deviceId: 'a' } },
      'destroy-socket',
    ],
  ])('after a close that was %s', (_how, outcome, next) => {
    const again = outcome.kind === 'unconfirmed' ? [there(9)] : [];
    const closing = [closeStarted(6, key), ...closeEnded(7, key, outcome)];
    expect(after(...crashed, ...closing, ...again).first).toBe(next);
  });

  test('is the same again once whoever was using it has ended', () => {
    const inUse = [there(2), seen(3, program(null)), closeStarted(6, key), ...closeEnded(7, key, refused)];
    expect(after(...inUse).untried).toBe('stop-program');
    expect(after(...inUse, seen(8, program(8)), there(9)).first).toBe('destroy-socket');
  });
});

test('whatever happened: it works, cuts no job off, and only where something speaks for it', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
      const state = afterEvents(events);
      for (const channel of Object.values(state.channels)) {
        const { first, further } = nextSteps(channel, state);
        if (first === null) continue;
        expect(['suspect', 'stuck']).toContain(channel.suspicion.level);
        expect(whyNotRun(first)).toBeNull();
        expect(cutOffBy(first.kind, first.action, channel, state)).toEqual({ jobs: [], unseen: false });
        expect(further).not.toContain(first);
      }
    }),
  );
});

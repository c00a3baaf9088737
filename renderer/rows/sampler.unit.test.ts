import { beforeEach, describe, expect, it } from 'vitest';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { reduce } from '#app/session/reduce.ts';
import { initialState } from '#app/session/state.ts';
import type { SessionState } from '#app/session/state.ts';
import { found, m1522, scanned, simulated } from '../testing/sessions.ts';
import { Sampler, sampleEveryMs } from './sampler.ts';

let now: number;
let state: SessionState;
let isFrozen: boolean;
let timers: { at: number; run: () => void }[];
let changed: () => void;
let taken: number;
let sampler: Sampler;

const happen = (...events: SessionEvent[]): void => {
  state = events.reduce(reduce, state);
  changed();
};

const pass = (ms: number): void => {
  now += ms;
  const due = timers.filter(({ at }) => at <= now);
  timers = timers.filter(({ at }) => at > now);
  due.forEach(({ run }) => run());
};

const sampled = (): string[] => Object.keys(sampler.sample()?.state.channels ?? {});
const socket4 = `${m1522.id}#4#1`;

beforeEach(() => {
  now = 10_000;
  state = [found(1, [m1522]), ...scanned(2, m1522.id, [1])].reduce(reduce, initialState(simulated));
  isFrozen = false;
  timers = [];
  changed = () => undefined;
  taken = 0;
  sampler = new Sampler({
    read: () => state,
    takeChanged: () => null,
    isFrozen: () => isFrozen,
    watch: (listen) => {
      changed = listen;
      return () => undefined;
    },
    now: () => now,
    after: (delayMs, run) => {
      const timer = { at: now + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  });
  sampler.subscribe(() => {
    taken += 1;
  });
});

const freed = (at: number): SessionEvent => ({
  type: 'teardown-ended',
  at,
  key: socket4,
  outcome: { kind: 'freed', ntstatus: ntStatus('STATUS_SUCCESS') },
  evidence: [],
});

describe('sampling', () => {
  it('takes many changes as one, half a second after the last sample', () => {
    happen(...scanned(3, m1522.id, [4]));
    happen(...scanned(4, m1522.id, [7]));
    pass(sampleEveryMs - 1);
    expect(taken).toBe(0);
    pass(1);
    expect(taken).toBe(1);
    expect(sampled()).toHaveLength(3);
  });

  it('is at once when a teardown has ended', () => {
    happen(...scanned(3, m1522.id, [4]));
    pass(sampleEveryMs);
    happen({ type: 'teardown-started', at: 5, key: socket4 }, freed(6));
    expect(taken).toBe(2);
  });

  it('is at once when a scan has ended', () => {
    happen({ type: 'scan-started', at: 3, deviceId: m1522.id, total: 255 });
    pass(sampleEveryMs);
    happen(...scanned(4, m1522.id, [4]).slice(1));
    expect(taken).toBe(2);
  });

  it('holds still while frozen and catches up afterwards', () => {
    isFrozen = true;
    happen(...scanned(3, m1522.id, [4]));
    pass(10 * sampleEveryMs);
    expect(taken).toBe(0);
    isFrozen = false;
    changed();
    pass(0);
    expect(sampled()).toHaveLength(2);
  });

  it('does not take a change that came before the freeze', () => {
    happen(...scanned(3, m1522.id, [4]));
    isFrozen = true;
    pass(sampleEveryMs);
    expect(taken).toBe(0);
  });

  it('leaves a row that ends at the place it had', () => {
    happen(...scanned(3, m1522.id, [4]));
    pass(sampleEveryMs);
    const before = state.channels[socket4];
    happen({ type: 'teardown-started', at: 5, key: socket4 }, freed(6));
    expect(sampler.sample()?.state.channels[socket4]?.phase.kind).toBe('gone');
    expect(sampler.sample()?.places.get(socket4)).toBe(before);
  });
});

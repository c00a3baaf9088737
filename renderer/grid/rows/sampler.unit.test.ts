import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionEvent } from '#app/session/event.ts';
import type { SessionState } from '#app/session/state.ts';
import { afterEvents } from '#app/testing/stamped.ts';
import { found, m1522, pended, scanned, sessionAfter } from '../../testing/sessions.ts';
import { ended, freed, started } from '../../testing/teardowns.ts';
import { Sampler, sampleEveryMs } from './sampler.ts';

let now: number;
let state: SessionState;
let isFrozen: boolean;
let timers: { at: number; run: () => void }[];
let changed: () => void;
let taken: number;
let sampler: Sampler;

const happen = (...events: SessionEvent[]): void => {
  state = afterEvents(events, state);
  changed();
};

const pass = (ms: number): void => {
  now += ms;
  const due = timers.filter(({ at }) => at <= now);
  timers = timers.filter(({ at }) => at > now);
  due.forEach(({ run }) => run());
};

const sampled = (): string[] => Object.keys(sampler.sample()?.state.channels ?? {});
const looked = (at: number, hostSocket: number): SessionEvent => ({
  type: 'socket-looked-at',
  deviceId: m1522.id,
  hostSocket,
  evidence: pended(at),
});
const where = [m1522.id, 4] as const;
const socket4 = `${m1522.id}#4#1`;

const openOn = (before: SessionState): void => {
  now = 10_000;
  state = before;
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
};

beforeEach(() => openOn(sessionAfter([found(1, [m1522]), ...scanned(2, m1522.id, [1])])));

describe('sampling', () => {
  it('takes many changes as one, half a second after the last sample', () => {
    happen(looked(3, 4));
    happen(looked(4, 7));
    pass(sampleEveryMs - 1);
    expect(taken).toBe(0);
    pass(1);
    expect(taken).toBe(1);
    expect(sampled()).toHaveLength(3);
  });

  it('is at once for the first rows, and never twice within half a second after them', () => {
    openOn(sessionAfter([found(1, [m1522])]));
    happen(looked(3, 4));
    expect(sampled()).toHaveLength(1);
    happen(looked(4, 7));
    expect(sampled()).toHaveLength(1);
    pass(sampleEveryMs);
    expect(sampled()).toHaveLength(2);
  });

  it('is at once when a close has ended', () => {
    happen(looked(3, 4));
    pass(sampleEveryMs);
    happen(started(5, where));
    happen(...ended(6, where, freed));
    expect(taken).toBe(2);
  });

  it('is at once when a scan has ended', () => {
    const [begin, ...rest] = scanned(4, m1522.id, [4]);
    happen(...(begin === undefined ? [] : [begin]));
    pass(sampleEveryMs);
    const before = taken;
    happen(...rest);
    expect(taken).toBe(before + 1);
  });

  it('holds still while frozen and catches up afterwards', () => {
    isFrozen = true;
    happen(looked(3, 4));
    pass(10 * sampleEveryMs);
    expect(taken).toBe(0);
    isFrozen = false;
    changed();
    pass(0);
    expect(sampled()).toHaveLength(2);
  });

  it('does not take a change that came before the freeze', () => {
    happen(looked(3, 4));
    isFrozen = true;
    pass(sampleEveryMs);
    expect(taken).toBe(0);
  });

  it('leaves a row that ends at the place it had', () => {
    happen(looked(3, 4));
    pass(sampleEveryMs);
    const before = state.channels[socket4];
    happen(started(5, where));
    happen(...ended(6, where, freed));
    expect(sampler.sample()?.state.channels[socket4]?.phase.kind).toBe('gone');
    expect(sampler.sample()?.places.get(socket4)).toBe(before);
  });
});

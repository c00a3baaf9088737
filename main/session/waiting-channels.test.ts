import { expect, test } from 'vitest';
import { lookTimeOf } from '#app/session/looks.ts';
import type { ChannelState } from '#app/session/state.ts';
import { deviceNamed } from '#app/testing/arbitrary-state.ts';
import { afterEvents } from '#app/testing/stamped.ts';
import { mostLooks, mostWhole, WaitingChannels } from './waiting-channels.ts';

/** A channel that the driver has answered for several times. */
const seen = (): ChannelState => {
  const evidence = (at: number) => ({ kind: 'probe-pended', source: 'driver-answer', at }) as const;
  const { channels } = afterEvents([
    {
      type: 'discovered',
      at: 0,
      discovery: { devices: [deviceNamed('a')], driverPackage: 'installed' },
      profiles: {},
    },
    ...[1, 2, 3].map((at) => ({
      ...({ type: 'socket-looked-at', deviceId: 'a', hostSocket: 4 } as const),
      evidence: evidence(at),
    })),
  ]);
  const channel = channels['a#4#1'];
  if (channel === undefined) throw new Error('no channel');
  return channel;
};

const laterBy = (channel: ChannelState, ms: number): ChannelState => {
  const at = channel.lastSeenAt + ms;
  const evidence = channel.evidence.map((piece, index) =>
    index === channel.evidence.length - 1 ? { ...piece, at } : piece,
  );
  const exists = { ...channel.facts.exists, at };
  return { ...channel, lastSeenAt: at, evidence, facts: { ...channel.facts, exists } };
};

const many = (count: number, channel: ChannelState) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}`, channel]));

test('a later look waits until it is due, and is then told as a time', () => {
  const before = seen();
  const after = laterBy(before, 5);
  const waiting = new WaitingChannels();
  waiting.note(new Map([['a', before]]), { a: after });
  expect(waiting).toMatchObject({ hasNews: false, hasQuiet: true });
  expect(waiting.take({ a: after }, false)).toEqual({ whole: new Set(), looks: {} });
  expect(waiting.take({ a: after }, true)).toEqual({ whole: new Set(), looks: { a: lookTimeOf(after) } });
  expect(waiting.hasQuiet).toBe(false);
});

test('what is news does not wait, and takes its later looks along', () => {
  const before = seen();
  const after = laterBy(before, 5);
  const gone: ChannelState = { ...after, phase: { kind: 'gone', at: 9, ms: 9 } };
  const waiting = new WaitingChannels();
  waiting.note(new Map([['a', before]]), { a: after });
  waiting.note(new Map([['a', after]]), { a: gone });
  expect(waiting.take({ a: gone }, false)).toEqual({ whole: new Set(['a']), looks: {} });
  expect(waiting.take({ a: gone }, true)).toEqual({ whole: new Set(), looks: {} });
});

test('of what is no news a delta tells so many and no more, the longest waiting first', () => {
  const before = seen();
  const count = 2 * mostLooks + 1;
  const after = many(count, laterBy(before, 5));
  const waiting = new WaitingChannels();
  waiting.note(new Map(Object.keys(after).map((key) => [key, before])), after);
  const taken = [1, 2, 3].map(() => Object.keys(waiting.take(after, true).looks));
  expect(taken.map(({ length }) => length)).toEqual([mostLooks, mostLooks, 1]);
  expect(taken.flat().sort()).toEqual(Object.keys(after).sort());

  const times = many(count, { ...before, facts: { ...before.facts, job: { ...before.facts.job, at: 99 } } });
  waiting.note(new Map(Object.keys(times).map((key) => [key, before])), times);
  expect(waiting.take(times, true).whole.size).toBe(mostWhole);
});

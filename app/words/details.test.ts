import { expect, it } from 'vitest';
import type { ChannelState } from '../session/state.ts';
import { deviceNamed } from '../testing/arbitrary-state.ts';
import { afterEvents } from '../testing/stamped.ts';
import type { SessionEvent } from '../session/event.ts';
import { channelTitle, suspicionSentence, unsuspectedSentence } from './details.ts';

const channelAfter = (hostSocket: number, ...more: readonly SessionEvent[]): ChannelState => {
  const events: readonly SessionEvent[] = [
    {
      ...{ type: 'discovered', at: 0, profiles: {} },
      discovery: { devices: [deviceNamed('a')], driverPackage: 'installed' },
    },
    ...more,
    {
      ...{ type: 'socket-looked-at', deviceId: 'a', hostSocket },
      evidence: { kind: 'probe-pended', source: 'driver-answer', at: 9_000 },
    },
  ];
  const state = afterEvents(events);
  const channel = state.channels[`a#${hostSocket}#1`];
  if (channel === undefined) throw new Error('no such row');
  return channel;
};

it('names a channel by its service, marked where it is inferred, or by its socket', () => {
  expect(channelTitle(channelAfter(4), 'LaserJet')).toBe('HP-SCAN ? on LaserJet');
  expect(channelTitle(channelAfter(99), 'LaserJet')).toBe('Host socket 99 on LaserJet');
});

it('says in one sentence who was seen ended, when, and that the socket is still there', () => {
  const process = { name: 'hpqtra08.exe', pid: 4312, endedAt: 5_000 };
  const stuck = channelAfter(4, {
    ...{ type: 'observed', at: 6_000, deviceId: 'a', sources: [] },
    observations: [
      { hostSocket: null, evidence: { kind: 'process', source: 'processes', at: 6_000, process } },
    ],
  });
  expect(stuck.suspicion.rule).toBe('holder-ended');
  expect(suspicionSentence(stuck, (at) => `${at / 1000} s past`)).toBe(
    'Stuck: hpqtra08.exe (4312) was seen to end at 5 s past, and host socket 4 is still there.',
  );
  expect(suspicionSentence(channelAfter(4), String)).toBeNull();
});

it('says that a program has ended since its channel was seen, until the driver is asked again', () => {
  const looked = (at: number, endedAt: number | null): SessionEvent => ({
    ...{ type: 'observed', at, deviceId: 'a', sources: [] },
    observations: [
      {
        hostSocket: null,
        evidence: {
          ...{ kind: 'process', source: 'processes', at },
          process: { name: 'hpqtra08.exe', pid: 4312, endedAt, startedAt: '1' },
        },
      },
    ],
  });
  const asked: SessionEvent = {
    ...{ type: 'socket-looked-at', deviceId: 'a', hostSocket: 4 },
    evidence: { kind: 'probe-pended', source: 'driver-answer', at: 2_000 },
  };
  const running = afterEvents([
    {
      ...{ type: 'discovered', at: 0, profiles: {} },
      discovery: { devices: [deviceNamed('a')], driverPackage: 'installed' },
    },
    looked(1_000, null),
    asked,
  ]);
  const sentenceIn = (state: typeof running): string => {
    const channel = state.channels['a#4#1'];
    if (channel === undefined) throw new Error('no such row');
    return unsuspectedSentence(channel);
  };
  expect(sentenceIn(running)).toBe('No sign that it is stuck.');
  const ended = afterEvents([looked(3_000, 2_900)], running);
  expect(sentenceIn(ended)).toMatch(/^hpqtra08 ended after this channel was seen\./);
  expect(afterEvents([asked], ended).channels['a#4#1']?.suspicion.rule).toBe('holder-ended');
});

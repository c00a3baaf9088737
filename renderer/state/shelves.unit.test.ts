import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyDelta, diff } from '#app/session/delta.ts';
import { channelKey } from '#app/session/state.ts';
import type { ChannelState, SessionState } from '#app/session/state.ts';
import { anyEvent } from '#app/testing/arbitrary-state.ts';
import { afterEvents } from '#app/testing/stamped.ts';
import { afterDelta, channelIn, shelvesIn } from './shelves.ts';

const events = fc.array(anyEvent, { maxLength: 30 });

test('a delta leads to the state that applyDelta leads to, and the state before stays as it was', () => {
  fc.assert(
    fc.property(events, events, events, (first, second, third) => {
      const states = [afterEvents(first)];
      for (const more of [second, third]) states.push(afterEvents(more, states.at(-1)));
      let state = states[0] as SessionState;
      for (const [index, next] of states.slice(1).entries()) {
        const delta = diff(states[index] as SessionState, next) ?? {};
        const before = structuredClone(states[index]);
        const after = afterDelta(state, delta);
        expect({ ...after }).toEqual(applyDelta(state, delta));
        expect({ ...state }).toEqual(before);
        state = after;
      }
    }),
  );
});

test('channels are found by key and by device, before anybody asked for all of them', () => {
  fc.assert(
    fc.property(events, events, (first, second) => {
      const a = afterEvents(first);
      const b = afterEvents(second, a);
      const state = afterDelta(a, diff(a, b) ?? {});
      for (const [key, channel] of Object.entries(b.channels)) expect(channelIn(state, key)).toEqual(channel);
      for (const id of ['a', 'b', 'nobody']) {
        const own = Object.values(b.channels).filter(({ deviceId }) => deviceId === id);
        expect(shelvesIn(state, id).flatMap((shelf) => Object.values(shelf))).toEqual(
          expect.arrayContaining(own),
        );
      }
      expect(Object.assign({}, ...shelvesIn(state, null))).toEqual(b.channels);
    }),
  );
});

test('later looks lead where applyDelta leads, and leave the channels of other devices where they are', () => {
  fc.assert(
    fc.property(events, fc.integer({ min: 20_001, max: 30_000 }), (all, at) => {
      const time = { at, ms: at, seq: at };
      const state = afterEvents(all);
      const channels = Object.values(state.channels);
      const keys = channels.filter(({ deviceId }) => deviceId === 'a').map(({ key }) => key);
      const delta = { looks: Object.fromEntries([...keys, 'nobody#1#1'].map((key) => [key, time])) };
      const after = afterDelta(state, delta);
      expect({ ...after }).toEqual(applyDelta(state, delta));
      if (channels.some(({ deviceId }) => deviceId === 'b'))
        expect(shelvesIn(after, 'b')[0]).toBe(shelvesIn(state, 'b')[0]);
    }),
  );
});

test('a change leaves the channels of every other device where they are', () => {
  const devices = Array.from({ length: 64 }, (_, index) => `device-${index}`);
  const channels: Record<string, ChannelState> = {};
  for (const deviceId of devices) {
    for (let hostSocket = 1; hostSocket <= 128; hostSocket += 1) {
      const key = channelKey(deviceId, hostSocket, 1);
      channels[key] = { key, deviceId, hostSocket } as ChannelState;
    }
  }
  const before = { ...afterEvents([]), channels };
  const key = channelKey('device-7', 4, 1);
  const set = { [key]: { key, deviceId: 'device-7', hostSocket: 4 } as ChannelState };
  const after = afterDelta(before, { channels: { set, removed: [] } });
  const kept = devices.filter((id) => shelvesIn(after, id)[0] === shelvesIn(before, id)[0]);
  expect(kept).toEqual(devices.filter((id) => id !== 'device-7'));
});

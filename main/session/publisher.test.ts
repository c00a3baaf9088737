import { expect, test } from 'vitest';
import { applyDelta } from '#app/session/delta.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import { initialState } from '#app/session/state.ts';
import { deviceNamed } from '#app/testing/arbitrary-state.ts';
import { environment } from '#app/testing/stamped.ts';
import { createVirtualClock } from '#native/testing.ts';
import { createPublisher, quietMs, sameAgainMs } from './publisher.ts';
import { longestUnansweredMs } from './receiver.ts';
import { createSession } from './session-service.ts';

const opened = () => {
  const clock = createVirtualClock();
  const session = createSession(environment, clock);
  const deltas: NumberedDelta[] = [];
  const publisher = createPublisher(session, clock, (delta) => deltas.push(delta));
  const discover = (...ids: string[]) =>
    session.dispatch({
      type: 'discovered',
      at: clock.now(),
      discovery: { devices: ids.map(deviceNamed), driverPackage: 'installed' },
      profiles: {},
    });
  return { clock, session, deltas, publisher, discover };
};

test('changes within a frame go out as one delta', async () => {
  const { clock, deltas, discover } = opened();
  discover('a');
  discover('a', 'b');
  expect(deltas).toEqual([]);
  await clock.advance(20);
  expect(deltas.map(({ revision }) => revision)).toEqual([1]);
  discover('b');
  await clock.advance(20);
  expect(deltas.map(({ revision }) => revision)).toEqual([1, 2]);
});

test('what a command caused goes at once', () => {
  const { deltas, publisher, discover } = opened();
  discover('a');
  publisher.flush();
  expect(deltas).toHaveLength(1);
  publisher.flush();
  expect(deltas).toHaveLength(1);
});

test('a snapshot and the deltas after it add up to the state', async () => {
  const { clock, session, deltas, publisher, discover } = opened();
  discover('a');
  const { revision, state } = publisher.snapshot();
  discover('a', 'b', 'c');
  await clock.advance(20);
  discover('c');
  await clock.advance(20);
  const after = deltas.filter((delta) => delta.revision > revision);
  expect(after.map((delta) => delta.revision)).toEqual([revision + 1, revision + 2]);
  expect(after.reduce((sum, { delta }) => applyDelta(sum, delta), state)).toEqual(session.state);
});

test('nothing is sent after it was stopped', async () => {
  const { clock, deltas, publisher, discover } = opened();
  discover('a');
  publisher.stop();
  await clock.advance(100);
  publisher.flush();
  discover('b');
  publisher.flush();
  expect(publisher.snapshot()).toMatchObject({ revision: 0 });
  publisher.acknowledge({ epoch: 0, revision: 0 });
  await clock.advance(100);
  expect(deltas).toEqual([]);
  expect(clock.timers).toBe(0);
});

test('what was drawn of a session before counts for nothing', async () => {
  const { clock, deltas, publisher, discover } = opened();
  publisher.acknowledge({ epoch: 0, revision: 0 });
  discover('a');
  await clock.advance(20);
  discover('b');
  publisher.acknowledge({ epoch: 1, revision: 9 });
  await clock.advance(20);
  expect(deltas).toHaveLength(1);
});

test('while the window has not drawn the last delta, none follows; all of it follows as one then', async () => {
  const { clock, session, deltas, publisher, discover } = opened();
  publisher.acknowledge({ epoch: 0, revision: 0 });
  discover('a');
  await clock.advance(20);
  for (const id of ['b', 'c', 'd']) {
    discover(id);
    await clock.advance(50);
  }
  expect(deltas).toHaveLength(1);
  publisher.acknowledge({ epoch: 0, revision: 1 });
  await clock.advance(20);
  expect(deltas.map(({ revision }) => revision)).toEqual([1, 2]);
  const window = deltas.reduce((sum, { delta }) => applyDelta(sum, delta), initialState(environment));
  expect(window).toEqual(session.state);
});

test('what a command caused does not wait for the window', async () => {
  const { clock, deltas, publisher, discover } = opened();
  publisher.acknowledge({ epoch: 0, revision: 0 });
  discover('a');
  await clock.advance(20);
  discover('b');
  publisher.flush();
  expect(deltas.map(({ revision }) => revision)).toEqual([1, 2]);
});

test('a window that says nothing any more is told once in a while, and one that speaks again at once', async () => {
  const { clock, deltas, publisher, discover } = opened();
  publisher.acknowledge({ epoch: 0, revision: 0 });
  discover('a');
  await clock.advance(20);
  discover('b');
  await clock.advance(longestUnansweredMs - 50);
  expect(deltas).toHaveLength(1);
  await clock.advance(100);
  expect(deltas).toHaveLength(2);
  discover('c');
  publisher.acknowledge({ epoch: 0, revision: 1 });
  await clock.advance(20);
  expect(deltas).toHaveLength(2);
  publisher.acknowledge({ epoch: 0, revision: 2 });
  await clock.advance(20);
  expect(deltas).toHaveLength(3);
});

test('ten thousand later looks cost a few deltas of times, and a snapshot among them loses none', async () => {
  const { clock, session, deltas, publisher, discover } = opened();
  discover('a');
  const look = (hostSocket: number) =>
    session.dispatch({
      type: 'socket-looked-at',
      deviceId: 'a',
      hostSocket,
      evidence: { kind: 'probe-pended', source: 'driver-answer', at: clock.now() },
    });
  for (const hostSocket of [1, 2, 3]) for (let turn = 0; turn < 3; turn += 1) look(hostSocket);
  publisher.flush();
  let window = structuredClone(publisher.snapshot().state);
  deltas.length = 0;
  for (let tick = 0; tick < 100; tick += 1) {
    for (let index = 0; index < 100; index += 1) look(1 + (index % 3));
    await clock.advance(10);
    if (tick !== 50) continue;
    window = structuredClone(publisher.snapshot().state);
    deltas.length = 0;
  }
  await clock.advance(2 * quietMs);
  expect(deltas.length).toBeLessThan(6);
  expect(deltas.map(({ delta }) => Object.keys(delta))).toEqual(deltas.map(() => ['looks']));
  for (const { delta } of deltas) window = applyDelta(window, structuredClone(delta));
  expect(window).toEqual(session.state);
});

test('looking at the system again and again, and seeing the same, is told once in a while', async () => {
  const { clock, session, deltas, publisher, discover } = opened();
  discover('a');
  const look = (holders: number) =>
    session.dispatch({
      type: 'observed',
      at: clock.now(),
      deviceId: 'a',
      observations: [
        {
          hostSocket: null,
          evidence: { kind: 'holders-counted', source: 'processes', at: clock.now(), holders },
        },
      ],
      sources: [],
    });
  look(0);
  publisher.flush();
  deltas.length = 0;
  for (let second = 0; second < 20; second += 1) {
    look(0);
    await clock.advance(1_000);
  }
  expect(deltas.length).toBeLessThanOrEqual(20_000 / sameAgainMs);
  deltas.length = 0;
  look(1);
  await clock.advance(20);
  expect(deltas).toHaveLength(1);
});

test('what is the same again does not go with the next change', async () => {
  const { clock, session, deltas, publisher, discover } = opened();
  discover('a', 'b');
  const look = (deviceId: string, holders: number) =>
    session.dispatch({
      type: 'observed',
      at: clock.now(),
      deviceId,
      observations: [
        {
          hostSocket: null,
          evidence: { kind: 'holders-counted', source: 'processes', at: clock.now(), holders },
        },
      ],
      sources: [],
    });
  look('a', 0);
  look('b', 0);
  let window = structuredClone(publisher.snapshot().state);
  deltas.length = 0;
  await clock.advance(1_000);
  look('a', 0);
  look('b', 1);
  await clock.advance(20);
  expect(deltas.map(({ delta }) => Object.keys(delta.devices?.set ?? {}))).toEqual([['b']]);
  await clock.advance(sameAgainMs);
  expect(deltas.map(({ delta }) => Object.keys(delta.devices?.set ?? {}))).toEqual([['b'], ['a']]);
  for (const { delta } of deltas) window = applyDelta(window, structuredClone(delta));
  expect(window).toEqual(session.state);
});

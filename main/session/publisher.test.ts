import { expect, test } from 'vitest';
import { applyDelta } from '#app/session/delta.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import { deviceNamed, environment } from '#app/testing/arbitrary-state.ts';
import { notMeasured } from '#app/dot4/profile.ts';
import { createVirtualClock } from '#native';
import { createPublisher } from './publisher.ts';
import { createSession } from './session-service.ts';

const opened = () => {
  const clock = createVirtualClock();
  const session = createSession(environment);
  const deltas: NumberedDelta[] = [];
  const publisher = createPublisher(session, clock, (delta) => deltas.push(delta));
  const discover = (...ids: string[]) =>
    session.dispatch({
      type: 'discovered',
      at: clock.now(),
      discovery: { devices: ids.map(deviceNamed), driverPackage: 'installed' },
      profileOf: () => notMeasured,
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
  expect(deltas).toEqual([]);
  expect(clock.timers).toBe(0);
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NumberedDelta } from '#app/session/delta.ts';
import { FakeMain } from '../testing/fake-main.ts';
import { found, lj3055, m1522, office, oj7310, scanned } from '../testing/sessions.ts';
import { sessionEvents, sessionNow } from './session-store.ts';
import { startSessionSync } from './session-sync.ts';

let frame: () => void = () => undefined;
const start = (api: Parameters<typeof startSessionSync>[0]) => startSessionSync(api, (run) => (frame = run));

let stop: () => void = () => undefined;

beforeEach(() => sessionEvents.windowOpened());
afterEach(() => stop());

/** Lets answers that are on their way arrive. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

const snapshots = (main: FakeMain): number => main.calls.filter((call) => call === 'session.snapshot').length;

it('listens before it asks', () => {
  const main = new FakeMain();
  stop = start(main.api);
  expect(main.calls).toEqual(['on session.delta', 'session.snapshot']);
});

it('holds what main holds after deltas before, during and after the snapshot', async () => {
  const main = new FakeMain(office(1000));
  stop = start(main.api);
  main.happen(...scanned(2000, oj7310.id, [4]));
  await settle();
  main.happen(...scanned(3000, oj7310.id, [7]));
  expect(sessionNow()).toEqual(main.state);
});

it('does not apply again what the snapshot already has', async () => {
  const main = new FakeMain([found(1000, [m1522])]);
  const early = main.change(...scanned(1500, m1522.id, [4]));
  stop = start({
    session: {
      ...main.api.session,
      onDelta: (listen) => {
        const stopListening = main.api.session.onDelta(listen);
        if (early !== null) listen(early);
        return stopListening;
      },
    },
  });
  await settle();
  expect(sessionNow()).toEqual(main.state);
  expect(snapshots(main)).toBe(1);
});

it('asks again after a gap, and is whole then', async () => {
  const main = new FakeMain([found(1000, [m1522, lj3055])]);
  stop = start(main.api);
  await settle();
  main.change(...scanned(2000, m1522.id, [4]));
  main.happen(...scanned(3000, lj3055.id, [1]));
  expect(sessionNow()).not.toEqual(main.state);
  await settle();
  expect(snapshots(main)).toBe(2);
  expect(sessionNow()).toEqual(main.state);
});

it('takes nothing of a delta that breaks the contract, and asks for everything instead', async () => {
  const main = new FakeMain([found(1000, [m1522])]);
  stop = start(main.api);
  await settle();
  main.change(...scanned(2000, m1522.id, [4]));
  main.send('session.delta', {
    epoch: main.epoch,
    revision: 2,
    delta: { channels: { set: { broken: {} }, removed: [] } },
  } as unknown as NumberedDelta);
  await settle();
  expect(snapshots(main)).toBe(2);
  expect(sessionNow()).toEqual(main.state);
});

it('keeps why the snapshot was refused, and recovers with the next delta', async () => {
  const main = new FakeMain([found(1000, [m1522])]);
  main.faults.snapshot = { kind: 'internal', incident: '7' };
  stop = start(main.api);
  await settle();
  expect(sessionNow()).toBeNull();
  main.faults.snapshot = null;
  main.happen(...scanned(2000, m1522.id, [4]));
  await settle();
  expect(sessionNow()).toEqual(main.state);
});

it('stops listening', () => {
  const main = new FakeMain();
  start(main.api)();
  expect(main.listenerCount).toBe(0);
});

it('acknowledges once a frame what that frame shows', async () => {
  const main = new FakeMain([found(1000, [m1522])]);
  stop = start(main.api);
  await settle();
  frame();
  expect(main.acknowledged).toEqual([{ epoch: 1, revision: 0 }]);
  main.happen(...scanned(2000, m1522.id, [4]));
  main.happen(...scanned(3000, m1522.id, [7]));
  expect(main.acknowledged).toEqual([{ epoch: 1, revision: 0 }]);
  frame();
  expect(main.acknowledged.at(-1)).toEqual({ epoch: 1, revision: 2 });
});

it('asks for the state of another session, and takes nothing of the one before any more', async () => {
  const main = new FakeMain([found(1000, [m1522])]);
  stop = start(main.api);
  await settle();
  const late = main.change(...scanned(2000, m1522.id, [4]));
  main.begin(found(3000, [lj3055]));
  await settle();
  expect(snapshots(main)).toBe(2);
  expect(sessionNow()).toEqual(main.state);
  // of the revision that would come next
  if (late !== null) main.send('session.delta', { ...late, revision: main.revision + 1 });
  await settle();
  expect(sessionNow()).toEqual(main.state);
  expect(snapshots(main)).toBe(2);
  main.happen(...scanned(4000, lj3055.id, [4]));
  expect(sessionNow()).toEqual(main.state);
});

it('a snapshot of the session before does not keep it from the next one', async () => {
  const main = new FakeMain([found(1000, [m1522])]);
  stop = start(main.api);
  main.begin(found(3000, [lj3055]));
  main.happen(...scanned(4000, lj3055.id, [4]));
  await settle();
  expect(sessionNow()).toEqual(main.state);
});

it('takes deltas as they are where it does not check them', async () => {
  const main = new FakeMain([found(1000, [m1522])]);
  stop = startSessionSync(main.api, (run) => (frame = run), false);
  await settle();
  const delta = { lastId: 7, unheardOf: true };
  main.send('session.delta', { epoch: main.epoch, revision: 1, delta });
  expect(sessionNow()?.lastId).toBe(7);
  expect(snapshots(main)).toBe(1);
});

import { expect, test } from 'vitest';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { Fault } from '#app/faults/fault.ts';
import { protocol } from '#app/remote/wire.ts';
import type { FromFar, RemoteEvent } from '#app/remote/wire.ts';
import { createVirtualClock } from '#native/testing.ts';
import { createFarSide, silentMs } from './far-side.ts';
import type { FarWindow } from './far-side.ts';

const hello = JSON.stringify({
  ...{ say: 'hello', protocol, version: '0', computer: 'HELPDESK-7', user: 'anna' },
  ...{ connection: '2b1a8c3e-4f6d-4a8b-9c0d-1e2f3a4b5c6d', resumes: null, wants: 'window' },
});

const bench = () => {
  const clock = createVirtualClock();
  const sent: FromFar[] = [];
  let tell: (event: RemoteEvent, payload: unknown) => void = () => undefined;
  let opened: (window: Result<FarWindow, Fault>) => void = () => undefined;
  const over = { times: 0 };
  const far = createFarSide({
    self: { version: '0', computer: 'FRONT-DESK', user: 'kiosk' },
    address: null,
    clock,
    send: (message) => sent.push(message),
    openWindow: (_asked, _resumes, telling) => {
      tell = telling;
      return new Promise((resolve) => (opened = resolve));
    },
    runCommand: () => {
      throw new Error('no command was wanted');
    },
    over: () => (over.times += 1),
  });
  return {
    ...{ clock, far, over },
    said: () => sent.map(({ say }) => say),
    tell: () => tell('session.delta', {}),
    open: () => opened(ok({ answer: () => Promise.resolve(ok(undefined)) })),
  };
};

test('what happens while it opens is not told before it is ready: the near side would not understand', async () => {
  const { far, clock, said, tell, open } = bench();
  far.heard(hello);
  tell();
  open();
  await clock.settle();
  tell();
  expect(said()).toEqual(['hello', 'ready', 'event']);
});

test('a near side that says nothing any more is given up; one that pings is not', async () => {
  const { far, clock, over, open } = bench();
  far.heard(hello);
  open();
  for (let pings = 0; pings < 5; pings += 1) {
    await clock.advance(silentMs - 1);
    far.heard('{"say":"ping"}');
  }
  expect(over.times).toBe(0);
  await clock.advance(silentMs);
  far.end();
  expect([over.times, clock.timers]).toEqual([1, 0]);
});

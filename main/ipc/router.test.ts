import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contractMembers } from '#app/ipc/members.ts';
import { ok } from '#app/result.ts';
import { closeTarget, openBench } from '../testing/bench.ts';
import { windowActions } from '../testing/window-actions.ts';
import { createHandlers } from './handlers.ts';
import { createRouter } from './router.ts';

const trusted = { webContentsId: 1, protocol: 'app:', host: 'unjam' };
const own = { webContentsId: 1, isMainFrame: true, frameUrl: 'app://unjam/index.html' };

const opened = async () => {
  const bench = openBench('office');
  await bench.run(bench.services.devices.refresh());
  const logged: string[] = [];
  const log = { warn: (text: string) => logged.push(text), error: (text: string) => logged.push(text) };
  const copied: string[] = [];
  const copyText = (text: string) => {
    copied.push(text);
    return Promise.resolve(ok(undefined));
  };
  const handlers = createHandlers(bench.services, windowActions(bench.auditFile, { copyText }));
  const flush = (): void => bench.services.publisher.flush();
  const options = { trustedWindow: () => trusted, log, flush, checksAnswers: true };
  const router = createRouter(handlers, options);
  const sent = () => bench.simulator.controls.counters('sim-m1522nf').sent.DESTROY_SOCKET;
  return { ...bench, router, handlers, options, logged, copied, sent };
};

const confirmed = {
  arrivedAt: null,
  jobs: [],
  holders: [],
  suspicion: { level: 'none', rule: null },
  cutOff: { jobs: [], unseenJobs: false },
};
const target = { hostSocket: 4, generation: 1, confirmed };
const close = { kind: 'close', deviceId: 'sim-m1522nf', targets: [target] };

test('a call of our own window is answered', async () => {
  const { router, run, scan, sent, services } = await opened();
  expect(await run(router(own, 'session.snapshot', undefined))).toMatchObject({
    ok: true,
    value: { revision: 1 },
  });
  await scan('sim-m1522nf');
  const targets = [closeTarget(services.session.state, 'sim-m1522nf', 4)];
  const id = services.session.state.lastId + 1;
  expect(await run(router(own, 'operation.start', { ...close, targets }))).toEqual({
    ok: true,
    value: { id },
  });
  await run(
    new Promise<void>((resolve) => {
      services.session.subscribe(({ operations }) => {
        if (operations[id]?.endedAt != null) resolve();
      });
    }),
  );
  expect(services.session.state.operations[id]).toMatchObject({ closings: [{ outcome: { kind: 'freed' } }] });
  expect(sent()).toBe(1);
});

test('thresholds that the window changes are the session’s at once', async () => {
  const { router, services } = await opened();
  const thresholds = { ...services.session.state.thresholds, jobDoesNotMove: 12 };
  expect(await router(own, 'settings.change', { thresholds })).toMatchObject({ ok: true });
  expect(services.session.state.thresholds).toEqual(thresholds);
  const tooFew = { ...thresholds, jobDoesNotMove: 0 };
  expect(await router(own, 'settings.change', { thresholds: tooFew })).toMatchObject({ ok: false });
  expect(services.session.state.thresholds).toEqual(thresholds);
});

describe('a forged sender is refused and logged, whatever it asks', () => {
  const names = contractMembers().flatMap(({ group, name, member }) =>
    member.direction === 'to-main' ? [`${group}.${name}`] : [],
  );
  test.each([...names, 'no.such', ''])('%s', async (name) => {
    const { router, logged, sent } = await opened();
    for (const sender of [
      { ...own, webContentsId: 2 },
      { ...own, isMainFrame: false },
      { ...own, frameUrl: 'https://example.com/' },
      { ...own, frameUrl: null },
    ]) {
      expect(await router(sender, name, close)).toMatchObject({
        ok: false,
        fault: { kind: 'forbidden-sender' },
      });
    }
    expect(logged).toHaveLength(4);
    expect(sent()).toBe(0);
  });
});

describe('an unknown call', () => {
  test.each([
    'channel.destroy',
    'session.delta',
    'toString',
    '__proto__',
    'constructor.name',
    '',
    7,
    null,
    {},
  ])('%s', async (name) => {
    const { router, logged } = await opened();
    expect(await router(own, name, undefined)).toMatchObject({ ok: false, fault: { kind: 'unknown-call' } });
    expect(logged).toHaveLength(1);
  });
});

describe('a malformed payload', () => {
  test.each([
    ['nothing', undefined],
    ['no targets', { ...close, targets: [] }],
    ['socket 0, the transaction channel', { ...close, targets: [{ ...target, hostSocket: 0 }] }],
    ['socket 256', { ...close, targets: [{ ...target, hostSocket: 256 }] }],
    ['half a socket', { ...close, targets: [{ ...target, hostSocket: 4.5 }] }],
    ['a socket as text', { ...close, targets: [{ ...target, hostSocket: '4' }] }],
    ['no generation', { ...close, targets: [{ hostSocket: 4, confirmed }] }],
    ['nothing that was confirmed', { ...close, targets: [{ hostSocket: 4, generation: 1 }] }],
    ['something extra', { ...close, targets: [{ ...target, force: true }] }],
    [
      'an express yes that is no list',
      { ...close, targets: [{ ...target, confirmed: { ...confirmed, cutOff: true } }] },
    ],
    ['a device that is no text', { ...close, deviceId: {} }],
    ['the same socket twice', { ...close, targets: [target, target] }],
    ['too many', { ...close, targets: Array.from({ length: 257 }, () => target) }],
    ['a kind that does not exist', { ...close, kind: 'format' }],
    ['a million targets', { ...close, targets: new Array(1_000_000).fill(target) }],
    ['what is no plain data', { ...close, targets: new Set([target]) }],
  ])('%s', async (_what, payload) => {
    const { router, logged, sent } = await opened();
    expect(await router(own, 'operation.start', payload)).toMatchObject({
      ok: false,
      fault: { kind: 'bad-payload' },
    });
    expect(logged).toHaveLength(1);
    expect(sent()).toBe(0);
  });

  test('with 255 wrong targets is refused at the first: the others are not read', async () => {
    const { router } = await opened();
    let reads = 0;
    const wrong = {
      ...target,
      get hostSocket() {
        reads += 1;
        return 0;
      },
    };
    const targets = Array.from({ length: 255 }, () => wrong);
    expect(await router(own, 'operation.start', { ...close, targets })).toMatchObject({ ok: false });
    // once by the bounds, which read all, and once by the schema
    expect(reads).toBeLessThanOrEqual(256);
  });

  test('of any shape never reaches a driver and never rejects', async () => {
    const { router, sent } = await opened();
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (payload) => {
        expect(await router(own, 'operation.start', payload)).toMatchObject({ ok: false });
      }),
    );
    expect(sent()).toBe(0);
  });
});

test('a bug in a handler becomes an incident: the window gets a number, the log gets the stack', async () => {
  const { handlers, options, logged } = await opened();
  const broken = {
    ...handlers,
    session: { ...handlers.session, refresh: () => Promise.reject(new Error('the secret cause')) },
  };
  const answer = await createRouter(broken, options)(own, 'session.refresh', undefined);
  if (answer.ok || answer.fault.kind !== 'internal') throw new Error('not an incident');
  expect(JSON.stringify(answer)).not.toContain('secret');
  expect(logged.join()).toContain('the secret cause');
  expect(logged.join()).toContain(answer.fault.incident);
});

test('an answer that breaks the contract is a bug, not something the window must cope with', async () => {
  const { handlers, options } = await opened();
  const broken = {
    ...handlers,
    session: {
      ...handlers.session,
      snapshot: () => Promise.resolve({ ok: true as const, value: {} as never }),
    },
  };
  const answer = await createRouter(broken, options)(own, 'session.snapshot', undefined);
  expect(answer).toMatchObject({ ok: false, fault: { kind: 'internal' } });
});

test('where it costs the person time, an answer of ours is not checked', async () => {
  const { handlers, options } = await opened();
  const unread = { ...handlers.session, snapshot: () => ok({} as never) };
  const router = createRouter({ ...handlers, session: unread }, { ...options, checksAnswers: false });
  expect(await router(own, 'session.snapshot', undefined)).toEqual(ok({}));
  expect(await router(own, 'session.acknowledge', {})).toMatchObject({ fault: { kind: 'bad-payload' } });
});

test('what a command changes is published when it has begun and before its answer; a question publishes nothing', async () => {
  const { handlers, options, services } = await opened();
  const log: string[] = [];
  let end: () => void = () => undefined;
  const during = new Promise<void>((resolve) => (end = resolve));
  const session: typeof handlers.session = {
    ...handlers.session,
    refresh: async () => {
      log.push('begun');
      await during;
      log.push('ended');
    },
    acknowledge: () => void log.push('acknowledged'),
  };
  const router = createRouter({ ...handlers, session }, { ...options, flush: () => log.push('flushed') });
  const answered = router(own, 'session.refresh', undefined);
  expect(log).toEqual(['begun', 'flushed']);
  end();
  expect(await answered).toEqual(ok(undefined));
  expect(log).toEqual(['begun', 'flushed', 'ended', 'flushed']);
  const { epoch, revision } = services.publisher.snapshot();
  await router(own, 'session.acknowledge', { epoch, revision });
  expect(log.slice(4)).toEqual(['acknowledged']);
});

test('a router with a handler missing does not start', () => {
  expect(() =>
    createRouter({} as never, {
      ...{ trustedWindow: () => trusted, flush: () => undefined, checksAnswers: true },
      log: { warn: () => undefined, error: () => undefined },
    }),
  ).toThrow();
});

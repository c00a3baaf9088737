import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fail } from '#app/result.ts';
import { createVirtualClock } from '../simulator/virtual-clock.ts';
import { WindowsServices, type ServiceDescription } from '../simulator/windows-services.ts';
import { restartService } from './restart-service.ts';
import { serviceErrors, type ServiceControl } from './service-control.ts';

const budgetMs = 180_000;
const spoolerPid = 1876;

interface Call {
  readonly call: 'stop' | 'start';
  readonly name: string;
  readonly at: number;
}

interface Options {
  readonly budgetMs?: number;
  readonly name?: string;
  readonly pid?: number;
  readonly hurryAt?: number;
  /** A service control manager that does not always do as the simulated one. */
  readonly spoilt?: (control: ServiceControl, services: WindowsServices) => Partial<ServiceControl>;
}

/** A restart of the spooler among services that take their time, on a virtual clock. */
const restart = async (described: readonly ServiceDescription[], options: Options = {}) => {
  const clock = createVirtualClock();
  const ended: number[] = [];
  const services = new WindowsServices(
    clock,
    (pid) => ended.push(pid),
    () => [],
  );
  for (const one of described) services.set(one);
  const calls: Call[] = [];
  const control: ServiceControl = {
    status: (name) => services.status(name),
    dependents: (name) => services.dependents(name),
    stop: (name) => services.stop(name),
    start: (name) => services.start(name),
  };
  const spoilt = { ...control, ...options.spoilt?.(control, services) };
  const recorded: ServiceControl = {
    ...spoilt,
    stop(name, limitMs) {
      calls.push({ call: 'stop', name, at: clock.monotonicMs() });
      return spoilt.stop(name, limitMs);
    },
    start(name) {
      calls.push({ call: 'start', name, at: clock.monotonicMs() });
      return spoilt.start(name);
    },
  };
  const hurry = new AbortController();
  if (options.hurryAt !== undefined) clock.after(options.hurryAt, () => hurry.abort());
  const parts = {
    services: recorded,
    clock,
    budgetMs: options.budgetMs ?? budgetMs,
    hurry: hurry.signal,
  };
  const { name = 'Spooler', pid = spoolerPid } = options;
  const acted = await clock.runUntil(restartService(parts, { kind: 'restart-service', name, pid }));
  const stateOf = (one: string) => services.all.find(({ name: is }) => is === one)?.state;
  const worked = calls.map(({ call, name: one }) => `${call} ${one}`);
  return { acted, calls, worked, ended, stateOf, services, clock, tookMs: clock.monotonicMs() };
};

const spooler = (more: Omit<ServiceDescription, 'name'> = {}): ServiceDescription => ({
  name: 'Spooler',
  dependents: ['Fax', 'Other'],
  ...more,
});
const slow = { stopMs: 22_000, startMs: 22_000 } as const;

test('what depends on it is stopped first and started last', async () => {
  const { acted, worked, services } = await restart([spooler(), { name: 'Fax' }, { name: 'Other' }]);
  expect(worked).toEqual([
    ...['stop Fax', 'stop Other', 'stop Spooler'],
    ...['start Spooler', 'start Other', 'start Fax'],
  ]);
  const pidOf = (name: string) => services.all.find((one) => one.name === name)?.pid ?? null;
  expect(acted).toEqual({
    ok: true,
    value: {
      dependents: ['Other', 'Fax'],
      leftStopped: [],
      stillStarting: [],
      running: ['Spooler', 'Other', 'Fax'].map((name) => ({ name, pid: pidOf(name) })),
    },
  });
  expect(pidOf('Spooler')).not.toBe(spoolerPid);
});

test('three services of 22 s each way are restarted within the time', async () => {
  const { acted, tookMs } = await restart([
    spooler(slow),
    { name: 'Fax', ...slow },
    { name: 'Other', ...slow },
  ]);
  expect(acted).toMatchObject({ ok: true, value: { dependents: ['Other', 'Fax'], leftStopped: [] } });
  expect(tookMs).toBeGreaterThanOrEqual(6 * 22_000);
  expect(tookMs).toBeLessThan(budgetMs);
});

test('where the time is too short for them, none is left stopped', async () => {
  const { acted, stateOf, calls } = await restart(
    [spooler(slow), { name: 'Fax', ...slow }, { name: 'Other', ...slow }],
    { budgetMs: 60_000 },
  );
  // Other was asked to stop at 22 s, had stopped at 44 s, after the share of stopping, and is started nevertheless.
  expect(calls.filter(({ call }) => call === 'stop').map(({ name }) => name)).toEqual(['Fax', 'Other']);
  expect(acted).toEqual({
    ok: false,
    fault: {
      kind: 'service-left-stopped',
      target: 'Spooler',
      services: [{ name: 'Other', state: 'starting' }],
      failure: null,
    },
  });
  expect([stateOf('Spooler'), stateOf('Fax'), stateOf('Other')]).toEqual([
    'running',
    'running',
    'start-pending',
  ]);
});

test('a dependent that is stopping when the restart begins is waited for, and runs again', async () => {
  const { acted, stateOf } = await restart([spooler(), { name: 'Fax' }, { name: 'Other' }], {
    spoilt: (control, services) => ({
      dependents: async (name) => {
        const found = await control.dependents(name);
        services.set({ name: 'Fax', stopMs: 9_000 });
        await control.stop('Fax', 0);
        return found;
      },
    }),
  });
  expect(acted).toMatchObject({ ok: true, value: { dependents: ['Other', 'Fax'], leftStopped: [] } });
  expect(stateOf('Fax')).toBe('running');
});

test('what depends on a dependent is found where the manager names it only then', async () => {
  const { acted, worked } = await restart(
    [spooler({ dependents: ['Fax'] }), { name: 'Fax', dependents: ['Routing'] }, { name: 'Routing' }],
    {
      spoilt: (control) => ({
        dependents: async (name) => {
          const found = await control.dependents(name);
          return found.ok && name === 'Spooler' ? { ok: true, value: ['Fax'] } : found;
        },
      }),
    },
  );
  expect(acted).toMatchObject({ ok: true, value: { dependents: ['Fax', 'Routing'], leftStopped: [] } });
  expect(worked.slice(0, 4)).toEqual(['stop Fax', 'stop Routing', 'stop Fax', 'stop Spooler']);
});

test('a dependent that others start again meanwhile is stopped once more', async () => {
  let isFirst = true;
  const { acted, worked } = await restart([spooler({ dependents: ['Fax'] }), { name: 'Fax' }], {
    spoilt: (control, services) => ({
      stop: async (name, limitMs) => {
        const isStartedMeanwhile = isFirst && name === 'Spooler';
        if (isStartedMeanwhile) await services.start('Fax');
        if (isStartedMeanwhile) isFirst = false;
        return control.stop(name, limitMs);
      },
    }),
  });
  expect(acted).toMatchObject({ ok: true, value: { dependents: ['Fax'], leftStopped: [] } });
  expect(worked.slice(0, 4)).toEqual(['stop Fax', 'stop Spooler', 'stop Fax', 'stop Spooler']);
});

test('one that never stops is named with what cannot run without it', async () => {
  const { acted, tookMs } = await restart([spooler({ stopMs: null, dependents: ['Fax'] }), { name: 'Fax' }]);
  expect(acted).toEqual({
    ok: false,
    fault: {
      kind: 'service-left-stopped',
      target: 'Spooler',
      services: [
        { name: 'Spooler', state: 'stopping' },
        { name: 'Fax', state: 'stopped' },
      ],
      failure: { service: 'Fax', call: 'StartServiceW', systemError: serviceErrors.dependencyFailed },
    },
  });
  expect(tookMs).toBeLessThan(budgetMs + 1_000);
});

test('behind a dependent that never stops the service itself is left alone, and the others run again', async () => {
  const { acted, worked, stateOf } = await restart([
    spooler({ dependents: ['Other', 'Fax'] }),
    { name: 'Fax', stopMs: null },
    { name: 'Other' },
  ]);
  expect(acted).toMatchObject({
    fault: { kind: 'service-left-stopped', services: [{ name: 'Fax', state: 'stopping' }] },
  });
  expect(worked).toEqual(['stop Other', 'stop Fax', 'start Other']);
  expect([stateOf('Spooler'), stateOf('Other')]).toEqual(['running', 'running']);
});

test('one that stops late, but within the time, has been restarted', async () => {
  const { acted } = await restart([spooler({ dependents: [], stopMs: 120_000 })]);
  expect(acted).toMatchObject({ ok: true, value: { running: [{ name: 'Spooler' }] } });
});

test('a dependent that does not start again is named; its start was tried more than once', async () => {
  const { acted, worked } = await restart([
    spooler({ dependents: ['Fax'] }),
    { name: 'Fax', startError: 1069 },
  ]);
  expect(acted).toMatchObject({ ok: true, value: { dependents: [], leftStopped: ['Fax'] } });
  expect(worked.filter((call) => call === 'start Fax')).toHaveLength(3);
});

test('one that cannot be started again is named with the call, its error and what depends on it', async () => {
  const { acted } = await restart([spooler({ dependents: ['Fax'], startError: 1069 }), { name: 'Fax' }]);
  expect(acted).toMatchObject({
    fault: {
      kind: 'service-left-stopped',
      services: [
        { name: 'Spooler', state: 'stopped' },
        { name: 'Fax', state: 'stopped' },
      ],
      failure: { service: 'Spooler', call: 'StartServiceW', systemError: 1069 },
    },
  });
});

test('one that starts longer than there is time is asked to start, and is said to be starting', async () => {
  const { acted, worked } = await restart([spooler({ dependents: ['Fax'], startMs: null }), { name: 'Fax' }]);
  expect(acted).toMatchObject({
    fault: {
      kind: 'service-left-stopped',
      services: [
        { name: 'Spooler', state: 'starting' },
        { name: 'Fax', state: 'starting' },
      ],
    },
  });
  expect(worked).toContain('start Fax');
});

test('a dependent that refuses to stop: what was stopped runs again, and it is named', async () => {
  const { acted, stateOf } = await restart([spooler(), { name: 'Fax' }, { name: 'Other' }], {
    spoilt: (control) => ({
      stop: (name, limitMs) =>
        name === 'Other'
          ? Promise.resolve(fail({ call: 'ControlService', systemError: 1052 }))
          : control.stop(name, limitMs),
    }),
  });
  expect(acted).toMatchObject({
    fault: { kind: 'action-failed', target: 'Other', call: 'ControlService', systemError: 1052 },
  });
  expect(stateOf('Fax')).toBe('running');
});

test('a call that does not return ends its process, and costs the restart nothing else', async () => {
  let isFirst = true;
  const { acted } = await restart([spooler({ dependents: [] })], {
    spoilt: (control) => ({
      start: async (name) => {
        const started = await control.start(name);
        const isLate = isFirst;
        isFirst = false;
        return isLate ? fail({ call: 'StartServiceW', systemError: serviceErrors.timeout }) : started;
      },
    }),
  });
  expect(acted).toMatchObject({ ok: true, value: { running: [{ name: 'Spooler' }] } });
});

test('a process that ended before its call leaves the stop to the next one', async () => {
  let isFirst = true;
  const { acted } = await restart([spooler({ dependents: [] })], {
    spoilt: (control) => ({
      stop: (name, limitMs) => {
        const isDead = isFirst;
        isFirst = false;
        return isDead
          ? Promise.resolve(fail({ call: 'ControlService', systemError: serviceErrors.processAborted }))
          : control.stop(name, limitMs);
      },
    }),
  });
  expect(acted).toMatchObject({ ok: true });
});

test('states that cannot be read in the end are not taken for running', async () => {
  const { acted } = await restart([spooler({ dependents: [] })], {
    spoilt: (control, services) => ({
      status: (name) =>
        services.all.find((one) => one.name === name)?.state === 'start-pending'
          ? Promise.resolve(fail({ call: 'QueryServiceStatusEx', systemError: serviceErrors.timeout }))
          : control.status(name),
      start: async (name) => {
        services.set({ name, startMs: null });
        return control.start(name);
      },
    }),
  });
  expect(acted).toMatchObject({
    fault: { kind: 'service-left-stopped', services: [{ name: 'Spooler', state: 'unknown' }] },
  });
});

describe('when the program ends', () => {
  const running = [spooler(slow), { name: 'Fax' }, { name: 'Other' }];

  test('while it stops: nothing more is stopped, and what is stopped is started', async () => {
    const { worked, tookMs, stateOf } = await restart([...running, { name: 'Other', ...slow }], {
      hurryAt: 3_000,
    });
    expect(worked).toEqual(['stop Fax', 'stop Other', 'start Fax']);
    expect(tookMs).toBe(3_000);
    expect(stateOf('Fax')).toBe('start-pending');
  });

  test('while it starts: each of them is asked to start at once', async () => {
    const { worked, tookMs } = await restart(running, { hurryAt: 24_000 });
    expect(worked.slice(3)).toEqual(['start Spooler', 'start Other', 'start Fax']);
    expect(tookMs).toBe(24_000);
  });
});

test.each([
  ['another process than was confirmed', { pid: 9 }, 'target-changed'],
  ['stopped meanwhile', { state: 'stopped', pid: null }, 'target-gone'],
  ['being stopped by others', { state: 'stop-pending' }, 'target-gone'],
] as const)('%s: nothing is done', async (_name, differs, kind) => {
  const { acted, worked } = await restart([{ name: 'Spooler', ...differs }]);
  expect(acted).toMatchObject({ fault: { kind } });
  expect(worked).toEqual([]);
});

test('a service that has nothing to do with printers is left alone', async () => {
  const { acted, worked } = await restart([{ name: 'WinDefend', pid: 8 }], { name: 'WinDefend', pid: 8 });
  expect(acted).toMatchObject({ fault: { kind: 'target-protected' } });
  expect(worked).toEqual([]);
});

test('without time nothing is stopped', async () => {
  const { acted, worked } = await restart([spooler({ dependents: [] })], { budgetMs: 0 });
  expect(acted).toMatchObject({ fault: { kind: 'target-stays', target: 'Spooler' } });
  expect(worked).toEqual([]);
});

test('of a shared process only the one service is restarted, and the process goes on', async () => {
  const shared = [
    { name: 'stisvc', pid: 40 },
    { name: 'WiaRpc', pid: 40 },
  ];
  const { acted, ended, stateOf } = await restart(shared, { name: 'stisvc', pid: 40 });
  expect(acted).toMatchObject({ ok: true, value: { running: [{ name: 'stisvc', pid: 40 }] } });
  expect(ended).toEqual([]);
  expect(stateOf('WiaRpc')).toBe('running');
});

const duration = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 40_000 }) },
  { weight: 1, arbitrary: fc.constant(null) },
);

const dependent = fc.record({
  stopMs: duration,
  startMs: duration,
  startError: fc.option(fc.constant(1069), { freq: 8 }),
  /** It depends on the one before it, or on the spooler itself. */
  isChained: fc.boolean(),
  /** Others have told it to stop when the restart begins, where nothing that depends on it keeps it. */
  isStopping: fc.boolean(),
});

test('whatever services take: one time, no stop in the share of starting, each one down is named and was asked to start', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        own: dependent,
        others: fc.array(dependent, { maxLength: 4 }),
        budgetMs: fc.integer({ min: 1_000, max: 240_000 }),
      }),
      async ({ own, others, budgetMs: budget }) => {
        const nameOf = (index: number) => `D${index}`;
        const neededBy = (index: number) =>
          others.flatMap(({ isChained }, at) => {
            const needs = isChained ? at - 1 : -1;
            return needs === index ? [nameOf(at)] : [];
          });
        const described: ServiceDescription[] = [
          { name: 'Spooler', ...own, dependents: neededBy(-1) },
          ...others.map((one, index) => ({ name: nameOf(index), ...one, dependents: neededBy(index) })),
        ];
        const run = await restart(
          described.map(({ name, stopMs, startMs, startError, dependents }) => ({
            ...{ name, dependents: dependents ?? [] },
            ...{ stopMs: stopMs ?? null, startMs: startMs ?? null, startError: startError ?? null },
          })),
          {
            budgetMs: budget,
            spoilt: (control, services) => ({
              dependents: async (name) => {
                const found = await control.dependents(name);
                for (const [index, { isStopping }] of others.entries()) {
                  if (isStopping) await services.stop(nameOf(index));
                }
                return found;
              },
            }),
          },
        );
        const { acted, calls, services, tookMs } = run;
        expect(tookMs).toBeLessThanOrEqual(budget + 250);
        for (const { call, at } of calls) if (call === 'stop') expect(at).toBeLessThan(budget / 2);

        const down = described.map(({ name }) => name).filter((name) => run.stateOf(name) !== 'running');
        const named = acted.ok
          ? [...acted.value.leftStopped, ...acted.value.stillStarting]
          : acted.fault.kind === 'service-left-stopped'
            ? acted.fault.services.map(({ name }) => name)
            : [];
        expect(named.toSorted()).toEqual(down.toSorted());

        for (const name of down.filter((one) => run.stateOf(one) === 'stopped')) {
          const lastCall = calls.findLast((call) => call.name === name);
          expect(lastCall?.call).toBe('start');
        }
        const isRestarted = services.all.some(
          ({ name, state, pid }) => name === 'Spooler' && state === 'running' && pid !== spoolerPid,
        );
        expect(acted.ok).toBe(isRestarted);

        const all = [own, ...others];
        const isSound = all.every(
          ({ stopMs, startMs, startError }) => stopMs !== null && startMs !== null && startError === null,
        );
        const sum = (of: 'stopMs' | 'startMs') => all.reduce((ms, one) => ms + (one[of] ?? 0) + 500, 0);
        if (isSound && sum('stopMs') < budget / 2 && sum('startMs') < budget / 2) {
          expect(acted.ok).toBe(true);
          expect(down).toEqual([]);
        }
      },
    ),
    { numRuns: 300 },
  );
});

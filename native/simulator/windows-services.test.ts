import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scenarioFromBytes } from './scenarios/parse.ts';
import { createSimulator } from './simulator.ts';
import { createVirtualClock } from './virtual-clock.ts';
import { WindowsServices, type ServiceDescription } from './windows-services.ts';

const opened = (...described: readonly ServiceDescription[]) => {
  const clock = createVirtualClock();
  const ended: number[] = [];
  const services = new WindowsServices(
    clock,
    (pid) => ended.push(pid),
    () => [],
  );
  services.replaceAll(described);
  const states = () => services.all.map(({ state }) => state);
  return { clock, services, ended, states };
};

const fax = { name: 'Fax', pid: 20 };
const spooler = { name: 'Spooler', pid: 16, dependents: ['Fax'] };

test('a service is not stopped while one that needs it runs, nor twice', async () => {
  const { clock, services, ended } = opened(spooler, fax);
  expect(await services.stop('Spooler')).toMatchObject({ fault: { systemError: 1051 } });
  expect(await services.stop('Fax')).toMatchObject({ ok: true });
  expect(await services.stop('Fax')).toMatchObject({ fault: { systemError: 1061 } });
  await clock.advance(200);
  expect(await services.stop('Fax')).toMatchObject({ fault: { systemError: 1062 } });
  expect(ended).toEqual([20]);
});

test('what a service needs is started before it', async () => {
  const stopped = { state: 'stopped', pid: null, startMs: 100 } as const;
  const { clock, services, states } = opened({ ...spooler, ...stopped }, { ...fax, ...stopped });
  expect(await services.start('Fax')).toMatchObject({ ok: true });
  await clock.advance(150);
  expect(states()).toEqual(['running', 'start-pending']);
  await clock.advance(100);
  expect(states()).toEqual(['running', 'running']);
  expect(await services.start('Fax')).toMatchObject({ fault: { systemError: 1056 } });
});

test('nor does a service start whose need fails to, or is stopping for ever', async () => {
  const failing = opened(
    { ...spooler, state: 'stopped', startError: 1069 },
    { ...fax, state: 'stopped', pid: null },
  );
  expect(await failing.services.start('Fax')).toMatchObject({ fault: { systemError: 1068 } });
  const stuck = opened({ ...spooler, stopMs: null }, { ...fax, state: 'stopped', pid: null });
  await stuck.services.stop('Spooler');
  await stuck.clock.advance(60_000);
  expect(await stuck.services.start('Fax')).toMatchObject({ fault: { systemError: 1068 } });
  expect(stuck.states()).toEqual(['stop-pending', 'stopped']);
});

test('services that need each other neither hang nor start for ever', async () => {
  const { services } = opened(
    { ...spooler, state: 'stopped', pid: null },
    { ...fax, dependents: ['Spooler'], state: 'stopped', pid: null },
  );
  expect(await services.start('Fax')).toMatchObject({ ok: true });
  expect(await services.dependents('Fax')).toMatchObject({ value: ['Spooler'] });
});

test('slow services of a scenario file are restarted, all of them, by the driver', async () => {
  const file = join(import.meta.dirname, 'scenarios/field/services-stop-slowly.json');
  const scenario = scenarioFromBytes(readFileSync(file));
  if (!scenario.ok) throw new Error(scenario.fault.reason);
  const clock = createVirtualClock();
  const simulator = createSimulator({ clock, scenario: scenario.value });
  const action = { kind: 'restart-service', name: 'Spooler', pid: 1876 } as const;
  const acted = await clock.runUntil(simulator.act('sim-3390', action, { deadlineMs: 180_000 }));
  expect(acted).toMatchObject({
    ok: true,
    value: { dependents: ['Print Workflow', 'Fax'], leftStopped: [], stillStarting: [] },
  });
  await simulator.close();
});

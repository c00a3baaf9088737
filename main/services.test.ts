import { existsSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lastOf } from '#app/operations/history.ts';
import { closeGraceMs } from './close-in-time.ts';
import { openBench, temporaryFolder } from './testing/bench.ts';

const mfp = 'sim-m1522nf';

const opened = async () => {
  const bench = openBench('office');
  await bench.run(bench.services.devices.refresh());
  const holdings = () => bench.simulator.controls.holdings(mfp);
  return { ...bench, holdings, before: holdings() };
};

test('a measurement that closing interrupts destroys its socket while its link is open', async () => {
  const { clock, run, services, simulator, holdings, before, begin } = await opened();
  simulator.controls.setFault(mfp, 'OPEN_CHANNEL', { kind: 'stall' });
  const measuring = begin<'measure'>({ kind: 'measure', deviceId: mfp });
  while (holdings().hostSockets.length <= before.hostSockets.length) await clock.advance(1);
  await run(services.close());
  expect(await measuring.report).toMatchObject({ fault: { kind: 'cancelled' } });
  expect(holdings()).toEqual(before);
});

test('a measurement that has not had its turn when everything is closed is not begun', async () => {
  const { run, services, auditFile, begin } = await opened();
  const scanning = begin<'scan'>({ kind: 'scan', deviceId: mfp });
  const measuring = begin<'measure'>({ kind: 'measure', deviceId: mfp });
  await run(services.close());
  await scanning.report;
  expect(await measuring.report).toMatchObject({ fault: { kind: 'stopped' } });
  expect(existsSync(auditFile)).toBe(false);
});

test('a socket of ours that a driver does not destroy leaves time to bring outcomes back', async () => {
  const { clock, run, services, simulator, audit, begin } = await opened();
  const trying = begin<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' });
  while (!lastOf(services.session.state.operations, 'trial', mfp)?.sample) await clock.advance(1);
  simulator.controls.setFault(mfp, 'DESTROY_SOCKET', { kind: 'stall' });
  const from = clock.now();
  await run(services.close());
  expect(clock.now() - from).toBeLessThan(closeGraceMs);
  expect(await trying.report).toMatchObject({ value: { destroyed: false } });
  expect(audit().at(-1)).toMatchObject({ record: 'trial-end', report: { destroyed: false } });
});

test('a profile that could not be written is reported, and written when everything is closed', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'profiles.json');
  mkdirSync(path);
  const printer = { id: 'sim-one', name: 'One', queue: 'One', driver: { version: '1.0' } };
  // profiles of real drivers alone are kept
  const { run, services, measure } = openBench((world) => world.addPrinter(printer), folder, {
    wrap: (simulator) => ({ ...simulator, kind: 'windows' }),
  });
  await run(services.devices.refresh());
  expect((await measure('sim-one')).ok).toBe(true);
  const notices = Object.values(services.session.state.notices).map(({ fault }) => fault);
  expect(notices).toContainEqual({ kind: 'profile-not-kept', path, code: 'EISDIR' });
  rmdirSync(path);
  await run(services.close());
  expect(readFileSync(path, 'utf8')).toContain('"measured"');
  expect(Object.values(services.session.state.notices)).toEqual([]);
});

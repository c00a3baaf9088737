import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { OperationRequest } from '#app/operations/operation.ts';
import { fieldScenario, openBench, temporaryFolder } from '../testing/bench.ts';

/** Simulated printers whose profiles and notes are kept in a folder, as those of real drivers are. */
const openIn = async (folder: string, scenario: Parameters<typeof openBench>[0]) => {
  const bench = openBench(scenario, folder, { wrap: (simulator) => ({ ...simulator, kind: 'windows' }) });
  await bench.run(bench.services.devices.refresh());
  return bench;
};

const mfp = 'sim-m1522nf';

test.each<[OperationRequest['kind'], OperationRequest]>([
  ['measure', { kind: 'measure', deviceId: mfp }],
  ['probe', { kind: 'probe', deviceId: mfp, open: false }],
  ['trial', { kind: 'trial', deviceId: mfp, service: 'ECHO' }],
])('a socket that cannot be noted: the %s destroys it and has its end on record', async (kind, request) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'own-sockets'), 'no folder');
  const { run, services, simulator, audit } = await openIn(folder, 'office');
  const before = simulator.controls.holdings(mfp);
  const started = services.operations.start(request);
  if (!started.ok) throw new Error(started.fault.kind);
  const { outcome } = (await run(started.value.ended)) as { outcome?: unknown };
  expect(outcome).toMatchObject({ kind: 'failed', fault: { path: join(folder, 'own-sockets') } });
  expect(audit().map(({ record }) => record)).toEqual([`${kind}-start`, `${kind}-end`]);
  expect(simulator.controls.holdings(mfp)).toEqual(before);
});

test('a profile that cannot be kept is a notice, and the report of its measurement is there', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'profiles.json'));
  const { measure, services, audit } = await openIn(folder, fieldScenario('unmeasured-driver'));
  const [device = ''] = Object.keys(services.session.state.devices);
  expect(await measure(device)).toMatchObject({ ok: true, value: { profile: { origin: 'measured' } } });
  const faults = Object.values(services.session.state.notices).map(({ fault }) => fault.kind);
  expect(faults).toContain('profile-not-kept');
  expect(audit().map(({ record }) => record)).toEqual(['measure-start', 'measure-end']);
});

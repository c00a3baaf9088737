import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { auditPath, createAuditTrail } from '../../main/audit/audit-trail.ts';
import { createServices } from '../../main/services.ts';
import { describeDriverContract } from '../../native/contract/contract.ts';
import { printerHarness } from '../../native/contract/printer-harness.ts';
import { createSimulator, realClock } from '../../native/index.ts';
import type { Personality } from '../../native/testing.ts';
import { environment } from '../../app/testing/stamped.ts';
import { deviceOf } from './device-of.ts';
import { collectCases, runCases } from './run-cases.ts';
import { testDevice } from './test-device.ts';

const id = 'sim-test';
const name = 'Test printer';

const deviceTest = (personality: Partial<Personality> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'unjam-device-'));
  const simulator = createSimulator({
    clock: realClock,
    build: (world) => void world.addPrinter({ id, name, queue: 'Test', personality }),
  });
  const services = createServices({
    ...{ driver: simulator, environment, clock: realClock, dataFolder: folder, program: 'command line' },
    audit: createAuditTrail(auditPath(folder, true)),
  });
  onTestFinished(async () => {
    await services.close();
    rmSync(folder, { recursive: true });
  });
  const said: string[] = [];
  const run = (typed: string | null, deviceId = id) =>
    testDevice({
      ...{ driver: simulator, services, deviceId },
      ask: typed === null ? null : () => Promise.resolve(typed),
      say: (line) => void said.push(line),
    });
  return { run, said, controls: simulator.controls };
};

test('after its name was typed: measured, held to what disturbs nobody, and nothing is left', async () => {
  const { run, said, controls } = deviceTest();
  expect(await run(name)).toBe(0);
  expect(said.at(-1)).toMatch(/^\d+ passed, 0 failed, \d+ skipped$/);
  expect(said.join('\n')).toContain('stuck channels can be freed');
  expect(said).toContainEqual(expect.stringMatching(/^ {2}passed .*ECHO sends back 32767 bytes/));
  expect(said).toContainEqual(
    expect.stringMatching(/^ {2}skipped {2}\d+: it holds a driver to the reference model/),
  );
  expect(controls.holdings(id)).toMatchObject({ hostSockets: [], openChannels: 0, openHandles: 0 });
});

test('it says first what it will do, and sends nothing without the exact name typed at a terminal', async () => {
  for (const typed of [null, '', 'yes', 'test printer', `${name} `]) {
    const { run, said, controls } = deviceTest();
    expect(await run(typed)).toBe(2);
    expect(said[0]).toContain(`This will be done on ${name}`);
    expect(said.at(-1)).toContain('Nothing was sent.');
    expect(controls.counters(id).opens).toBe(0);
  }
});

test('a device that is not there: which there are', async () => {
  const { run, said } = deviceTest();
  expect(await run(name, 'nobody')).toBe(2);
  expect(said).toEqual([`There is no device nobody. There are: ${id}.`]);
});

test.each<readonly [why: string, personality: Partial<Personality>]>([
  ['wants other buffers', { destroyWantsOutput: true, handleRequests: 'driver-command' }],
  ['frees nothing of others and is busy', { sharing: 'process', destroyWithOpenChannel: 'busy' }],
])('a driver that %s passes all the same: what was measured is what is sent', async (_, personality) => {
  const { run, said, controls } = deviceTest(personality);
  expect(await run(name)).toBe(0);
  expect(said.at(-1)).toContain(', 0 failed, ');
  expect(controls.holdings(id).hostSockets).toEqual([]);
});

test('what stays behind is a failure', async () => {
  const { run, said } = deviceTest({ sharing: 'handle' });
  expect(await run(name)).toBe(1);
  expect(said.join('\n')).toMatch(/measuring leaves no socket behind\nleft behind: host socket \d+/);
});

describe('what may run on a printer that people use', () => {
  const casesFor = (hasEcho: boolean) => {
    const { driver } = { driver: createSimulator({ clock: realClock, build: () => undefined }) };
    const harness = printerHarness({ driver, deviceId: id, shapes: {}, hasEcho });
    return collectCases((runner) => describeDriverContract(runner, harness));
  };
  const running = (hasEcho: boolean) =>
    casesFor(hasEcho).flatMap(({ title, run }) => (run === null ? [] : [title]));

  test('nothing that names another service, a number of its own, or the transaction channel', () => {
    const titles = running(true);
    expect(titles.length).toBeGreaterThan(20);
    expect(titles.join('\n')).not.toMatch(/PRINT|HP-SCAN|HP-FAX|no such|transaction|255 sockets|pend/);
  });

  test('nothing on ECHO where there is none', () => {
    expect(running(true).some((title) => title.includes('ECHO sends back'))).toBe(true);
    expect(running(false).some((title) => /ECHO|WRITEs|buffer/.test(title))).toBe(false);
  });

  test('every case that does not run says why', async () => {
    const { skipped } = await runCases(
      casesFor(false).filter(({ run }) => run === null),
      () => undefined,
    );
    expect(skipped.length).toBeGreaterThan(100);
    expect(skipped.filter(({ reason }) => reason === '')).toEqual([]);
  });
});

test.each([
  ['', 'win32', { kind: 'none' }],
  ['dot4-1', 'linux', { kind: 'none' }],
  ['simulated:office', 'win32', { kind: 'none' }],
  ['simulated:office/sim-3055', 'linux', { kind: 'simulated', scenario: 'office', deviceId: 'sim-3055' }],
  ['dot4-1', 'win32', { kind: 'real', deviceId: 'dot4-1' }],
] as const)('UNJAM_TEST_DEVICE=%s on %s', (named, platform, expected) => {
  expect(deviceOf(named, platform)).toEqual(expected);
});

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rig } from '../wine/rig.ts';
import { auditedIn } from './audited.ts';
import { bundleForWindows } from './bundle-for-windows.ts';
import { checksOf } from './checks.ts';
import { installUnjam } from './installed-unjam.ts';
import type { StageReport } from './stage.ts';

type Json = Readonly<Record<string, unknown>>;

/** [known, in use] of each service. */
const answersOf = (probed: Json): Readonly<Record<string, readonly unknown[]>> =>
  Object.fromEntries(
    (probed['services'] as { service: string; known: Json; inUse: Json }[]).map((one) => [
      one.service,
      [one.known['value'], one.inUse['value']],
    ]),
  );

/** Probing services against the C test driver, and the driver contract as it is run on a real printer. */
export async function runProbeUnderWine(rig: Rig, projectRoot: string): Promise<StageReport> {
  const { check, report } = checksOf('probing');
  const { unjam } = await installUnjam(rig, projectRoot, 'probing');
  const folder = join(rig.scratchFolder, 'probing');
  const { path, instanceId } = rig.first;
  const { json } = await unjam('devices');
  const devices = json['devices'] as Readonly<Record<string, string>>[];
  const own = devices.find((device) => device['instanceId'] === instanceId);
  const [deviceId, name] = [String(own?.['id']), String(own?.['name'])];
  const holds = async (): Promise<readonly number[]> => {
    const { counters } = await rig.driverState(path);
    return [counters.socketsNow, counters.channelsNow, counters.pendingNow];
  };
  const nothing = [0, 0, 0];
  const canSeeJobs = async (): Promise<boolean> => {
    const seen = (await unjam(`list --device ${deviceId}`)).json['devices'] as readonly Json[];
    const sources = seen.flatMap((device) => device['sources'] as readonly Json[]);
    return sources.some(
      ({ source, kind, unseen }) =>
        source === 'spooler' && kind === 'looked' && Array.isArray(unseen) && unseen.length === 0,
    );
  };
  const calibrate = async (): Promise<void> => {
    const { code, json: said } = await unjam(`calibrate --device ${deviceId} --yes`);
    assert.equal(code, 0, JSON.stringify(said['fault']));
  };

  await check('a driver that was not measured is not probed', async () => {
    await rig.setPersonality(path, {});
    const { code, json: refused } = await unjam(`probe --device ${deviceId} --yes`);
    assert.equal(code, 1);
    const fault = refused['fault'] as Json;
    assert.deepEqual([fault['kind'], fault['because']], ['profile-forbids', 'not-measured']);
    assert.deepEqual(await holds(), nothing);
  });

  for (const [title, fields] of [
    ['the ordinary driver', {}],
    [
      'a driver with other buffers, busy with an open channel',
      { destroyWithOpenChannel: 1, destroyWantsOutput: 1, handleWantsCommand: 1 },
    ],
  ] as const) {
    await check(`${title}: known and unknown services, no channel, no socket left`, async () => {
      await rig.setPersonality(path, fields);
      await calibrate();
      const { code, json: probed } = await unjam(`probe --device ${deviceId} --yes`);
      assert.equal(code, 0, JSON.stringify(probed));
      const { ECHO, 'HP-CARD-ACCESS': card } = answersOf(probed);
      assert.deepEqual(
        [ECHO, card],
        [
          [true, null],
          [false, null],
        ],
      );
      assert.deepEqual(probed['leftBehind'], []);
      assert.deepEqual(await holds(), nothing);
    });
  }

  await check('with --open: what another program has is in use, and only its socket is there', async () => {
    await rig.setPersonality(path, {});
    await calibrate();
    const leak = await rig.otherProgram({ device: path, services: ['HP-SCAN'], open: true });
    const { code, json: probed } = await unjam(`probe --device ${deviceId} --open --yes`);
    assert.equal(code, 0, JSON.stringify(probed));
    const { ECHO, 'HP-SCAN': scan, PRINT: print } = answersOf(probed);
    assert.deepEqual(
      [ECHO, scan],
      [
        [true, false],
        [true, true],
      ],
      JSON.stringify(probed['services']),
    );
    // Wine's spooler runs or not: where it cannot be looked at, nobody knows whether a job is in progress
    assert.deepEqual(print, [true, (await canSeeJobs()) ? false : null]);
    assert.deepEqual(await holds(), [1, 1, 0]);
    const socket = leak.sockets[0]?.hostSocket ?? 0;
    assert.equal((await unjam(`destroy --device ${deviceId} --socket ${socket} --yes --force`)).code, 0);
    assert.deepEqual(await holds(), nothing);
  });

  await check('each probe is audited before and after, and no note of a socket stays', async () => {
    const records = (await auditedIn(join(folder, 'data'))).map(({ record }) => record);
    assert.equal(records.filter((record) => record === 'probe-start').length, 3);
    assert.equal(records.filter((record) => record === 'probe-end').length, 3);
    assert.deepEqual(await readdir(join(folder, 'data', 'own-sockets')), []);
  });

  const testDevice = async (entry: string, ...args: readonly string[]) => {
    const source = join(projectRoot, `scripts/test-device/${entry}.ts`);
    const file = await bundleForWindows(source, rig.scratchFolder, `test-device-${entry}`);
    const env = { UNJAM_DATA_DIR: rig.windowsPath(join(folder, 'data')) };
    return rig.runWindowsNode(file, args, { timeoutMs: 120_000, env });
  };

  await check('test:device without a terminal says so and opens nothing', async () => {
    const { creates } = (await rig.driverState(path)).counters;
    const { code, stdout } = await testDevice('windows-entry', deviceId);
    assert.equal(code, 2, stdout);
    assert.match(stdout, /Nobody sits at a terminal/);
    assert.equal((await rig.driverState(path)).counters.creates - creates <= 1, true);
  });

  await check(
    'test:device with the name typed: calibration and the contract pass, no socket left',
    async () => {
      const { code, stdout, stderr } = await testDevice('wine-entry', deviceId, encodeURIComponent(name));
      assert.equal(code, 0, `${stdout}\n${stderr}`);
      assert.match(stdout, /ECHO sends back 32767 bytes/);
      assert.match(stdout, /\d\d passed, 0 failed, \d+ skipped\s*$/);
      assert.deepEqual(await holds(), nothing);
    },
  );
  return report;
}

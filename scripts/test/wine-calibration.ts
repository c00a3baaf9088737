import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rig } from '../wine/rig.ts';
import { auditedIn } from './audited.ts';
import { checksOf } from './checks.ts';
import { installUnjam } from './installed-unjam.ts';
import type { StageReport } from './stage.ts';

type Fields = Readonly<Record<string, number | string | null>>;

const notFound = 0xc0000225;
const invalidParameter = 0xc000000d;
const ordinary: Fields = {
  origin: 'measured',
  userMode: 'accepted',
  openedBy: 'device-interface',
  exclusiveOpen: 'no',
  destroyWantsOutput: 'no',
  unknownSocketStatus: notFound,
  unknownProbeStatus: notFound,
  existenceProbe: 'wait-for-channel',
  probeCancellation: 'works',
  destroyWithOpenChannel: 'takes-down',
  otherHandleDestroy: 'allowed',
  foreignDestroy: 'allowed',
  creatorEnds: 'leaks',
  answersSuccessToAll: 'no',
};

/** Every way of DOT4TEST_PERSONALITY at least once, but for exclusive open, and what calibration has to find; `left`: sockets nobody can destroy. */
const drivers: readonly {
  readonly name: string;
  readonly fields: Readonly<Record<string, number>>;
  readonly found: Fields;
  readonly left?: number;
}[] = [
  {
    name: 'busy with an open channel, other buffers, another status, nothing for other processes, no probe, frees',
    fields: {
      destroyWithOpenChannel: 1,
      sharing: 1,
      creatorFrees: 1,
      waitForChannel: 1,
      destroyWantsOutput: 1,
      handleWantsCommand: 1,
      unknownIsParameter: 1,
    },
    found: {
      ...ordinary,
      destroyWantsOutput: 'yes',
      unknownSocketStatus: null,
      unknownProbeStatus: null,
      existenceProbe: 'none',
      probeCancellation: 'unknown',
      destroyWithOpenChannel: 'busy',
      // without a number that is known not to exist, neither is asked
      foreignDestroy: 'refused',
      creatorEnds: 'unknown',
    },
  },
  {
    name: 'nothing for other handles, a question that is not given back',
    fields: { sharing: 2, waitForChannel: 2 },
    found: {
      ...ordinary,
      probeCancellation: 'fails',
      otherHandleDestroy: 'refused',
      foreignDestroy: 'refused',
    },
    left: 1,
  },
  {
    name: 'nothing from programs',
    fields: { userModeRefused: 1 },
    found: {
      ...ordinary,
      userMode: 'refused',
      destroyWantsOutput: 'unknown',
      unknownSocketStatus: null,
      unknownProbeStatus: null,
      existenceProbe: 'none',
      probeCancellation: 'unknown',
      destroyWithOpenChannel: 'unknown',
      otherHandleDestroy: 'refused',
      foreignDestroy: 'refused',
      creatorEnds: 'unknown',
      answersSuccessToAll: 'unknown',
    },
  },
  {
    name: 'another status, frees',
    fields: { unknownIsParameter: 1, creatorFrees: 1 },
    found: {
      ...ordinary,
      unknownSocketStatus: invalidParameter,
      unknownProbeStatus: invalidParameter,
      creatorEnds: 'frees',
    },
  },
  {
    name: 'success to all',
    fields: { successToAll: 1 },
    found: {
      ...ordinary,
      answersSuccessToAll: 'yes',
      unknownSocketStatus: null,
      unknownProbeStatus: null,
      existenceProbe: 'none',
      destroyWithOpenChannel: 'unknown',
      otherHandleDestroy: 'unknown',
      foreignDestroy: 'unknown',
      creatorEnds: 'unknown',
    },
  },
  { name: 'the ordinary one', fields: {}, found: ordinary },
];

/** Calibration against the C test driver with each personality, and what a measured driver allows afterwards. */
export async function runCalibrationUnderWine(
  rig: Rig,
  projectRoot: string,
  program: string | null = null,
): Promise<StageReport> {
  const { check, report } = checksOf('calibration');
  const { unjam } = await installUnjam(rig, projectRoot, 'calibration', program);
  const [data, path] = [join(rig.scratchFolder, 'calibration', 'data'), rig.first.path];
  const { json } = await unjam('devices');
  const devices = json['devices'] as Readonly<Record<string, unknown>>[];
  const own = devices.find((device) => device['instanceId'] === rig.first.instanceId);
  const deviceId = String(own?.['id']);

  for (const { name, fields, found, left = 0 } of drivers) {
    await check(`is named in under 10 s: ${name}`, async () => {
      await rig.setPersonality(path, fields);
      const calibrated = await unjam(`calibrate --device ${deviceId} --yes`);
      assert.equal(calibrated.code, 0, JSON.stringify(calibrated.json));
      const profile = calibrated.json['profile'] as Fields & { timings: { totalMs: number } };
      const named = Object.fromEntries(Object.keys(found).map((key) => [key, profile[key]]));
      assert.deepEqual(named, found);
      assert.ok(profile.timings.totalMs < 10_000, `it took ${profile.timings.totalMs} ms`);
      assert.equal((calibrated.json['leftBehind'] as unknown[]).length, left);
      const { counters } = await rig.driverState(path);
      assert.deepEqual([counters.socketsNow, counters.channelsNow, counters.pendingNow], [left, 0, 0]);
      assert.deepEqual(await readdir(join(data, 'own-sockets')), []);
    });
  }

  await check('measured once, the driver is known on the next start and can be scanned', async () => {
    const leak = await rig.otherProgram({ device: path, services: ['HP-SCAN'], open: true });
    const { code, json: listed } = await unjam(`list --scan --device ${deviceId}`);
    assert.equal(code, 0, JSON.stringify(listed));
    const channels = listed['channels'] as Readonly<Record<string, unknown>>[];
    assert.deepEqual(
      channels.map((channel) => channel['hostSocket']),
      leak.sockets.map((socket) => socket.hostSocket),
    );
  });

  await check('a stuck channel is freed, and a later check agrees', async () => {
    const { code, json: destroyed } = await unjam(`destroy --device ${deviceId} --socket 4 --yes --force`);
    assert.equal(code, 0, JSON.stringify(destroyed));
    assert.equal(destroyed['outcome'], 'freed');
    const { counters } = await rig.driverState(path);
    assert.deepEqual([counters.socketsNow, counters.channelsNow, counters.pendingNow], [0, 0, 0]);
  });

  await check('every measurement, the scan and the close are audited before and after', async () => {
    const records = (await auditedIn(data)).map(({ record }) => record);
    const measurements = drivers.flatMap(() => ['measure-start', 'measure-end']);
    const scanned = ['scan-start', 'scan-end'];
    assert.deepEqual(records, [...measurements, ...scanned, 'intent', 'outcome']);
  });

  report.skipped.push({
    title: 'calibration › exclusive open is named',
    reason: 'Wine opens a device although its driver refuses IRP_MJ_CREATE; the simulator has it',
  });
  return report;
}

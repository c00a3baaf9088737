import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rig } from '../wine/rig.ts';
import { auditedIn } from './audited.ts';
import { checksOf } from './checks.ts';
import { installUnjam } from './installed-unjam.ts';
import type { StageReport } from './stage.ts';

/** A name that scan programs have: only those are looked into. */
const holderName = 'hpscan-test.exe';
const holdTimeoutMs = 120_000;

type Json = Readonly<Record<string, unknown>>;

/** Steps of the ladder by the command line: a program of ours holds a device, and unjam ends it. */
export async function runRemedyUnderWine(rig: Rig, projectRoot: string): Promise<StageReport> {
  const { check, report } = checksOf('remedy');
  const { unjam } = await installUnjam(rig, projectRoot, 'remedy');
  const { path, instanceId } = rig.first;
  const { json: listed } = await unjam('devices');
  const devices = listed['devices'] as { instanceId: string; id: string }[];
  const deviceId = devices.find((device) => device.instanceId === instanceId)?.id;
  const remedy = (more = '') => unjam(`remedy --device ${deviceId} --socket 4${more}`);

  const holder = join(rig.scratchFolder, holderName);
  await copyFile(rig.program('other-program'), holder);
  /** While a program of ours holds the device with an open scan channel, unless it is ended before. */
  const whileHeld = async (use: (pid: number) => Promise<void>): Promise<void> => {
    const args = [path, '--open', '--hold', 'HP-SCAN'];
    const program = await rig.startWindows(holder, args, { timeoutMs: holdTimeoutMs });
    try {
      const { pid } = JSON.parse(await program.firstLine()) as { pid: number };
      await use(pid);
    } finally {
      program.kill();
      await program.exited;
    }
  };

  await check('of a driver that was not measured no ladder is told of a socket nobody saw', async () => {
    await rig.setPersonality(path, {});
    const { code, json } = await remedy();
    assert.equal(code, 1, JSON.stringify(json));
    const fault = json['fault'] as Json;
    assert.deepEqual([fault['kind'], fault['because']], ['profile-forbids', 'not-measured']);
    const measured = await unjam(`calibrate --device ${deviceId} --yes`);
    assert.equal(measured.code, 0, JSON.stringify(measured.json));
  });

  await check(
    'the holder is ended; its socket is left behind, which is said, and destroying it helps',
    async () => {
      await whileHeld(async (pid) => {
        const ladder = await remedy();
        assert.equal(ladder.code, 0, JSON.stringify(ladder.json));
        const steps = ladder.json['steps'] as { kind: string; target: string }[];
        assert.deepEqual(
          steps.slice(0, 3).map(({ kind }) => kind),
          ['stop-program', 'destroy-socket', 'restart-device'],
        );
        assert.equal(steps[0]?.target, `${holderName} (${pid})`);
        const { code, json } = await remedy(' --step stop-program --yes');
        const told = [code, json['outcome'], json['next']];
        assert.deepEqual(told, [1, 'still-there', 'destroy-socket'], JSON.stringify(json));
      });
      assert.equal((await rig.driverState(path)).counters.socketsNow, 1);
      const { code, json } = await remedy(' --step destroy-socket --yes');
      assert.deepEqual([code, json['outcome']], [0, 'helped'], JSON.stringify(json));
      assert.equal((await rig.driverState(path)).counters.socketsNow, 0);
    },
  );

  await check('where its end frees the socket, ending the holder helps, and the driver agrees', async () => {
    await rig.setPersonality(path, { creatorFrees: 1 });
    await whileHeld(async () => {
      const { code, json } = await remedy(' --step stop-program --yes');
      assert.deepEqual([code, json['outcome']], [0, 'helped'], JSON.stringify(json));
      const { counters } = await rig.driverState(path);
      assert.deepEqual([counters.socketsNow, counters.channelsNow, counters.pendingNow], [0, 0, 0]);
    });
    await rig.setPersonality(path, {});
  });

  await check('every step is audited before and after', async () => {
    const audit = await auditedIn(join(rig.scratchFolder, 'remedy', 'data'));
    const records = audit.map(({ record }) => record);
    assert.deepEqual(records, [
      ...['measure-start', 'measure-end', 'remedy-intent', 'remedy-outcome'],
      ...['intent', 'outcome', 'remedy-intent', 'remedy-outcome'],
    ]);
  });

  report.skipped.push(
    {
      title: 'remedy › cancel-job deletes a job',
      reason: 'Wine has no print jobs (EnumJobs and GetJob fail); the simulator has them',
    },
    {
      title: 'remedy › restart-device stops and starts a device node',
      reason: 'SetupDiSetClassInstallParams is a stub in Wine and refuses; the simulator restarts devices',
    },
    {
      title: 'remedy › restart-service is a step of a channel',
      reason:
        'no Windows service of Wine holds a DOT4 device; the action itself restarts Wine’s spooler in the contract',
    },
  );
  return report;
}

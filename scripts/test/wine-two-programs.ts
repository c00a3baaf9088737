import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { readHeaderLayout } from '../wine/header-layout.ts';
import type { Rig } from '../wine/rig.ts';
import type { WineProcess } from '../wine/wine-process.ts';
import { checksOf } from './checks.ts';
import { installUnjam } from './installed-unjam.ts';
import type { StageReport } from './stage.ts';

/** Longer than all that the command line waits for. */
const blockMs = 25_000;
const mostMsToEnd = 2000;
const pollMs = 20;

/** The moment its answer is out: one whole JSON object. */
async function answered(program: WineProcess): Promise<number> {
  for (;;) {
    if (/^\}\s*$/m.test(await program.output())) return performance.now();
    await delay(pollMs);
  }
}

/** Several programs at one device, and a program whose thread its driver does not give back. */
export async function runTwoProgramsUnderWine(
  rig: Rig,
  projectRoot: string,
  program: string | null = null,
): Promise<StageReport> {
  const { report, check } = checksOf('two programs');
  const { unjam, start } = await installUnjam(rig, projectRoot, 'command-line', program);
  const idsOf = async (): Promise<ReadonlyMap<string, string>> => {
    const { json } = await unjam('devices');
    const devices = json['devices'] as { instanceId: string; id: string }[];
    return new Map(devices.map((device) => [device.instanceId, device.id]));
  };
  const { path, instanceId } = rig.first;
  const destroy = (id = 'nobody', hostSocket = 0) =>
    `destroy --device ${id} --socket ${hostSocket} --yes --force`;
  const first = (await idsOf()).get(instanceId);
  /** Two at once may see each other at the device, and refuse to close beside a program that nobody confirmed. */
  const destroyed = async (hostSocket?: number): ReturnType<typeof unjam> => {
    for (;;) {
      const ended = await unjam(destroy(first, hostSocket));
      const fault = ended.json['fault'] as Readonly<Record<string, unknown>> | undefined;
      if (fault?.['kind'] !== 'not-as-confirmed') return ended;
    }
  };

  await check('two at once each free their own socket, beside a program that holds the device', async () => {
    const holder = await rig.holdOtherProgram({ device: path, services: ['PRINT'], open: true, wait: true });
    const { sockets } = await rig.otherProgram({ device: path, services: ['HP-SCAN', 'HP-FAX-SEND'] });
    const before = await rig.driverState(path);
    const [one, other] = await Promise.all(sockets.map(({ hostSocket }) => destroyed(hostSocket)));
    assert.deepEqual([one?.code, other?.code], [5, 5], JSON.stringify([one?.json, other?.json]));
    const after = await rig.driverState(path);
    assert.equal(after.counters.socketsDestroyed, before.counters.socketsDestroyed + 2);
    const left = (state: typeof after) => state.sockets.map(({ hostSocket }) => hostSocket);
    const freed = sockets.map(({ hostSocket }) => hostSocket);
    assert.deepEqual(
      left(after),
      left(before).filter((hostSocket) => !freed.includes(hostSocket)),
    );
    assert.equal(after.counters.channelsNow, before.counters.channelsNow);
    assert.equal(after.counters.pendingNow, before.counters.pendingNow, 'the wait of the holder goes on');
    await holder.kill();
    for (const { hostSocket } of holder.sockets) await unjam(destroy(first, hostSocket));
  });

  await check('two at once on one socket: one frees it, the other is told that it is gone', async () => {
    const { sockets } = await rig.otherProgram({ device: path, services: ['HP-SCAN'], open: true });
    const before = await rig.driverState(path);
    const ended = await Promise.all([0, 1].map(() => destroyed(sockets[0]?.hostSocket)));
    assert.deepEqual(ended.map(({ code }) => code).sort(), [1, 5]);
    const refused = ended.find(({ code }) => code === 1)?.json['fault'] as Readonly<Record<string, unknown>>;
    assert.deepEqual(refused['ntstatus'], { code: '0xC0000225', name: 'STATUS_NOT_FOUND' });
    const after = await rig.driverState(path);
    assert.equal(after.counters.socketsDestroyed, before.counters.socketsDestroyed + 1);
    assert.equal(
      after.counters.creates - after.counters.closes,
      1,
      'only the reader of the counters is left',
    );
  });

  await check('a thread that its driver holds does not hold the process, nor the other devices', async () => {
    const [held] = await rig.addDevices('dot4test2', 1);
    assert.ok(held);
    const { requests } = await readHeaderLayout();
    await rig.blockOnce(held.path, requests['DESTROY_SOCKET'] ?? 0, blockMs);
    const program = await start(destroy((await idsOf()).get(held.instanceId), 200));
    const answer = answered(program);
    const { code } = await unjam(destroy(first, 200));
    assert.equal(code, 1, 'a device of another driver answers meanwhile');
    const [answeredAt, ended] = [await answer, await program.exited];
    const took = performance.now() - answeredAt;
    assert.ok(took <= mostMsToEnd, `it ended ${Math.round(took)} ms after its answer`);
    const { fault } = JSON.parse(ended.stdout) as { fault: { kind: string } };
    assert.deepEqual([fault.kind, ended.code, ended.timedOut], ['not-answering', 1, false]);
    const next = await unjam('devices');
    assert.equal(next.code, 0);
  });

  return report;
}

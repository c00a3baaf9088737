import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { confirmedOf } from '../../app/operations/confirmed.ts';
import type { CloseTarget } from '../../app/operations/operation.ts';
import { createServices } from '../../main/services.ts';
import { createAuditTrail } from '../../main/audit/audit-trail.ts';
import { startLiveUpdates } from '../../main/session/live-updates.ts';
import { createSimulator, realClock } from '../../native/index.ts';
import type { Simulator } from '../../native/index.ts';
import { environment } from '../../app/testing/stamped.ts';
import { spread } from './statistics.ts';

const runs = 5;
/** As the simulator's printers answer when they are not told otherwise, in ms. */
const probeMs = 40;
const channels = 128;

type World = Simulator['controls']['world'];

/** Printers with this many sockets of one program that keeps them open. */
const printersOf =
  (count: number, sockets: number) =>
  (world: World): void => {
    for (let index = 0; index < count; index += 1) {
      const id = `sim-bench-${index}`;
      world.addPrinter({ id, name: `Printer ${index}`, queue: `Queue ${index}` });
      const program = world.startProgram(`holder${index}.exe`);
      for (let made = 0; made < sockets; made += 1) program.createSocket(id, 'HP-SCAN');
    }
  };

const opened = async (count: number, sockets: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'unjam-bench-'));
  const driver = createSimulator({ clock: realClock, build: printersOf(count, sockets) });
  const audit = createAuditTrail(join(folder, 'audit.jsonl'));
  const common = { driver, environment, audit, dataFolder: folder, program: 'window' as const };
  const services = createServices({ ...common, clock: realClock });
  await services.devices.refresh();
  const close = async (): Promise<void> => {
    await services.close();
    rmSync(folder, { recursive: true });
  };
  const scan = async (deviceId: string): Promise<void> => {
    const started = services.operations.start<'scan'>({ kind: 'scan', deviceId });
    if (!started.ok) throw new Error(started.fault.kind);
    const { outcome } = await started.value.ended;
    if (outcome?.kind !== 'done') throw new Error(`the scan of ${deviceId} failed`);
  };
  return { driver, services, close, scan };
};
type Bench = Awaited<ReturnType<typeof opened>>;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

const repeated = async (count: number, sockets: number, measure: (bench: Bench) => Promise<number>) => {
  const times: number[] = [];
  while (times.length < runs) {
    const bench = await opened(count, sockets);
    times.push(await measure(bench));
    await bench.close();
  }
  return times;
};

const targetsOf = ({ services }: Bench, deviceId: string): CloseTarget[] => {
  const { channels: rows, devices } = services.session.state;
  const device = devices[deviceId];
  if (device === undefined) throw new Error(`no device ${deviceId}`);
  return Object.values(rows)
    .filter((row) => row.deviceId === deviceId && row.phase.kind === 'seen')
    .map((row) => ({
      hostSocket: row.hostSocket,
      generation: row.generation,
      confirmed: confirmedOf(row, device),
    }));
};

/** The same requests on an open link, with nothing around them. */
const bareDestroys = async ({ driver }: Bench): Promise<number> => {
  const deviceId = 'sim-bench-0';
  const link = await driver.open(deviceId, { deadlineMs: 3_000 });
  if (!link.ok) throw new Error(link.fault.kind);
  const { hostSockets } = driver.controls.holdings(deviceId);
  const time = await timed(async () => {
    for (const hostSocket of hostSockets)
      await link.value.destroySocket({ hostSocket }, { deadlineMs: 5_000 });
  });
  await link.value.close();
  return time;
};

const closeAll = async (): Promise<void> => {
  const counts: string[] = [];
  const closing = await repeated(1, channels, async (bench) => {
    const deviceId = 'sim-bench-0';
    await bench.scan(deviceId);
    const targets = targetsOf(bench, deviceId);
    const before = bench.driver.controls.counters(deviceId);
    const looksBefore = bench.driver.controls.looks();
    const time = await timed(async () => {
      const started = bench.services.operations.start<'close'>({ kind: 'close', deviceId, targets });
      if (!started.ok) throw new Error(started.fault.kind);
      const { closings } = await started.value.ended;
      const freed = closings.filter(({ outcome }) => outcome?.kind === 'freed').length;
      if (freed !== channels) throw new Error(`${freed} of ${channels} were freed`);
    });
    const after = bench.driver.controls.counters(deviceId);
    const looks = bench.driver.controls.looks();
    counts.push(
      [
        `${after.sent.DESTROY_SOCKET - before.sent.DESTROY_SOCKET} DESTROY_SOCKET`,
        `${after.sent.WAIT_FOR_CHANNEL - before.sent.WAIT_FOR_CHANNEL} WAIT_FOR_CHANNEL`,
        `${after.opens - before.opens} opens`,
        `${looks.looks - looksBefore.looks} looks`,
        `${looks.discoveries - looksBefore.discoveries} discoveries`,
      ].join(', '),
    );
    return time;
  });
  const bare = await repeated(1, channels, bareDestroys);
  console.log(`Closing ${channels} channels of one device: ${spread(closing, 0)} ms`);
  console.log(`  the same destroys on an open link: ${spread(bare, 0)} ms`);
  console.log(
    `  ratio ${spread(
      closing.map((time, run) => time / (bare[run] ?? 1)),
      2,
    )}; ${counts[0] ?? ''}`,
  );
};

const scanOne = async (): Promise<void> => {
  for (const sockets of [0, 8, channels]) {
    const times = await repeated(1, sockets, ({ scan }) => timed(() => scan('sim-bench-0')));
    const inProbes = times.map((time) => time / probeMs);
    console.log(
      `Scan of one device, ${sockets} sockets: ${spread(times, 0)} ms, ${spread(inProbes, 1)} probe times`,
    );
  }
};

const scanMany = async (): Promise<void> => {
  const count = 64;
  const ratios: number[] = [];
  const times = await repeated(count, 8, async ({ scan }) => {
    const each: number[] = [];
    const all = await timed(() =>
      Promise.all(
        Array.from({ length: count }, async (_none, index) => {
          each.push(await timed(() => scan(`sim-bench-${index}`)));
        }),
      ),
    );
    ratios.push(all / Math.max(...each));
    return all;
  });
  console.log(`Scan of ${count} devices: ${spread(times, 0)} ms, ${spread(ratios, 2)} times the slowest one`);
};

const looksAMinute = async (): Promise<void> => {
  const watchedMs = 10_000;
  for (const count of [1, 4, 16]) {
    const bench = await opened(count, 2);
    const { driver, services } = bench;
    const updates = startLiveUpdates(driver, services.session, services.devices, realClock, (error) => {
      throw error;
    });
    const before = driver.controls.looks();
    await new Promise((resolve) => setTimeout(resolve, watchedMs));
    const after = driver.controls.looks();
    updates.stop();
    await bench.close();
    const aMinute = 60_000 / watchedMs;
    const [looks, discoveries] = [after.looks - before.looks, after.discoveries - before.discoveries];
    console.log(`Looks a minute, ${count} devices: ${looks * aMinute}, discoveries ${discoveries * aMinute}`);
  }
};

/** `npm run bench:operations`: what operations cost on simulated printers in real time. Compare within one run. */
await closeAll();
await scanOne();
await scanMany();
await looksAMinute();

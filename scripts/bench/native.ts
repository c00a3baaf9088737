import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { bundleForWindows } from '../test/bundle-for-windows.ts';
import { installUnjam } from '../test/installed-unjam.ts';
import { startRig } from '../wine/rig.ts';
import { summaryOf, type Run } from './summary.ts';

const runs = 5;
const requests = 2000;
const inFlight = [1, 8, 64];
const timeoutMs = 120_000;

/** `npm run bench:native`: the C client and the Windows driver by turns, on one device, in one Wine. */
async function main(): Promise<void> {
  const rig = await startRig();
  try {
    const [other] = await rig.addDevices('dot4test2', 1);
    if (other === undefined) throw new Error('no device of the second service');
    const source = join(projectRoot, 'native/contract/windows-figures-entry.ts');
    const entry = await bundleForWindows(source, rig.scratchFolder, 'windows-figures');
    const counts = [requests, ...inFlight].map(String);
    const ask = async (what: string, run: ReturnType<typeof rig.runWindows>): Promise<unknown> => {
      const { code, stdout, stderr } = await run;
      if (code !== 0) throw new Error(`${what} ended with ${code}\n${stdout}${stderr}`);
      return JSON.parse(stdout) as unknown;
    };
    const { path, instanceId } = rig.first;
    const { unjam } = await installUnjam(rig, projectRoot, 'bench');
    const listed = (await unjam('devices')).json['devices'] as { id: string; instanceId: string }[];
    const deviceId = listed.find((device) => device.instanceId === instanceId)?.id ?? '';
    const measured: Run[] = [];
    while (measured.length < runs) {
      const c = rig.runWindows(rig.program('round-trips'), [path, ...counts], { timeoutMs });
      const compiled = (await ask('round-trips', c)) as Run['c'];
      const node = rig.runWindowsNode(entry, [path, other.path, ...counts], { timeoutMs });
      const figures = (await ask('Windows Node', node)) as Omit<Run, 'c' | 'calibrationMs'>;
      const { code, json } = await unjam(`calibrate --device ${deviceId} --yes`);
      if (code !== 0) throw new Error(`calibrate ended with ${code}\n${JSON.stringify(json)}`);
      const { timings } = json['profile'] as { timings: { totalMs: number } };
      measured.push({ c: compiled, ...figures, calibrationMs: timings.totalMs });
    }
    console.log(summaryOf(measured, inFlight));
  } finally {
    await rig.stop();
  }
}

await main();

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDebianPackages } from '../debian-packages.ts';
import { buildOneFile } from '../package/one-file.ts';
import { winePackages } from '../wine/packages.ts';
import { missingForRig } from '../wine/places.ts';
import { startRig } from '../wine/rig.ts';
import { windowsNode } from '../wine/windows-node.ts';
import { runOneFileUnderWine } from './one-file.ts';
import type { Stage, StageContext, StageReport } from './stage.ts';
import { joined } from './totals.ts';

/** What a helpdesk gets, under Wine as Windows. */
export const packageStage: Stage = {
  name: 'package',
  async prepare(context) {
    const packages = await ensureDebianPackages({
      packages: [...winePackages],
      what: 'Packaging',
      why: 'the packages for Windows are built and tried with them',
    });
    if (!packages.ok) return packages;
    const missing = missingForRig();
    if (missing.length > 0) {
      return { ok: false, problem: { kind: 'unavailable', message: `It needs ${missing.join(', ')}.` } };
    }
    return { ok: true, runtimes: [], run: () => runPackages(context) };
  },
};

async function runPackages({ projectRoot, say }: StageContext): Promise<StageReport> {
  const folder = await mkdtemp(join(tmpdir(), 'unjam-package-'));
  const node = await windowsNode();
  const exe = join(folder, 'unjam.exe');
  await writeFile(exe, await buildOneFile(await readFile(node.koffiLibrary), node.koffiVersion));
  const rig = await startRig();
  try {
    const reports = await runOneFileUnderWine(rig, projectRoot, exe, (line) => say(`package: ${line}`));
    return joined(packageStage.name, reports);
  } finally {
    await rig.stop();
    await rm(folder, { recursive: true });
  }
}

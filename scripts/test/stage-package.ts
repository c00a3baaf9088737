import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagingPackages } from '../debian-package-lists.ts';
import { ensureDebianPackages } from '../debian-packages.ts';
import { makePackages, names } from '../package/make.ts';
import { winePackages } from '../wine/packages.ts';
import { missingForRig } from '../wine/places.ts';
import { startRig } from '../wine/rig.ts';
import { checkDelivered } from './delivered.ts';
import { runInstallerUnderWine } from './installer.ts';
import { checkPackedWindow } from './packed-window.ts';
import { checkOneFileContents } from './one-file-contents.ts';
import { oneFileParts, runCommandLineTests } from './one-file.ts';
import { checkSigning } from './signing.ts';
import type { Stage, StageContext, StageReport } from './stage.ts';
import { joined } from './totals.ts';

/** What a helpdesk gets, under Wine as Windows. */
export const packageStage: Stage = {
  name: 'package',
  async prepare(context) {
    const packages = await ensureDebianPackages({
      packages: [...winePackages, ...packagingPackages],
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

const releaseUrl = 'https://example.org/unjam';

async function runPackages({ projectRoot, officialOnly, say }: StageContext): Promise<StageReport> {
  const dist = await mkdtemp(join(tmpdir(), 'unjam-dist-'));
  const unsigned = Object.entries(process.env).filter(([name]) => !name.startsWith('UNJAM_'));
  const made = await makePackages(dist, { ...Object.fromEntries(unsigned), UNJAM_RELEASE_URL: releaseUrl });
  const exe = join(dist, names.program.x64);
  const note = (line: string): void => say(`package: ${line}`);
  const reports = [
    await checkDelivered(dist, made, releaseUrl),
    await checkOneFileContents(dist),
    await checkSigning(dist),
    await checkPackedWindow(projectRoot, officialOnly, note),
  ];
  const rig = await startRig();
  try {
    for (const part of oneFileParts) reports.push(await part(rig, projectRoot, exe, note));
    const installer = join(dist, names.installer);
    reports.push(await runInstallerUnderWine(rig, installer));
    reports.push(await runCommandLineTests(rig, projectRoot, exe));
  } finally {
    await rig.stop();
    await rm(dist, { recursive: true });
  }
  return joined(packageStage.name, reports);
}

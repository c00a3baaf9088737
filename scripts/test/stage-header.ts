import { ensureDebianPackages } from '../debian-packages.ts';
import { runCommand } from '../run-command.ts';
import { readHeaderLayout } from '../wine/header-layout.ts';
import { compiler } from '../wine/places.ts';
import { compareHeader } from './compare-header.ts';
import type { Stage, StageReport } from './stage.ts';

const compilerPackage = 'gcc-mingw-w64-x86-64';

/** Codes, layouts and constants of native/wire against the public header, compiled on the spot. */
export const headerStage: Stage = {
  name: 'header',
  async prepare() {
    const packages = await ensureDebianPackages({
      packages: [compilerPackage],
      what: 'the header check',
      why: 'it reads d4drvif.h with the compiler for Windows programs',
    });
    if (!packages.ok) return packages;
    const version = await runCommand(compiler, ['-dumpfullversion'], { timeoutMs: 20_000 });
    if (!version.ok) {
      const message = `There is no ${compiler} here to read d4drvif.h with.`;
      return { ok: false, problem: { kind: 'unavailable', message } };
    }
    return { ok: true, runtimes: [`MinGW-w64 GCC ${version.stdout.trim()}`], run: compareAll };
  },
};

async function compareAll(): Promise<StageReport> {
  const comparisons = compareHeader(await readHeaderLayout());
  const different = comparisons.filter(({ header, wire }) => header !== wire);
  return {
    name: headerStage.name,
    passed: comparisons.length - different.length,
    failed: different.length,
    failures: different.map(
      ({ title, header, wire }) =>
        `${title}\nthe header has ${header ?? 'no such thing'}, native/wire ${wire ?? 'no such thing'}`,
    ),
    skipped: [],
  };
}

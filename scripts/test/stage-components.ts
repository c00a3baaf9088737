import { findChromium } from '../chromium.ts';
import { chromiumPackages } from '../debian-package-lists.ts';
import { ensureDebianPackages } from '../debian-packages.ts';
import { problem } from '../outcome.ts';
import { runCommand } from '../run-command.ts';
import { runVitest } from './run-vitest.ts';
import type { Stage } from './stage.ts';

export const componentsStage: Stage = {
  name: 'components',
  async prepare({ projectRoot }) {
    if (findChromium() === undefined) {
      const packages = await ensureDebianPackages({
        packages: chromiumPackages,
        what: 'Chromium',
        why: 'the component tests run in a real browser',
      });
      if (!packages.ok) return packages;
    }
    const chromium = findChromium();
    if (chromium === undefined) {
      return problem(
        'unavailable',
        'There is no Chromium, Chrome or Edge here; install one or name it in UNJAM_CHROMIUM.',
      );
    }
    return {
      ok: true,
      runtimes: [await versionOf(chromium)],
      run: () => runVitest(projectRoot, 'components', { UNJAM_CHROMIUM: chromium }),
    };
  },
};

/** On Windows a browser that is asked for its version opens a window instead of answering. */
async function versionOf(chromium: string): Promise<string> {
  if (process.platform === 'win32') return `Chromium at ${chromium}`;
  const answer = await runCommand(chromium, ['--version'], { timeoutMs: 20_000 });
  return /^(.*?\d+(?:\.\d+)+)/.exec(answer.stdout)?.[1] ?? `Chromium at ${chromium}`;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright';
import type { ElectronApplication, Page } from 'playwright';
import { crowdVariable } from './crowd/world.ts';
import type { CrowdSize } from './crowd/world.ts';
import type { Program } from './programs.ts';

/** How the programs are started on this machine. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly switches: readonly string[];
  /** When the last program has to have ended, in ms of performance.now(). */
  readonly endsAt: number;
}

export interface Running {
  readonly app: ElectronApplication;
  readonly page: Page;
}

const longestMs = 60_000;

/** No program runs for longer, whatever it is waited for. */
const longestUseMs = 100_000;

const closeMs = 10_000;

/** A program that does not end is ended. */
const closeInTime = async (app: ElectronApplication): Promise<void> => {
  const child = app.process();
  const timer = setTimeout(() => child.kill('SIGKILL'), closeMs);
  await app.close().catch(() => undefined);
  clearTimeout(timer);
};

/** esbuild, which runs these files, wraps named functions in a helper of its own; sent into a page they need it there. */
const nameHelper = 'globalThis.__name = (named) => named';

/** For as long as `use` takes, with a data folder of its own. */
export async function withProgram<T>(
  program: Program,
  { env, switches, endsAt }: Surroundings,
  args: readonly string[],
  use: (running: Running) => Promise<T>,
  more: NodeJS.ProcessEnv = {},
): Promise<T> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'unjam-bench-'));
  const app = await _electron.launch({
    executablePath: program.executable,
    args: [...program.args, ...switches, ...args],
    env: { ...env, ...more, UNJAM_DATA_DIR: dataFolder },
    chromiumSandbox: !switches.includes('--no-sandbox'),
  });
  // ends whatever is waited for: a question to a program that has ended is refused
  const late = new AbortController();
  const deadline = setTimeout(
    () => {
      late.abort();
      app.process().kill('SIGKILL');
    },
    Math.max(0, Math.min(longestUseMs, endsAt - performance.now())),
  );
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(longestMs);
    await page.addInitScript(nameHelper);
    await page.evaluate(nameHelper);
    return await use({ app, page });
  } catch (error) {
    throw late.signal.aborted ? new Error('it took too long and was ended', { cause: error }) : error;
  } finally {
    clearTimeout(deadline);
    await closeInTime(app);
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Unjam before a crowd, once every channel has its row. */
export const withCrowd = <T>(
  unjam: Program,
  surroundings: Surroundings,
  size: CrowdSize,
  use: (running: Running) => Promise<T>,
): Promise<T> =>
  withProgram(
    unjam,
    surroundings,
    ['--simulate', 'office', '--scan'],
    async (running) => {
      const rows = size.devices * size.channels;
      const { page } = running;
      await page
        .waitForFunction(
          (count) => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === String(count),
          rows + 1,
        )
        .catch(async () => {
          throw new Error(`no table of ${rows} rows: ${await page.locator('body').innerText()}`);
        });
      return use(running);
    },
    { [crowdVariable]: JSON.stringify(size) },
  );

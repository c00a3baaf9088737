import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { acquireElectron } from './electron/acquire-electron.ts';
import { electronEnvironment } from './electron/electron-environment.ts';
import { describeRuntime, type ElectronRuntime } from './electron/runtime.ts';
import { hasDisplay, isRoot, say } from './machine.ts';
import { isAlive } from './one-at-a-time.ts';
import { done, type Outcome } from './outcome.ts';
import { startVirtualScreen } from './virtual-screen.ts';

export interface ReadyRuntime {
  runtime: ElectronRuntime;
  /** Switches for Chromium that this machine makes necessary. */
  switches: string[];
  /** Tells the program which runtime it was given. */
  env: NodeJS.ProcessEnv;
}

/** Electron and a word about everything that is not as it should be. */
export async function readyElectron(
  projectRoot: string,
  officialOnly: boolean,
): Promise<Outcome<ReadyRuntime>> {
  const electron = await acquireElectron(projectRoot, officialOnly);
  if (!electron.ok) return electron;
  const runtime = electron.value;
  say(`Running on ${describeRuntime(runtime)}.`);
  if (runtime.notice !== undefined) say(runtime.notice);
  if (isRoot)
    say('Running as root: Chromium has no sandbox then, so the program shows simulated printers only.');
  // A machine without a display rarely has the desktop bus that Chromium then complains about, line by line.
  const quiet = hasDisplay() ? [] : ['--log-level=3'];
  return done({
    runtime,
    switches: [...(isRoot ? ['--no-sandbox'] : []), ...quiet],
    env: { UNJAM_RUNTIME: runtime.kind },
  });
}

/** Gives the task an environment with a display in it, and with nothing that Electron must not inherit. */
export async function withDisplay(
  task: (env: NodeJS.ProcessEnv) => Promise<number>,
): Promise<Outcome<number>> {
  const { env, removed } = electronEnvironment(process.env);
  if (removed.length > 0) say(`Not passed on to Electron: ${removed.join(', ')}.`);
  if (hasDisplay()) return done(await task(env));
  const screen = await startVirtualScreen();
  if (!screen.ok) return screen;
  say('There is no display: drawing on a virtual one (Xvfb).');
  try {
    return done(await task({ ...env, ...screen.value.env }));
  } finally {
    await screen.value.stop();
  }
}

/** A folder for this run; what runs that were killed left behind goes. */
export async function stageFolder(projectRoot: string): Promise<string> {
  const stages = path.join(projectRoot, '.runtime', 'stages');
  await mkdir(stages, { recursive: true });
  for (const name of await readdir(stages)) {
    if (!isAlive(Number(name))) await rm(path.join(stages, name), { recursive: true, force: true });
  }
  return path.join(stages, String(process.pid));
}

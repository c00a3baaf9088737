import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wineServer } from './places.ts';

const namePrefix = 'unjam-rig-';
const serverTimeoutMs = 20_000;

/** Everything of one run: the prefix, HOME, scratch files. */
export interface RigHome {
  folder: string;
  prefix: string;
  scratchFolder: string;
  /** The environment of every program of this run. */
  env: Record<string, string>;
}

/** Nothing of the caller's environment but what is needed: NODE_OPTIONS or DISPLAY would change what is tested. */
function environment(home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    HOME: home,
    WINEPREFIX: join(home, 'prefix'),
    WINEARCH: 'win64',
    WINEDEBUG: process.env.WINEDEBUG ?? '-all',
    // Without a debugger a crashed program ends at once; no menu entries on the developer's desktop.
    WINEDLLOVERRIDES: 'winedbg.exe=d;winemenubuilder.exe=d;mscoree=d;mshtml=d',
  };
}

/** There before the prefix boots: without it, no program makes a window where there is no screen. */
const windowsWithoutScreen = `WINE REGISTRY Version 2

#arch=win64

[Software\\\\Wine\\\\Drivers]
"Graphics"="null"
`;

const ownerFile = (folder: string) => join(folder, 'owner-pid');

export function createRigHome(): RigHome {
  const folder = mkdtempSync(join(tmpdir(), namePrefix));
  writeFileSync(ownerFile(folder), String(process.pid));
  const prefix = join(folder, 'prefix');
  mkdirSync(prefix);
  writeFileSync(join(prefix, 'user.reg'), windowsWithoutScreen);
  return {
    folder,
    prefix,
    scratchFolder: join(folder, 'scratch'),
    env: environment(folder),
  };
}

/** The server outlives the call: its output must not be a pipe that somebody waits for. */
export function server(env: Record<string, string>, flag: '-p' | '-k' | '-w'): void {
  spawnSync(wineServer, [flag], { env, stdio: 'ignore', timeout: serverTimeoutMs, killSignal: 'SIGKILL' });
}

/** Ends every program of this prefix, and of no other. Synchronous, for use in an exit handler. */
export function destroyRigHome(folder: string): void {
  const env = environment(folder);
  server(env, '-k');
  server(env, '-w');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function ownerIsGone(folder: string): boolean {
  try {
    if (statSync(folder).uid !== process.getuid?.()) return false;
    process.kill(Number(readFileSync(ownerFile(folder), 'utf8')), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** A run that was killed could not tidy up: 0.7 GB and a Wine server stay. */
export function destroyOrphanedHomes(): void {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (name.startsWith(namePrefix) && ownerIsGone(folder)) destroyRigHome(folder);
  }
}

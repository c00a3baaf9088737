import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import type { Rig } from '../wine/rig.ts';
import type { WineProcess } from '../wine/wine-process.ts';
import { windowsNode } from '../wine/windows-node.ts';

export interface Ended {
  readonly code: number | null;
  /** The one object on stdout. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface InstalledUnjam {
  /** One run, with --json, to its end. */
  unjam: (args: string) => Promise<Ended>;
  start: (args: string, env?: Readonly<Record<string, string>>) => Promise<WineProcess>;
}

/**
 * The built command line in Windows Node: one file, and koffi beside it as npm would put it. Or `program`, which is
 * the command line itself.
 */
export async function installUnjam(
  rig: Rig,
  projectRoot: string,
  name = 'command-line',
  program: string | null = null,
): Promise<InstalledUnjam> {
  const data = rig.windowsPath(join(rig.scratchFolder, name, 'data'));
  const [executable, ...before] =
    program === null
      ? await installFile(rig, projectRoot, join(rig.scratchFolder, name))
      : ([program] as const);
  const start: InstalledUnjam['start'] = (args, env = {}) =>
    rig.startWindows(executable, [...before, ...args.split(' '), '--json'], {
      timeoutMs: 60_000,
      env: { UNJAM_DATA_DIR: data, ...env },
    });
  return {
    start,
    async unjam(args) {
      const ended = await (await start(args)).exited;
      assert.equal(ended.timedOut, false, `unjam ${args} did not end\n${ended.stderr}`);
      assert.equal(ended.stderr, '', `unjam ${args} --json speaks on stderr`);
      return { code: ended.code, json: JSON.parse(ended.stdout) as Ended['json'] };
    },
  };
}

/** What runs the built file: Windows Node, and the file. */
export async function installFile(
  rig: Rig,
  projectRoot: string,
  folder: string,
): Promise<readonly [string, string]> {
  const node = await windowsNode();
  if (!existsSync(folder)) {
    await mkdir(folder);
    const configFile = join(projectRoot, 'vite.cli.config.ts');
    await build({ configFile, root: projectRoot, logLevel: 'error', build: { outDir: folder } });
    await symlink(join(node.folder, 'node_modules'), join(folder, 'node_modules'));
  }
  return [node.executable, rig.windowsPath(join(folder, 'unjam.mjs'))];
}

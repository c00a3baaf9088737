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
  start: (args: string) => Promise<WineProcess>;
}

/** The built command line in Windows Node: one file, and koffi beside it as npm would put it. */
export async function installUnjam(
  rig: Rig,
  projectRoot: string,
  name = 'command-line',
): Promise<InstalledUnjam> {
  const folder = join(rig.scratchFolder, name);
  const node = await windowsNode();
  if (!existsSync(folder)) {
    await mkdir(folder);
    const configFile = join(projectRoot, 'vite.cli.config.ts');
    await build({ configFile, root: projectRoot, logLevel: 'error', build: { outDir: folder } });
    await symlink(join(node.folder, 'node_modules'), join(folder, 'node_modules'));
  }
  const start = (args: string): Promise<WineProcess> =>
    rig.startWindows(
      node.executable,
      [rig.windowsPath(join(folder, 'unjam.mjs')), ...args.split(' '), '--json'],
      { timeoutMs: 60_000, env: { UNJAM_DATA_DIR: rig.windowsPath(join(folder, 'data')) } },
    );
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

import { cp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { portableMarker } from '../../main/data-folder.ts';
import { runCommand } from '../wine/run-command.ts';

const words = 'While this file lies here, Unjam keeps its data in the folder "data" beside it.\r\n';

/** The window as a zip file to unpack anywhere; `folder` becomes the one folder in it. */
export async function buildPortableZip(folder: string, output: string, builtAt: number): Promise<void> {
  await writeFile(join(folder, portableMarker), words);
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) await utimes(file, builtAt, builtAt);
  await rm(output, { force: true });
  const parent = dirname(folder);
  const names = files.map((file) => join(basename(folder), file.slice(folder.length + 1)));
  // without -X the archive holds user ids and times of access
  await runCommand('zip', ['-X', '-q', output, ...names], {
    cwd: parent,
    timeoutMs: 300_000,
    env: { ...process.env, TZ: 'UTC' },
  });
}

/** A folder as it will be called for the person who unpacks it. */
export const named = async (folder: string, name: string): Promise<string> => {
  const copy = join(dirname(folder), name);
  await cp(folder, copy, { recursive: true });
  return copy;
};

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../cache-folder.ts';
import { makePackages } from './make.ts';

/** The files of `dist` that another build of the same sources makes otherwise, by name; those that only one has, too. */
export async function differencesOfAnother(dist: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'unjam-again-'));
  try {
    // what Node prepared is made again as well
    await rm(join(cacheFolder, 'one-file'), { recursive: true, force: true });
    await makePackages(folder);
    const [first, second] = [await sumsIn(dist), await sumsIn(folder)];
    const names = [...new Set([...first.keys(), ...second.keys()])];
    return names.filter((name) => first.get(name) !== second.get(name));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function sumsIn(dist: string): Promise<ReadonlyMap<string, string>> {
  const lines = (await readFile(join(dist, 'SHA256SUMS'), 'utf8')).trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [sum = '', name = ''] = line.split('  ');
      return [name, sum];
    }),
  );
}

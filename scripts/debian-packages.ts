import { readFile, rm, writeFile } from 'node:fs/promises';
import { isRoot, say } from './machine.ts';
import { done, problem, type Outcome } from './outcome.ts';
import { lastLines, runCommand, type CommandResult } from './run-command.ts';

export interface PackageNeed {
  packages: string[];
  /** What needs them: "Electron". */
  what: string;
  /** What for: "it draws the window with these libraries". */
  why: string;
  /** A package brings a service, and only its program is wanted: none is started. */
  withoutServices?: boolean;
}

export type PackageAnswer = 'present' | 'installed' | 'not-debian';

/** Makes sure of Debian packages: installs them as root, otherwise says which command would. */
export async function ensureDebianPackages(need: PackageNeed): Promise<Outcome<PackageAnswer>> {
  if (process.platform !== 'linux') return done('not-debian');
  if (!(await isDebian())) {
    sayOnce(
      `${need.what} needs what Debian calls ${need.packages.join(' ')}; this system is not Debian, so that is not checked.`,
    );
    return done('not-debian');
  }
  const installed = await installedPackages();
  if (!installed.ok) return installed;
  const missing = need.packages.filter((name) => !installed.value.has(name));
  if (missing.length === 0) return done('present');

  if (!isRoot) {
    return problem(
      'needs-person',
      `${need.what} needs Debian packages that are not installed (${need.why}). Install them with:\n` +
        `  sudo apt-get install ${(await Promise.all(missing.map(nameHere))).join(' ')}`,
    );
  }
  say(`Installing Debian packages for ${need.what} (${need.why}): ${missing.join(' ')}`);
  return need.withoutServices ? withoutServices(() => install(missing)) : install(missing);
}

/** Debian's own switch for it: https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt */
const servicePolicy = '/usr/sbin/policy-rc.d';

async function withoutServices<T>(work: () => Promise<T>): Promise<T> {
  const mine = await writeFile(servicePolicy, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' }).then(
    () => true,
    // a policy of this machine stays as it is
    () => false,
  );
  try {
    return await work();
  } finally {
    if (mine) await rm(servicePolicy);
  }
}

const said = new Set<string>();
function sayOnce(line: string): void {
  if (!said.has(line)) say(line);
  said.add(line);
}

async function isDebian(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return isDebianRelease(release);
}

export function isDebianRelease(osRelease: string): boolean {
  const ids = [...osRelease.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap((line) =>
    (line[1] ?? '').split(' '),
  );
  return ids.includes('debian') || ids.includes('ubuntu');
}

async function installedPackages(): Promise<Outcome<Set<string>>> {
  const query = await runCommand('dpkg-query', [
    '--show',
    '--showformat',
    '${db:Status-Abbrev}|${Package}|${Provides}\n',
  ]);
  return query.ok
    ? done(parseInstalled(query.stdout))
    : problem('broken', `dpkg-query does not say which packages are installed: ${query.trouble}`);
}

/** Provided names count too: Ubuntu's libgtk-3-0t64 provides libgtk-3-0. */
export function parseInstalled(listing: string): Set<string> {
  const names = new Set<string>();
  for (const line of listing.split('\n')) {
    const [status, name, provides] = line.split('|');
    if (name === undefined || status?.slice(0, 2) !== 'ii') continue;
    names.add(name);
    for (const provided of provides?.split(',') ?? []) {
      const word = provided.trim().split(/[\s:(]/)[0];
      if (word) names.add(word);
    }
  }
  return names;
}

/** Ubuntu renamed some libraries (libasound2 → libasound2t64); a virtual name cannot always be installed. */
async function nameHere(name: string): Promise<string> {
  const known = async (candidate: string): Promise<boolean> =>
    (await runCommand('apt-cache', ['show', '--no-all-versions', candidate])).stdout.includes('Package: ');
  return !(await known(name)) && (await known(`${name}t64`)) ? `${name}t64` : name;
}

async function install(missing: string[]): Promise<Outcome<PackageAnswer>> {
  const first = await aptInstall(await Promise.all(missing.map(nameHere)));
  if (first.ok) return done('installed');

  const update = await apt(['update']);
  if (!update.ok) return problem('broken', aptFailure('apt-get update', update));
  const second = await aptInstall(await Promise.all(missing.map(nameHere)));
  return second.ok ? done('installed') : problem('broken', aptFailure('apt-get install', second));
}

function aptInstall(packages: string[]): Promise<CommandResult> {
  return apt(['install', '-y', '--no-install-recommends', ...packages]);
}

const lockWaitSeconds = 180;

async function apt(args: string[]): Promise<CommandResult> {
  const options = [
    '-qq',
    ...['-o', `DPkg::Lock::Timeout=${lockWaitSeconds}`, '-o', 'Dpkg::Use-Pty=0'],
    ...['-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=30', '-o', 'Acquire::https::Timeout=30'],
  ];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const giveUpAt = Date.now() + lockWaitSeconds * 1000;
  for (;;) {
    const result = await runCommand('apt-get', [...options, ...args], { env, timeoutMs: 15 * 60_000 });
    // apt waits for dpkg's lock by itself, but not for the one on its package lists.
    const waiting = !result.ok && /Could not get lock/.test(result.stderr) && Date.now() < giveUpAt;
    if (!waiting) return result;
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}

export function aptFailure(command: string, result: CommandResult): string {
  const locked = /could not get lock|unable to acquire the dpkg/i.test(result.stderr);
  const advice = locked
    ? 'Another program is installing packages; wait until it is done and try again.'
    : 'Check the network and the package sources, or install the packages by hand.';
  return `${command} failed: ${result.trouble}\n${lastLines(result.stderr || result.stdout, 6)}\n${advice}`;
}

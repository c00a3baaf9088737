import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { projectRoot } from '../project-root.ts';
import { sshPackages } from '../debian-package-lists.ts';
import { ensureDebianPackages } from '../debian-packages.ts';
import { isRoot } from '../machine.ts';
import { done, problem, type Outcome } from '../outcome.ts';
import { lastLines, runCommand } from '../run-command.ts';

/** A PC of the tests: one name in the client's configuration. */
export interface TestHost {
  /** What stands for its printers: a built-in scenario, or the path of a scenario file. */
  scenario: string;
  /**
   * Each start of Unjam simulates its printers from the beginning, so nothing it does lasts. With this, a `fix` that
   * ends with 0 makes this the host's scenario: it stands for the state that a real PC keeps.
   */
  afterFix?: string;
  /** Stands there in the place of Unjam: text for sh, which has Unjam's arguments. */
  program?: string;
}

export interface SshdOptions {
  hosts: Readonly<Record<string, TestHost>>;
  /** Where it listens, and where the client's configuration goes. Loopback without it. */
  address?: string;
  /** What comes before the command of the server: `['ip', 'netns', 'exec', 'NAME']` for a network of its own. */
  within?: readonly string[];
}

export interface Sshd {
  /** For `ssh -F FILE HOST unjam …`: address, port, keys and known hosts of each host. */
  configFile: string;
  knownHosts: string;
  port: number;
  /** The command line as it was built, to be run on this side. */
  program: string;
  /** What a host keeps: the files `scenario` and `program`, and Unjam's data in `data`. */
  hostFolder: (name: string) => string;
  /** What the server has said, for a failure that needs words. */
  log: () => string;
  /** May be asked for again. Ends the server, its connections and all that they started, also what left its session. */
  stop: () => Promise<void>;
}

const server = '/usr/sbin/sshd';
/** Tells the far side which host is meant: there is one server for all of them. */
const hostVariable = 'UNJAM_TEST_HOST';
/** The server has a process id space of its own: when it ends, the kernel ends the rest. It ends with who started it. */
const ownProcesses = [
  ...['setpriv', '--pdeathsig', 'KILL'],
  ...['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'],
];
const mostTries = 5;

/** Whether one can run here: root on Linux, with Debian's packages, which are installed where they are missing. */
export async function prepareSshd(what: string): Promise<Outcome<void>> {
  if (process.platform !== 'linux' || !isRoot) {
    return problem('unavailable', 'A private sshd needs Linux and root.');
  }
  const why = 'a private sshd stands for PCs elsewhere';
  const packages = await ensureDebianPackages({ packages: sshPackages, what, why, withoutServices: true });
  if (!packages.ok) return packages;
  const missing = [server, '/usr/bin/ssh'].filter((file) => !existsSync(file));
  if (missing.length > 0) return problem('unavailable', `There is no ${missing.join(' and no ')} here.`);
  const [file = '', ...args] = ownProcesses;
  const tried = await runCommand(file, [...args, 'true'], { timeoutMs: 10_000 });
  return tried.ok
    ? done(undefined)
    : problem('unavailable', `This machine lets no server have its own process ids: ${tried.stderr.trim()}`);
}

/**
 * A private sshd with the built command line behind it as `unjam`. It needs root, for its process id space. The client
 * needs nothing but the configuration file.
 */
export async function startSshd(options: SshdOptions): Promise<Sshd> {
  const folder = await mkdtemp(join(tmpdir(), 'unjam-sshd-'));
  try {
    return await startIn(folder, options);
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  }
}

async function startIn(folder: string, options: SshdOptions): Promise<Sshd> {
  const { hosts, address = '127.0.0.1', within = [] } = options;
  const hostFolder = (name: string): string => join(folder, 'hosts', name);
  for (const [name, { scenario, afterFix, program }] of Object.entries(hosts)) {
    await mkdir(join(hostFolder(name), 'data'), { recursive: true });
    await writeFile(join(hostFolder(name), 'scenario'), scenario);
    if (afterFix !== undefined) await writeFile(join(hostFolder(name), 'after-fix'), afterFix);
    if (program !== undefined) await writeFile(join(hostFolder(name), 'program'), program);
  }
  // each connection gets a home without the files of this machine's user
  for (const name of ['home', 'bin']) await mkdir(join(folder, name));
  const configFile = join(projectRoot, 'vite.cli.config.ts');
  const outDir = join(folder, 'program');
  await build({ configFile, root: projectRoot, logLevel: 'error', build: { outDir } });
  await writeFile(join(folder, 'bin', 'unjam'), farSideProgram(folder));
  await chmod(join(folder, 'bin', 'unjam'), 0o755);
  for (const key of ['host-key', 'client-key']) await makeKey(join(folder, key));
  await writeFile(join(folder, 'authorized-keys'), await readFile(join(folder, 'client-key.pub')));

  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    await writeFile(join(folder, 'sshd-config'), serverConfig(folder, address, port));
    const running = await run([
      ...within,
      ...ownProcesses,
      server,
      '-D',
      '-e',
      '-f',
      join(folder, 'sshd-config'),
    ]);
    if (!running.ok) {
      // another program may have taken the port meanwhile
      if (tries < mostTries && running.said.includes('Address already in use')) continue;
      throw new Error(`sshd does not run:\n${lastLines(running.said, 10)}`);
    }
    const knownHosts = join(folder, 'known-hosts');
    const hostKey = await readFile(join(folder, 'host-key.pub'), 'utf8');
    await writeFile(knownHosts, `[${address}]:${port} ${hostKey}`);
    await writeFile(join(folder, 'ssh-config'), clientConfig(folder, address, port, Object.keys(hosts)));
    return {
      configFile: join(folder, 'ssh-config'),
      knownHosts,
      port,
      program: join(outDir, 'unjam.mjs'),
      hostFolder,
      log: running.log,
      async stop() {
        await running.end();
        await rm(folder, { recursive: true, force: true });
      },
    };
  }
}

const serverConfig = (folder: string, address: string, port: number): string => `
ListenAddress ${address}:${port}
HostKey ${folder}/host-key
AuthorizedKeysFile ${folder}/authorized-keys
PidFile ${folder}/sshd.pid
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 200
PrintMotd no
Subsystem sftp internal-sftp
AcceptEnv ${hostVariable}
SetEnv HOME=${folder}/home PATH=${[join(folder, 'bin'), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter)}
`;

const clientConfig = (folder: string, address: string, port: number, hosts: readonly string[]): string =>
  [
    ...hosts.map((name) => `Host ${name}\n  SetEnv ${hostVariable}=${name}\n`),
    `Host *
  HostName ${address}
  Port ${port}
  User ${userInfo().username}
  IdentityFile ${folder}/client-key
  IdentitiesOnly yes
  UserKnownHostsFile ${folder}/known-hosts
  GlobalKnownHostsFile none
  StrictHostKeyChecking yes
  BatchMode yes
`,
  ].join('\n');

const farSideProgram = (folder: string): string => `#!/bin/sh
# Stands for Unjam on a PC: the command line with the simulated printers, the data folder and the name of the host.
host="${folder}/hosts/$\{${hostVariable}:?}"
export UNJAM_DATA_DIR="$host/data"
[ ! -f "$host/program" ] || exec sh "$host/program" "$@"
case "$1" in
  audit) set -- "$@" --simulated ;;
  policy | profiles | report | -* | '') ;;
  *) set -- "$@" --simulate "$(cat "$host/scenario")" ;;
esac
unjam() { exec unshare --uts sh -c 'hostname "$0" && exec "$@"' "$${hostVariable}" "${process.execPath}" "${folder}/program/unjam.mjs" "$@"; }
[ "$1" = fix ] || unjam "$@"
(unjam "$@")
code=$?
case " $* " in
  *' --dry-run '*) ;;
  *) [ $code -ne 0 ] || [ ! -f "$host/after-fix" ] || cp "$host/after-fix" "$host/scenario" ;;
esac
exit $code
`;

async function makeKey(file: string): Promise<void> {
  const made = await runCommand('ssh-keygen', [
    '-q',
    '-t',
    'ed25519',
    '-N',
    '',
    '-C',
    'unjam tests',
    '-f',
    file,
  ]);
  if (!made.ok) throw new Error(`${made.trouble}\n${made.stderr}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const place = probe.address();
  probe.close();
  await once(probe, 'close');
  if (place === null || typeof place === 'string') throw new Error('a port without a number');
  return place.port;
}

type Running = { ok: true; log: () => string; end: () => Promise<void> } | { ok: false; said: string };

/** The server, once it listens. */
async function run([file = '', ...args]: readonly string[]): Promise<Running> {
  // sshd wants it for root, and Debian makes it only when the service starts
  await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  const said: string[] = [];
  const log = (): string => said.join('\n');
  const listens = new Promise<boolean>((resolve) => {
    createInterface(child.stderr).on('line', (line) => {
      said.push(line);
      if (line.startsWith('Server listening on ')) resolve(true);
    });
    child.once('close', () => resolve(false));
    child.once('error', (error) => {
      said.push(error.message);
      resolve(false);
    });
  });
  if (!(await listens)) return { ok: false, said: log() };
  return {
    ok: true,
    log,
    async end() {
      const first = await firstOf(child);
      if (first !== null) process.kill(first, 'SIGKILL');
      await ended;
    },
  };
}

/** The server itself, the first process of its space: it is gone only when all others in there are. */
async function firstOf({ pid, exitCode }: ChildProcess): Promise<number | null> {
  if (exitCode !== null) return null;
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const [first] = children.split(' ').map(Number);
  return first === undefined || first === 0 ? null : first;
}

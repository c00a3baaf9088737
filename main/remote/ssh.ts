import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { notConnectedReasons } from '#app/faults/fault.ts';
import type { RemoteHost } from '#app/remote/host.ts';
import { realClock } from '#native';
import { atMost } from '../at-most.ts';

/** As much of what ssh and the login say as is kept, in characters: the end of it. */
const mostSaid = 2_000;
/** How long ssh may take to end by itself, and then after it was asked to, in ms. */
const endMs = 3_000;
const killMs = 1_000;

/** SECURITY: Windows looks for a bare name in the current folder first, so there it is a whole path. */
const programOf = (name: 'ssh' | 'sftp'): string => {
  if (process.platform !== 'win32') return name;
  const folders = [
    join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'OpenSSH'),
    join(process.env['ProgramFiles'] ?? 'C:\\Program Files', 'OpenSSH'),
  ];
  const paths = folders.map((folder) => join(folder, `${name}.exe`));
  return paths.find((path) => existsSync(path)) ?? `${folders[0] ?? ''}\\${name}.exe`;
};

/** No question to a person, nothing forwarded, no command of the configuration run here, and an end that is noticed. */
const options: readonly string[] = [
  'BatchMode=yes',
  'ConnectTimeout=10',
  'ServerAliveInterval=5',
  'ServerAliveCountMax=3',
  'Compression=yes',
  'ClearAllForwardings=yes',
  'ForwardAgent=no',
  'ForwardX11=no',
  'ControlMaster=no',
  'PermitLocalCommand=no',
].flatMap((option) => ['-o', option]);

/** One ssh or sftp, and what it says. */
export interface SshChild {
  write(text: string): void;
  onOutput(listen: (bytes: Buffer) => void): void;
  /** Standard error so far. */
  said(): string;
  /** Reads no more of its output until then: whoever it is for is slower. */
  hold(until: Promise<void>): void;
  /** Whether it is held. */
  isHeld(): boolean;
  /** Its exit code; null: it was killed. 'not-started': there is no such program. */
  readonly ended: Promise<number | null | 'not-started'>;
  /** Lets it end by the end of its input, and kills it when it does not. Resolves when nothing of it is left. */
  end(): Promise<void>;
}

const notStarted: SshChild = {
  write: () => undefined,
  onOutput: () => undefined,
  said: () => '',
  hold: () => undefined,
  isHeld: () => false,
  ended: Promise.resolve('not-started'),
  end: () => Promise.resolve(),
};

/** Null: Node throws what Windows refuses, or tells of it by an event. */
const spawned = (program: 'ssh' | 'sftp', args: readonly string[]) => {
  try {
    return spawn(programOf(program), args, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  } catch {
    return null;
  }
};

const start = (program: 'ssh' | 'sftp', args: readonly string[]): SshChild => {
  const child = spawned(program, args);
  if (child === null) return notStarted;
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-mostSaid)));
  // of one that has ended already
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null | 'not-started'>((resolve) => {
    child.once('error', () => resolve('not-started'));
    child.once('close', (code) => resolve(code));
  });
  let ending: Promise<void> | null = null;
  return {
    write: (text) => void child.stdin.write(text),
    onOutput: (listen) => void child.stdout.on('data', listen),
    said: () => said.trim(),
    hold: (until) => {
      child.stdout.pause();
      void until.then(() => child.stdout.resume());
    },
    isHeld: () => child.stdout.isPaused(),
    ended,
    end: () =>
      (ending ??= (async () => {
        // nobody hears it any more, and a far side that floods goes on
        child.stdout.destroy();
        child.stdin.end();
        await atMost(endMs, ended, realClock);
        child.kill();
        await atMost(killMs, ended, realClock);
        child.kill('SIGKILL');
        // a program that ssh has started may hold it
        child.stderr.destroy();
        await ended;
      })()),
  };
};

/** What every program of OpenSSH takes: host and port are data, behind everything that could be an option. */
const portOf = (flag: '-p' | '-P', { port }: RemoteHost): readonly string[] =>
  port === null ? [] : [flag, port];

/** Runs `command` there; it is a constant, for a shell of that computer reads it. */
export const startSsh = (host: RemoteHost, command: string): SshChild =>
  start('ssh', ['-T', ...options, ...portOf('-p', host), '--', host.target, command]);

/** Takes commands of sftp from its input. */
export const startSftp = (host: RemoteHost): SshChild =>
  start('sftp', ['-q', '-b', '-', ...options, ...portOf('-P', host), '--', host.target]);

type Reason = (typeof notConnectedReasons)[number];

/** OpenSSH speaks English whatever the system speaks; 255 is its own failure, every other code that of the command. */
export const whyNotConnected = (code: number | null | 'not-started', said: string): Reason => {
  if (code === 'not-started') return 'no-ssh';
  if (code !== 255) return code === null ? 'other' : 'no-unjam';
  if (/IDENTIFICATION HAS CHANGED|host key .* has changed/i.test(said)) return 'key-changed';
  if (/host key verification failed|host key is known/i.test(said)) return 'key-unknown';
  if (/permission denied|too many authentication failures|no more authentication/i.test(said))
    return 'not-allowed';
  if (/could not resolve hostname/i.test(said)) return 'not-found';
  if (
    /timed out|refused|no route to host|unreachable|not responding|connection (closed|reset)|banner exchange/i.test(
      said,
    )
  )
    return 'not-reached';
  return 'other';
};

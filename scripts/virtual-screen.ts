import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureDebianPackages } from './debian-packages.ts';
import { virtualScreenPackages } from './debian-package-lists.ts';
import { messageOf } from './machine.ts';
import { done, problem, type Outcome } from './outcome.ts';
import { lastLines } from './run-command.ts';

export interface VirtualScreen {
  /** DISPLAY and XAUTHORITY for whoever is to draw on it. */
  env: { DISPLAY: string; XAUTHORITY: string };
  /** The permission to draw on it; give it to the user who runs the program. */
  authorityFile: string;
  stop(): Promise<void>;
}

const startMs = 20_000;

/**
 * Starts Xvfb itself rather than through xvfb-run: it picks a free number, says when it is ready, and ends
 * when this process says so or dies.
 */
export async function startVirtualScreen(): Promise<Outcome<VirtualScreen>> {
  const packages = await ensureDebianPackages({
    packages: virtualScreenPackages,
    what: 'Xvfb',
    why: 'there is no display, so the window is drawn on a virtual one',
  });
  if (!packages.ok) return packages;

  const folder = await mkdtemp(path.join(tmpdir(), 'unjam-screen-'));
  const authorityFile = path.join(folder, 'authority');
  await writeFile(authorityFile, authorityRecord(randomBytes(16)), { mode: 0o600 });

  // setpriv makes it end with this process even when that is killed outright.
  const xvfb = spawn('setpriv', ['--pdeathsig', 'KILL', 'Xvfb', ...xvfbArguments(authorityFile)], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C must reach the program first, then the screen it draws on.
    detached: true,
  });
  let errors = '';
  xvfb.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<void>((resolve) => {
    xvfb.once('exit', () => resolve());
    xvfb.once('error', () => resolve());
  });
  const killNow = (): void => void xvfb.kill('SIGKILL');
  process.once('exit', killNow);
  const stop = async (): Promise<void> => {
    process.off('exit', killNow);
    const killer = setTimeout(killNow, 3000);
    xvfb.kill('SIGTERM');
    await ended;
    clearTimeout(killer);
    await rm(folder, { recursive: true, force: true });
  };

  const number = await displayNumber(xvfb);
  if (!number.ok) {
    if (xvfb.pid !== undefined) await stop();
    return problem('broken', `${number.problem.message}\n${lastLines(errors, 4)}`.trimEnd());
  }
  const env = { DISPLAY: `:${number.value}`, XAUTHORITY: authorityFile };
  return done({ env, authorityFile, stop });
}

function xvfbArguments(authorityFile: string): string[] {
  const screen = ['-screen', '0', '1600x1000x24', '-noreset'];
  return ['-displayfd', '3', ...screen, '-nolisten', 'tcp', '-auth', authorityFile];
}

function displayNumber(xvfb: ReturnType<typeof spawn>): Promise<Outcome<string>> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve(problem('broken', `Xvfb did not start within ${startMs / 1000} s`)),
      startMs,
    );
    const answer = (outcome: Outcome<string>): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    let text = '';
    xvfb.stdio[3]?.on('data', (piece: Buffer) => {
      text += piece.toString('utf8');
      if (text.includes('\n')) answer(done(text.trim()));
    });
    xvfb.once('error', (error) =>
      answer(problem('unavailable', `Xvfb could not be started: ${messageOf(error)}`)),
    );
    xvfb.once('exit', () => answer(problem('broken', 'Xvfb ended at once')));
  });
}

/** One entry of an Xauthority file (see Xau(3)) that is good for any host and any display number. */
export function authorityRecord(cookie: Buffer): Buffer {
  const counted = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const familyWild = Buffer.from([0xff, 0xff]);
  const nothing = counted(Buffer.alloc(0));
  return Buffer.concat([
    familyWild,
    nothing,
    nothing,
    counted(Buffer.from('MIT-MAGIC-COOKIE-1')),
    counted(cookie),
  ]);
}

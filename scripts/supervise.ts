import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

export interface SupervisedProgram {
  file: string;
  args: string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

const graceMs = 5000;
const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program in the foreground, passes signals on, and answers its exit code. It and whatever it
 * started are gone when this answers.
 */
export function supervise(program: SupervisedProgram): Promise<number> {
  const inGroup = process.platform !== 'win32';
  return new Promise((resolve) => {
    const child = spawn(program.file, program.args, {
      cwd: program.cwd,
      env: program.env ?? process.env,
      stdio: ['ignore', 'inherit', 'inherit'],
      // A process group of its own, so that all of it can be ended together.
      detached: inGroup,
    });
    const send = (signal: NodeJS.Signals): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(inGroup ? -child.pid : child.pid, signal);
      } catch {
        // Already gone.
      }
    };

    let asked: NodeJS.Signals | undefined;
    let killer: NodeJS.Timeout | undefined;
    const pass = (signal: NodeJS.Signals): void => {
      asked ??= signal;
      send(signal);
      killer ??= setTimeout(() => send('SIGKILL'), graceMs);
    };
    for (const signal of signals) process.on(signal, pass);
    // When whoever started this is killed outright no signal arrives; a new parent tells.
    const parents = ancestors();
    const watch = setInterval(() => {
      if (ancestors() !== parents) pass('SIGTERM');
    }, 1000);

    const finish = (exitCode: number): void => {
      clearTimeout(killer);
      clearInterval(watch);
      for (const signal of signals) process.off(signal, pass);
      send('SIGKILL');
      resolve(exitCode);
    };
    child.once('error', (error) => {
      console.error(`${program.file} could not be started: ${error.message}`);
      finish(1);
    });
    child.once('exit', (code, signal) => finish(exitCodeOf(code, signal, asked)));
  });
}

/** The parent and its parent: npm starts a shell, and that starts this. */
function ancestors(): string {
  const parent = process.ppid;
  if (process.platform !== 'linux') return String(parent);
  try {
    const [, ofParent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${parent}/stat`, 'utf8')) ?? [];
    return `${parent} ${ofParent}`;
  } catch {
    return `${parent} gone`;
  }
}

export function exitCodeOf(
  code: number | null,
  signal: NodeJS.Signals | null,
  asked: NodeJS.Signals | undefined,
): number {
  const bySignal = signal ?? asked;
  // Asked to stop, it may still end with 0: that is not the success of what was started.
  if (bySignal !== undefined) return 128 + constants.signals[bySignal];
  return code ?? 1;
}

import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { wineCommand } from './places.ts';

export interface RunOptions {
  /** The program is killed then. Default 60 s. */
  timeoutMs?: number;
  env?: Record<string, string>;
  cwd?: string;
}

export interface RunResult {
  /** `null` when it was killed. */
  code: number | null;
  timedOut: boolean;
  stdout: string;
  stderr: string;
}

const defaultTimeoutMs = 60_000;
const pollMs = 20;

/** One Windows program. Its output goes to files: Windows Node cannot open a pipe as stdout under Wine. */
export class WineProcess {
  readonly exited: Promise<RunResult>;
  #child: ChildProcess;
  #folder: string;
  #timedOut = false;

  static async start(
    exe: string,
    args: readonly string[],
    options: RunOptions & { env: Record<string, string>; scratchFolder: string },
  ): Promise<WineProcess> {
    const folder = await mkdtemp(join(options.scratchFolder, 'run-'));
    return new WineProcess(folder, exe, args, options);
  }

  private constructor(
    folder: string,
    exe: string,
    args: readonly string[],
    options: RunOptions & { env: Record<string, string> },
  ) {
    this.#folder = folder;
    const stdout = openSync(join(folder, 'stdout'), 'w');
    const stderr = openSync(join(folder, 'stderr'), 'w');
    try {
      const [command, ...before] = wineCommand();
      this.#child = spawn(command, [...before, exe, ...args], {
        cwd: options.cwd,
        env: options.env,
        stdio: ['ignore', stdout, stderr],
      });
    } finally {
      closeSync(stdout);
      closeSync(stderr);
    }
    const timer = setTimeout(() => {
      this.#timedOut = true;
      this.kill();
    }, options.timeoutMs ?? defaultTimeoutMs);
    const ended = new Promise<number | null>((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('exit', (code) => resolve(code));
    });
    this.exited = ended.finally(() => clearTimeout(timer)).then((code) => this.#result(code));
    this.exited.catch(() => {}); // whoever awaits it hears of it; nobody else must
  }

  /** What it has printed so far. Its file goes when it ends. */
  async output(): Promise<string> {
    try {
      return await readFile(join(this.#folder, 'stdout'), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return (await this.exited).stdout;
    }
  }

  /** Waits for the first whole line, as a program that holds on prints one when it is ready. */
  async firstLine(): Promise<string> {
    for (;;) {
      const result = await Promise.race([this.exited, delay(pollMs, null)]);
      const [line, ...more] = (result?.stdout ?? (await this.output())).split('\n');
      if (more.length > 0) return line ?? '';
      if (result) throw new Error(`The program ended (${result.code}) without a line\n${result.stderr}`);
    }
  }

  /** Ends it as a crash does: nothing of it gets to run again. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async #result(code: number | null): Promise<RunResult> {
    const [stdout, stderr] = await Promise.all(
      ['stdout', 'stderr'].map((name) => readFile(join(this.#folder, name), 'utf8')),
    );
    await rm(this.#folder, { recursive: true, force: true });
    return { code, timedOut: this.#timedOut, stdout: stdout ?? '', stderr: stderr ?? '' };
  }
}

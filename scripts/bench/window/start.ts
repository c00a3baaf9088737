import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Program } from './programs.ts';
import { proportionalMemory } from './memory.ts';
import type { Surroundings } from './running.ts';

export interface Start {
  /** From the start of the process to a table, or a page, that can be used, in ms. */
  readonly usableMs: number;
  /** PSS of its processes a moment later, in MiB; null where the system does not tell. */
  readonly pssMiB: number | null;
}

const settleMs = 2000;
const longestMs = 60_000;

/** The first start with a new data folder. */
export const measureStart = async (
  program: Program,
  surroundings: Surroundings,
  args: readonly string[],
  more: NodeJS.ProcessEnv = {},
): Promise<Start> => {
  const [first] = await measureStarts(program, surroundings, args, 1, more);
  if (first === undefined) throw new Error('it was not started');
  return first;
};

/** So many starts one after the other: what the first one leaves in the data folder is there for the next. */
export async function measureStarts(
  program: Program,
  surroundings: Surroundings,
  args: readonly string[],
  count: number,
  more: NodeJS.ProcessEnv = {},
): Promise<Start[]> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'unjam-bench-'));
  const starts: Start[] = [];
  for (let index = 0; index < count; index += 1)
    starts.push(await startOnce(program, surroundings, args, more, dataFolder));
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  return starts;
}

/** Starts the program as a person does, without a debugger on it; it says itself when it can be used. */
async function startOnce(
  program: Program,
  { env, switches, endsAt }: Surroundings,
  args: readonly string[],
  more: NodeJS.ProcessEnv,
  dataFolder: string,
): Promise<Start> {
  const startedAt = Date.now();
  const child = spawn(program.executable, [...program.args, ...switches, ...args], {
    env: { ...env, ...more, UNJAM_DATA_DIR: dataFolder, XDG_CONFIG_HOME: dataFolder },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: Math.max(1, Math.min(longestMs, endsAt - performance.now())),
    killSignal: 'SIGKILL',
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const usableAt = await new Promise<number>((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      const told = /^usable (\d+)$/m.exec(text)?.[1];
      if (told !== undefined) resolve(Number(told));
    });
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`it ended with ${String(code)} before it could be used`)));
  });
  await delay(settleMs);
  const pssMiB = child.pid === undefined ? null : await proportionalMemory(child.pid);
  child.kill('SIGTERM');
  await ended;
  return { usableMs: usableAt - startedAt, pssMiB };
}

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface EndedProgram {
  readonly code: number | null;
  readonly text: string;
  readonly ms: number;
  /** Resident memory at its peak; NaN where the system does not say it. */
  readonly peakMb: number;
}

/** Runs a Node program to its end. `ignore`: it may print more than fits into a text. */
export const endedProgram = (
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  stdout: 'pipe' | 'ignore' = 'pipe',
): Promise<EndedProgram> =>
  new Promise((resolve) => {
    const from = performance.now();
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', stdout, 'inherit'],
    });
    const pieces: Buffer[] = [];
    let peakMb = NaN;
    const sample = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8');
        const [, peak] = /VmHWM:\s+(\d+) kB/.exec(status) ?? [];
        if (peak !== undefined) peakMb = Number(peak) / 1_024;
      } catch {
        // not Linux, or it has ended
      }
    }, 10);
    child.stdout?.on('data', (piece: Buffer) => pieces.push(piece));
    child.on('close', (code) => {
      clearInterval(sample);
      resolve({ code, text: Buffer.concat(pieces).toString(), ms: performance.now() - from, peakMb });
    });
  });

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createRigHome, destroyRigHome, server } from './rig-home.ts';
import { WineProcess, type RunResult } from './wine-process.ts';

export type RunWindows = (exe: string, args: readonly string[], cwd: string) => Promise<RunResult>;

/** Windows programs without test devices: in a Wine prefix of their own, or on Windows itself. */
export async function withWindows<T>(task: (run: RunWindows) => Promise<T>): Promise<T> {
  if (process.platform === 'win32') return task(runHere);
  const { folder, scratchFolder, env } = createRigHome();
  try {
    await mkdir(scratchFolder);
    const run: RunWindows = async (exe, args, cwd) =>
      (await WineProcess.start(exe, args, { cwd, env, scratchFolder, timeoutMs: 120_000 })).exited;
    server(env, '-p');
    const boot = await run('winecfg', ['/v', 'win10'], scratchFolder);
    if (boot.code !== 0) throw new Error(`Wine did not boot the prefix (${boot.code})\n${boot.stderr}`);
    return await task(run);
  } finally {
    destroyRigHome(folder);
  }
}

const runHere: RunWindows = async (exe, args, cwd) => {
  const child = spawn(exe, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => (output.stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output.stderr += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, timedOut: false, ...output };
};

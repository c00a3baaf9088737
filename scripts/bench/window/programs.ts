import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildApp, electronViteProgram } from '../../build-app.ts';
import type { ElectronRuntime } from '../../electron/runtime.ts';
import { stageApp } from '../../electron/stage-app.ts';
import { projectRoot } from '../../project-root.ts';
import { lastLines, runCommand } from '../../run-command.ts';

/** A program that can be started: its file, and what comes before its own arguments. */
export interface Program {
  readonly executable: string;
  readonly args: readonly string[];
}

const build = async (config: string, out: string): Promise<void> => {
  const built = await runCommand(
    process.execPath,
    [
      electronViteProgram(projectRoot),
      'build',
      '--logLevel',
      'warn',
      '--config',
      path.join(import.meta.dirname, config),
    ],
    { cwd: projectRoot, env: { ...process.env, UNJAM_BENCH_OUT: out }, timeoutMs: 10 * 60_000 },
  );
  if (!built.ok)
    throw new Error(`${config}: ${built.trouble}\n${lastLines(`${built.stdout}\n${built.stderr}`, 40)}`);
};

const stage = async (runtime: ElectronRuntime, folder: string, name: string): Promise<Program> => {
  const manifest = { name, version: '0.0.0', type: 'module', main: 'out/main/index.js' };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  return stageApp(runtime, { projectRoot: folder, into: path.join(folder, 'stage') });
};

/** Main as it is shipped, but for its seams (substitute.ts). */
export const buildMain = (out: string): Promise<void> => build('crowd.config.ts', out);

/** Unjam as built, with such a main. */
export async function buildUnjam(runtime: ElectronRuntime, work: string): Promise<Program> {
  const built = await buildApp(projectRoot);
  if (!built.ok) throw new Error(built.problem.message);
  const folder = path.join(work, 'unjam');
  await mkdir(folder, { recursive: true });
  for (const part of ['preload', 'renderer'])
    await cp(path.join(projectRoot, 'out', part), path.join(folder, 'out', part), { recursive: true });
  await buildMain(path.join(folder, 'out', 'main'));
  return stage(runtime, folder, 'unjam');
}

/** An empty window, and the barest call (reference/). */
export async function buildReference(runtime: ElectronRuntime, work: string): Promise<Program> {
  const folder = path.join(work, 'reference');
  await mkdir(folder, { recursive: true });
  await build('reference.config.ts', path.join(folder, 'out'));
  return stage(runtime, folder, 'reference');
}

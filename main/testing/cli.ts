import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { beforeAll, onTestFinished } from 'vitest';
import { temporaryFolder } from './bench.ts';

const root = join(import.meta.dirname, '../..');

/** Where the command line is built for the tests of a file. */
export const builtFolder = mkdtempSync(join(tmpdir(), 'unjam-cli-'));

/** Runs another build of the program instead: unjam.exe under Wine (scripts/test/one-file.ts). */
export const otherProgram = process.env['UNJAM_CLI_PROGRAM'];
const [command, ...first] =
  otherProgram === undefined ? [process.execPath, join(builtFolder, 'unjam.mjs')] : ([otherProgram] as const);
export const onWindows = process.platform === 'win32' || otherProgram !== undefined;

/** The artefact itself is tested: one file, run by plain Node, with nothing beside it. */
export const buildCli = (): void => {
  if (otherProgram !== undefined) return;
  beforeAll(async () => {
    await build({
      configFile: join(root, 'vite.cli.config.ts'),
      root,
      logLevel: 'error',
      build: { outDir: builtFolder },
    });
    return () => rmSync(builtFolder, { recursive: true, force: true });
  }, 60_000);
};

/** A situation (docs/scenarios.md), as a file that ends with the test. */
export const scenarioFile = (situation: object): string => {
  const path = join(temporaryFolder(), 'situation.json');
  writeFileSync(path, JSON.stringify({ scenario: 1, ...situation }));
  return path;
};

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line while it runs, with its data in a folder. It is killed with the test. */
export const startUnjam = (
  args: string,
  folder: string,
  options: SpawnOptions = {},
): ChildProcess & {
  readonly stdout: NonNullable<ChildProcess['stdout']>;
  readonly stderr: NonNullable<ChildProcess['stderr']>;
} => {
  const child = spawn(command, [...first, ...args.split(' ')], {
    env: { ...process.env, UNJAM_DATA_DIR: folder },
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
};

export const unjam = (args: string, folder: string, options: SpawnOptions = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const child = startUnjam(args, folder, options);
    const ended = { stdout: '', stderr: '' };
    child.stdout.on('data', (text: Buffer) => (ended.stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (ended.stderr += text.toString()));
    child.on('close', (code) => resolve({ code, ...ended }));
  });

export const json = (ended: Ended): Record<string, never> =>
  JSON.parse(ended.stdout) as Record<string, never>;

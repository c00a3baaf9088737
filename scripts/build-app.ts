import path from 'node:path';
import { done, problem, type Outcome } from './outcome.ts';
import { lastLines, runCommand } from './run-command.ts';

/** Where a tool's program file is, to be run by this Node: `.bin` holds shell scripts on Windows. */
export function electronViteProgram(projectRoot: string): string {
  return path.join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
}

/** Builds main, preload and renderer into out/. Says nothing unless it fails. */
export async function buildApp(projectRoot: string): Promise<Outcome<void>> {
  const built = await runCommand(
    process.execPath,
    [electronViteProgram(projectRoot), 'build', '--logLevel', 'warn'],
    { cwd: projectRoot, timeoutMs: 10 * 60_000 },
  );
  if (built.ok) return done(undefined);
  const output = lastLines(`${built.stdout}\n${built.stderr}`, 40);
  return problem('broken', `Building the program failed: ${built.trouble}\n${output}`);
}

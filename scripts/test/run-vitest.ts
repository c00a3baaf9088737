import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastLines, runCommand } from '../run-command.ts';
import type { StageReport } from './stage.ts';

const reporter = fileURLToPath(new URL('vitest-reporter.ts', import.meta.url));
const timeoutMs = 15 * 60_000;

/** Many unit tests wait for programs of their own. The browser of the components has its own processes. */
const workers = (project: string): string =>
  String(project === 'unit' ? availableParallelism() + 1 : Math.max(1, availableParallelism() - 1));

/** Runs one vitest project to its report. */
export async function runVitest(
  projectRoot: string,
  project: string,
  env: NodeJS.ProcessEnv = {},
  /** All of the project when there are none. */
  files: readonly string[] = [],
): Promise<StageReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'unjam-vitest-'));
  const reportFile = path.join(folder, 'report.json');
  try {
    const vitest = path.join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
    const ran = await runCommand(
      process.execPath,
      [
        vitest,
        'run',
        '--project',
        project,
        '--maxWorkers',
        workers(project),
        '--reporter',
        reporter,
        ...files,
      ],
      { cwd: projectRoot, env: { ...process.env, ...env, UNJAM_STAGE_REPORT: reportFile }, timeoutMs },
    );
    const text = await readFile(reportFile, 'utf8').catch(() => '');
    const output = lastLines(`${ran.stdout}\n${ran.stderr}`, 30);
    if (text === '') throw new Error(`vitest left no report: ${ran.trouble}\n${output}`);
    const report = { ...(JSON.parse(text) as StageReport), name: project };
    if (ran.ok || report.failed > 0) return report;
    return {
      ...report,
      failed: 1,
      failures: [`vitest\n${ran.trouble} although no test failed\n${output}`],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { messageOf } from '../machine.ts';
import { finalLine, strict, sum } from './totals.ts';
import type { Preparation, Stage, StageContext, StageReport } from './stage.ts';

export interface RunOptions extends StageContext {
  /** Nothing that can be provided may be missing. */
  demanding: boolean;
  /** What everything runs on, before the stages add theirs. */
  runtimes: string[];
  /** Stages that were left out by choice. */
  leftOut: string[];
}

/** Runs the stages and prints all there is to print, the final line included. Answers the exit code. */
export async function runStages(stages: Stage[], options: RunOptions): Promise<number> {
  const { say } = options;
  const prepared: { stage: Stage; preparation: Preparation }[] = [];
  for (const stage of stages) prepared.push({ stage, preparation: await prepare(stage, options) });

  const runtimes = prepared.flatMap(({ preparation }) => (preparation.ok ? preparation.runtimes : []));
  say(`Runs on: ${[...new Set([...options.runtimes, ...runtimes])].join(', ')}`);

  const blocked = prepared.some(
    ({ preparation }) => !preparation.ok && preparation.problem.kind === 'needs-person',
  );
  const reports: StageReport[] = [];
  for (const { stage, preparation } of prepared) {
    if (blocked && preparation.ok) continue;
    const startedAt = Date.now();
    const report = await runPrepared(stage, preparation, options.demanding);
    reports.push(report);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    say(`\n${stage.name}: ${finalLine(sum([report]))} (${seconds} s)`);
    for (const failure of report.failures) say(`  FAILED ${failure.trimEnd().replaceAll('\n', '\n    ')}`);
  }
  return conclude(reports, blocked, options);
}

function conclude(reports: StageReport[], blocked: boolean, options: RunOptions): number {
  const { say } = options;
  const skips = reports.flatMap((report) => report.skipped.map((skip) => ({ ...skip, stage: report.name })));
  say('');
  for (const skip of skips) say(`skipped: ${skip.stage} › ${skip.title}: ${skip.reason}`);
  if (blocked) say('Nothing was run: do what is said above first.');
  if (options.leftOut.length > 0) say(`A partial run: ${options.leftOut.join(', ')} left out with --only.`);
  const totals = sum(reports);
  say(finalLine(totals));
  return totals.failed === 0 ? 0 : 1;
}

async function prepare(stage: Stage, context: StageContext): Promise<Preparation> {
  try {
    return await stage.prepare(context);
  } catch (error) {
    return { ok: false, problem: { kind: 'broken', message: crashWords(error) } };
  }
}

async function runPrepared(stage: Stage, preparation: Preparation, demanding: boolean): Promise<StageReport> {
  const report: StageReport = { name: stage.name, passed: 0, failed: 0, failures: [], skipped: [] };
  const failed = (words: string): StageReport => ({
    ...report,
    failed: 1,
    failures: [`${stage.name}\n${words}`],
  });
  if (preparation.ok) {
    try {
      return strict({ ...(await preparation.run()), name: stage.name });
    } catch (error) {
      return failed(crashWords(error));
    }
  }
  const { kind, message } = preparation.problem;
  if (kind !== 'unavailable') return failed(message);
  if (demanding) return failed(`${message}\nIn CI on Linux this must not be missing.`);
  return { ...report, skipped: [{ title: 'all of its tests', reason: message }] };
}

function crashWords(error: unknown): string {
  return `crashed: ${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}`;
}

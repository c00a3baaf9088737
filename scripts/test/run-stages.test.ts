import { describe, expect, test } from 'vitest';
import { problem } from '../outcome.ts';
import { runStages } from './run-stages.ts';
import type { Preparation, Stage, StageReport } from './stage.ts';

const report = (change: Partial<StageReport> = {}): StageReport => ({
  name: 's',
  passed: 2,
  failed: 0,
  failures: [],
  skipped: [],
  ...change,
});

const ready = (result: StageReport | Error): Preparation => ({
  ok: true,
  runtimes: ['Thing 1'],
  run: () => (result instanceof Error ? Promise.reject(result) : Promise.resolve(result)),
});

const stage = (name: string, preparation: Preparation): Stage => ({
  name,
  prepare: () => Promise.resolve(preparation),
});

async function run(
  stages: Stage[],
  change: { demanding?: boolean; leftOut?: string[] } = {},
): Promise<{ code: number; lines: string[]; last: string | undefined }> {
  const lines: string[] = [];
  const code = await runStages(stages, {
    projectRoot: '',
    officialOnly: false,
    demanding: false,
    runtimes: ['Node 20'],
    leftOut: [],
    say: (line) => lines.push(line),
    ...change,
  });
  return { code, lines, last: lines.at(-1) };
}

describe('a test run', () => {
  test('adds the stages up and names the runtimes', async () => {
    const ran = await run([stage('a', ready(report())), stage('b', ready(report({ passed: 3 })))]);
    expect(ran).toMatchObject({ code: 0, last: '5 passed, 0 failed, 0 skipped' });
    expect(ran.lines[0]).toBe('Runs on: Node 20, Thing 1');
  });

  test('fails with a failed test', async () => {
    const failing = report({ failed: 1, failures: ['t\nwrong'] });
    expect(await run([stage('a', ready(failing))])).toMatchObject({
      code: 1,
      last: '2 passed, 1 failed, 0 skipped',
    });
  });

  test('lists a skip with its reason', async () => {
    const ran = await run([stage('a', ready(report({ skipped: [{ title: 't', reason: 'no printer' }] })))]);
    expect(ran).toMatchObject({ code: 0, last: '2 passed, 0 failed, 1 skipped' });
    expect(ran.lines).toContain('skipped: a › t: no printer');
  });

  test('takes a skip without a reason for a failure', async () => {
    const ran = await run([stage('a', ready(report({ skipped: [{ title: 't', reason: ' ' }] })))]);
    expect(ran).toMatchObject({ code: 1, last: '2 passed, 1 failed, 0 skipped' });
  });

  test('takes a stage in which nothing ran for a failure', async () => {
    const ran = await run([stage('a', ready(report({ passed: 0 })))]);
    expect(ran).toMatchObject({ code: 1, last: '0 passed, 1 failed, 0 skipped' });
  });

  test('takes a crash for a failure and goes on', async () => {
    const ran = await run([stage('a', ready(new Error('oh'))), stage('b', ready(report()))]);
    expect(ran).toMatchObject({ code: 1, last: '2 passed, 1 failed, 0 skipped' });
    expect(ran.lines.join('\n')).toContain('oh');
  });

  test('skips what this machine cannot provide, but not in CI', async () => {
    const stages = [stage('a', problem('unavailable', 'no Wine here')), stage('b', ready(report()))];
    expect(await run(stages)).toMatchObject({ code: 0, last: '2 passed, 0 failed, 1 skipped' });
    expect(await run(stages, { demanding: true })).toMatchObject({
      code: 1,
      last: '2 passed, 1 failed, 0 skipped',
    });
  });

  test('runs nothing while a person has to do something first', async () => {
    const stages = [
      stage('a', ready(report())),
      stage('b', problem('needs-person', 'sudo apt-get install x')),
    ];
    const ran = await run(stages);
    expect(ran).toMatchObject({ code: 1, last: '0 passed, 1 failed, 0 skipped' });
    expect(ran.lines.join('\n')).toContain('sudo apt-get install x');
  });

  test('says when it was partial', async () => {
    const ran = await run([stage('a', ready(report()))], { leftOut: ['e2e'] });
    expect(ran.lines.join('\n')).toMatch(/partial run: e2e left out/);
    expect(ran.last).toBe('2 passed, 0 failed, 0 skipped');
  });
});

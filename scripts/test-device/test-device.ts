import type { Calibration } from '../../app/calibration/field-report.ts';
import type { Fault } from '../../app/faults/fault.ts';
import { reportOf } from '../../app/operations/operation.ts';
import type { Result } from '../../app/result.ts';
import { faultWords } from '../../app/words/faults.ts';
import { profileSentences } from '../../app/words/calibration.ts';
import { describeDriverContract } from '../../native/contract/contract.ts';
import { printerHarness } from '../../native/contract/printer-harness.ts';
import type { Dot4Driver } from '../../native/index.ts';
import type { Services } from '../../main/services.ts';
import { checksOf } from '../test/checks.ts';
import type { StageReport } from '../test/stage.ts';
import { finalLine, sum } from '../test/totals.ts';
import { collectCases, runCases } from './run-cases.ts';
import { deviceWords as words } from './words.ts';

export interface DeviceTest {
  readonly driver: Dot4Driver;
  readonly services: Services;
  readonly deviceId: string;
  /** The line that a person types; null: nobody sits at a terminal. */
  readonly ask: ((question: string) => Promise<string>) | null;
  readonly say: (line: string) => void;
}

const exitCodes = { done: 0, failed: 1, notStarted: 2 } as const;

/**
 * Calibration and the driver contract on one device, real or simulated, after its exact name was typed. Nothing is
 * opened before that. Answers the exit code.
 */
export async function testDevice({ driver, services, deviceId, ask, say }: DeviceTest): Promise<number> {
  const refreshed = await services.devices.refresh();
  if (!refreshed.ok) return notStarted(say, faultWords(refreshed.fault).title);
  const { devices } = services.session.state;
  const found = devices[deviceId];
  if (found === undefined) return notStarted(say, words.unknown(deviceId, Object.keys(devices)));
  const { name } = found.device;
  say(words.plan(name, deviceId));
  if (ask === null) return notStarted(say, words.noTerminal);
  if ((await ask(words.question)) !== name) return notStarted(say, words.notTheName);

  const { check, report } = checksOf('calibration');
  const measured = await measure(services, deviceId);
  await check(words.isMeasured, () => {
    if (!measured.ok) throw new Error(faultWords(measured.fault).title);
    return Promise.resolve();
  });
  if (!measured.ok) return told(say, [report]);
  const { profile, leftBehind, report: fieldReport } = measured.value;
  for (const sentence of profileSentences(profile)) say(`  ${sentence}`);
  await check(words.leavesNothing, () => nothingLeft(leftBehind));

  const hasEcho = fieldReport.observations.some(
    ({ step, service, answer }) => step === 'create' && service === 'ECHO' && answer === 'done',
  );
  const harness = printerHarness({ driver, deviceId, shapes: profile.shapes, hasEcho });
  const contract = await runCases(
    collectCases((runner) => describeDriverContract(runner, harness)),
    say,
  );
  await check(words.contractLeavesNothing, () => nothingLeft([...harness.leftBehind]));
  return told(say, [report, contract]);
}

async function measure({ operations }: Services, deviceId: string): Promise<Result<Calibration, Fault>> {
  const started = operations.start<'measure'>({ kind: 'measure', deviceId });
  return started.ok ? reportOf((await started.value.ended).outcome) : started;
}

function nothingLeft(hostSockets: readonly number[]): Promise<void> {
  if (hostSockets.length > 0) throw new Error(words.left(hostSockets));
  return Promise.resolve();
}

function notStarted(say: DeviceTest['say'], why: string): number {
  say(why);
  return exitCodes.notStarted;
}

function told(say: DeviceTest['say'], reports: StageReport[]): number {
  for (const failure of reports.flatMap(({ failures }) => failures)) say(`\n${failure}`);
  for (const [reason, count] of reasonsOf(reports)) say(words.skipped(count, reason));
  const totals = sum(reports);
  say(finalLine(totals));
  return totals.failed === 0 ? exitCodes.done : exitCodes.failed;
}

function reasonsOf(reports: StageReport[]): Map<string, number> {
  const reasons = new Map<string, number>();
  for (const { skipped } of reports) {
    for (const { title, reason } of skipped) {
      const why = reason || title;
      reasons.set(why, (reasons.get(why) ?? 0) + 1);
    }
  }
  return reasons;
}

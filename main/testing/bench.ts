import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import * as v from 'valibot';
import { AuditRecordSchema } from '#app/audit/record.ts';
import type { AuditRecord } from '#app/audit/record.ts';
import { nothingCutOff } from '#app/operations/confirmation.ts';
import { confirmedOf, confirmedUnseen, expressYes } from '#app/operations/confirmed.ts';
import type { Confirmed } from '#app/operations/confirmation.ts';
import type { OperationKind } from '#app/operations/kinds.ts';
import { reportOf } from '#app/operations/operation.ts';
import type {
  CloseTarget,
  Closing,
  Operation,
  OperationOf,
  RemedyRequest,
  RequestOf,
} from '#app/operations/operation.ts';
import type { Fault } from '#app/faults/fault.ts';
import { noPolicy } from '#app/policy/policy.ts';
import type { HeldPolicy } from '#app/policy/policy.ts';
import type { Result } from '#app/result.ts';
import { liveChannel } from '#app/session/channels.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import type { StampedEvent } from '#app/session/event.ts';
import type { ChannelState, SessionState } from '#app/session/state.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import { environment } from '#app/testing/stamped.ts';
import { cutOffBy, cutOffByClose } from '#app/remedy/cut-off.ts';
import { remedyPlan } from '#app/remedy/plan.ts';
import type { StepKind } from '#app/remedy/step.ts';
import { createSimulator, scenarioFromBytes } from '#native';
import { createVirtualClock } from '#native/testing.ts';
import type { Dot4Driver, Scenario, Simulator } from '#native';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import { auditPath, createAuditTrail } from '../audit/audit-trail.ts';
import { createServices } from '../services.ts';

export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'unjam-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export const auditRecords = (path: string): AuditRecord[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => v.parse(AuditRecordSchema, JSON.parse(line)));

const outcomeOf = (operation: Operation): unknown => ('outcome' in operation ? operation.outcome : null);

/** Operations that answer a report or a fault. */
type Reporting = Exclude<OperationKind, 'close' | 'remedy'>;
type Reported<K extends Reporting> = Result<
  Extract<NonNullable<OperationOf<K>['outcome']>, { kind: 'done' }>['report'],
  Fault
>;

/** What a person who sees the row of a host socket now, or none, asks to be closed. */
export const closeTarget = (
  state: SessionState,
  deviceId: string,
  hostSocket: number,
  { overJob = false, confirmed }: { overJob?: boolean; confirmed?: Confirmed | undefined } = {},
): CloseTarget => {
  const channel = liveChannel(state, deviceId, hostSocket);
  const device = state.devices[deviceId];
  if (device === undefined) throw new Error(`no device ${deviceId}`);
  const cutOff = overJob ? expressYes(cutOffByClose(channel, hostSocket, device)) : nothingCutOff;
  const seen =
    channel === null ? confirmedUnseen(device, hostSocket, cutOff) : confirmedOf(channel, device, cutOff);
  return {
    hostSocket,
    generation: channel?.generation ?? null,
    confirmed: confirmed ?? seen,
  };
};

/** Longest course of virtual time a test may take, in ms. */
const longestMs = 60_000;

const fieldFolder = join(import.meta.dirname, '../../native/simulator/scenarios/field');

/** A situation from the field, by the name of its file. */
export const fieldScenario = (name: string): Scenario => {
  const read = scenarioFromBytes(readFileSync(join(fieldFolder, `${name}.json`)));
  if (!read.ok) throw new Error(`${name}: ${read.fault.at} ${read.fault.reason}`);
  return read.value;
};

/**
 * A step of the ladder of this channel, as whoever sees it now confirms it. `cutOff`: the express yes to this, or to
 * all that the step would cut off.
 */
export const remedyRequest = (
  state: SessionState,
  channel: ChannelState,
  step: StepKind,
  cutOff: Confirmed['cutOff'] | 'expressly' = nothingCutOff,
): RemedyRequest => {
  const { deviceId, hostSocket, generation } = channel;
  const device = state.devices[deviceId];
  if (device === undefined) throw new Error(`no device ${deviceId}`);
  const plan = remedyPlan(channel, device, state.environment);
  const action = plan.find(({ kind }) => kind === step)?.action ?? null;
  const yes = cutOff === 'expressly' ? expressYes(cutOffBy(step, action, channel, state)) : cutOff;
  const confirmed = confirmedOf(channel, device, yes);
  return { kind: 'remedy', deviceId, hostSocket, generation, step, action, confirmed };
};

/** A look for the table that takes long, and a job that begins on the device while it is under way. */
export const jobBehindSlowLook = async (
  { simulator, services, clock }: Pick<ReturnType<typeof openBench>, 'simulator' | 'services' | 'clock'>,
  deviceId: string,
): Promise<{ readonly forTheTable: Promise<void> }> => {
  const { world } = simulator.controls;
  world.slowSources.set('spooler', 2_000);
  const forTheTable = services.devices.observeAll();
  await clock.advance(100);
  world
    .printer(deviceId)
    .queue.print({ document: 'A', user: 'ann', pagesDone: 1, pagesTotal: 9, pageEveryMs: 1_000 });
  return { forTheTable };
};

interface BenchOptions {
  readonly policy?: HeldPolicy;
  /** What stands between the services and the simulated driver. */
  readonly wrap?: (simulator: Simulator) => Dot4Driver;
}

/** The real services on a simulated office and a virtual clock; the audit trail is on a real disk. */
export const openBench = (
  scenario: ScenarioId | Scenario | ((world: Simulator['controls']['world']) => void),
  dataFolder = temporaryFolder(),
  { wrap = (simulator) => simulator, policy = noPolicy }: BenchOptions = {},
) => {
  const clock = createVirtualClock();
  const simulator = createSimulator(
    typeof scenario === 'function' ? { build: scenario, clock } : { scenario, clock },
  );
  const path = auditPath(dataFolder, true);
  const trail = createAuditTrail(path);
  const deltas: NumberedDelta[] = [];
  const events: StampedEvent[] = [];
  let writing: Promise<unknown> | null = null;
  const awaited = <T>(written: Promise<T>): Promise<T> => {
    writing = written;
    return written;
  };
  const services = createServices({
    driver: wrap(simulator),
    environment: { ...environment, policy },
    clock: simulator.clock,
    audit: { append: (record) => awaited(trail.append(record)), flush: () => awaited(trail.flush()) },
    dataFolder,
    program: 'window',
    publish: (delta) => deltas.push(delta),
    onEvent: (event) => events.push(event),
  });

  /** Moves virtual time until the promise settles; it stands still while the disk is written. */
  const run = async <T>(promise: Promise<T>, mostMs = longestMs): Promise<T> => {
    const settled = { yet: false };
    const mark = (): void => {
      settled.yet = true;
    };
    promise.then(mark, mark);
    const limit = clock.monotonicMs() + mostMs;
    for (await clock.settle(); !settled.yet && clock.monotonicMs() < limit;) {
      if (writing === null) {
        await clock.advance(1);
      } else {
        const current: Promise<unknown> = writing;
        await current;
        if (writing === current) writing = null;
        await clock.settle();
      }
    }
    if (!settled.yet) throw new Error(`not settled after ${mostMs} ms of virtual time`);
    return promise;
  };

  /** Starts an operation and moves time until it has ended. A refusal at the start is thrown. */
  const perform = <K extends OperationKind>(request: RequestOf<K>): Promise<OperationOf<K>> => {
    const started = services.operations.start<K>(request);
    if (!started.ok) throw new Error(JSON.stringify(started.fault));
    return run(started.value.ended);
  };

  /** Its report, or the fault that refused or ended it. Started at once; time does not move. */
  const begin = <K extends Reporting>(
    request: RequestOf<K>,
  ): { id: number; report: Promise<Reported<K>> } => {
    const started = services.operations.start<K>(request);
    if (!started.ok) return { id: 0, report: Promise.resolve(started as Reported<K>) };
    const { id, ended } = started.value;
    return { id, report: ended.then((one) => reportOf(outcomeOf(one) as never) as Reported<K>) };
  };
  const ask = <K extends Reporting>(request: RequestOf<K>): Promise<Reported<K>> =>
    run(begin<K>(request).report);
  const scan = (deviceId: string) => ask<'scan'>({ kind: 'scan', deviceId });
  const measure = (deviceId: string) => ask<'measure'>({ kind: 'measure', deviceId });

  /** Closes one host socket, as whoever sees its row now confirms it. Answers how it ended. */
  const close = async (
    deviceId: string,
    hostSocket: number,
    { overJob = false, confirmed }: { overJob?: boolean; confirmed?: Confirmed } = {},
  ): Promise<Closing & { readonly outcome: Outcome }> => {
    const target = closeTarget(services.session.state, deviceId, hostSocket, { overJob, confirmed });
    const { closings } = await perform<'close'>({ kind: 'close', deviceId, targets: [target] });
    const [closing] = closings;
    if (closing?.outcome == null) throw new Error('a close without an outcome');
    return { ...closing, outcome: closing.outcome };
  };

  onTestFinished(async () => {
    await run(services.close());
  });
  const audit = () => auditRecords(path);
  return {
    clock,
    run,
    perform,
    begin,
    ask,
    scan,
    measure,
    close,
    simulator,
    services,
    deltas,
    events,
    auditFile: path,
    audit,
  };
};

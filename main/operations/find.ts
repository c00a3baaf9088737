import type { Fault } from '#app/faults/fault.ts';
import { findStepNames, withStep } from '#app/operations/find-steps.ts';
import type { FindStep, FindStepName } from '#app/operations/find-steps.ts';
import { runningOn } from '#app/operations/history.ts';
import { isRunning } from '#app/operations/operation.ts';
import type { Operation, RequestOf } from '#app/operations/operation.ts';
import { whyNoChannelProbe } from '#app/probe/permissions.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { DeviceState, SessionState } from '#app/session/state.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import { hasShown, trialServices } from '#app/trial/trial.ts';
import { verdictOf } from '#app/verdict/verdict-of.ts';
import type { Verdict } from '#app/verdict/verdict.ts';
import type { Moment } from '#app/verdict/verdict-of.ts';
import { pause } from '#native';
import { presentDevice } from '../session/device-service.ts';
import type { Session } from '../session/session-service.ts';
import type { OperationParts, Particulars, Run } from './operation.ts';

type Request = RequestOf<'find'>;
type PartRequest = RequestOf<'measure' | 'scan' | 'trial'>;
type Ended<S> = S extends FindStep ? Omit<S, 'name'> : never;
/** How a step ended. */
type StepEnd =
  Ended<Exclude<FindStep, { status: 'waiting' | 'running' | 'done' }>> | { readonly status: 'done' };

/** How long a job in progress is watched for a page or a byte, in ms, and how often it is looked at. */
const watchJobsMs = 10_000;
const lookEveryMs = 1_000;

/** So lately a page or a byte went to a printer that need not be tried, in ms. */
const justPrintedMs = 60_000;

const done: StepEnd = { status: 'done' };
const skipped = (because: Extract<FindStep, { status: 'skipped' }>['because']): StepEnd => ({
  status: 'skipped',
  because,
});
const endOf = (result: Result<unknown, Fault>): StepEnd =>
  result.ok ? done : { status: 'failed', fault: result.fault };

/** Resolves when the session is so, or the signal aborts. */
const until = (
  session: Session,
  isSo: (state: SessionState) => boolean,
  signal: AbortSignal,
): Promise<void> =>
  new Promise((resolve) => {
    if (isSo(session.state) || signal.aborted) return resolve();
    const end = (): void => {
      unsubscribe();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const unsubscribe = session.subscribe((state) => {
      if (isSo(state)) end();
    });
    signal.addEventListener('abort', end);
  });

const faultOf = (operation: Operation | undefined): Fault | null =>
  operation !== undefined && operation.kind !== 'close' && operation.outcome?.kind === 'failed'
    ? operation.outcome.fault
    : null;

/** The channel that a search tries has shown whether the printer answers. */
const hasPartShown = ({ operations }: SessionState, id: number): boolean =>
  Object.values(operations).some(
    (one) =>
      one.kind === 'trial' &&
      one.partOf === id &&
      isRunning(one) &&
      one.sample !== null &&
      hasShown(one.sample),
  );

/**
 * Looks for what is stuck, step by step: each is done by the operation that is there for it, with its turn, its guards
 * and its records. What a person did not agree to is left out, and what is running already is waited for. It ends in a
 * verdict of what is known then, also when it was cancelled.
 */
export const finding = (parts: OperationParts): Particulars<'find'> => {
  const { session, devices, clock } = parts;
  const now = (): Moment => ({ at: clock.now(), ms: clock.monotonicMs() });

  const verdictNow = ({ deviceId, complaint }: Request): Verdict | null =>
    verdictOf(session.state, deviceId, complaint, now());

  /** A job that prints is seen to within seconds; one that was not is said to be missing. */
  const lookUntilJobsMove = async (
    request: Request,
    signal: AbortSignal,
  ): Promise<Result<unknown, Fault>> => {
    const endsMs = clock.monotonicMs() + watchJobsMs;
    for (;;) {
      const seen = await devices.lookNow(request.deviceId);
      if (!seen.ok) return seen;
      const verdict = verdictNow(request);
      const isOpen = verdict?.missing.some(({ kind }) => kind === 'job-unwatched') === true;
      if (!isOpen || signal.aborted || clock.monotonicMs() >= endsMs) return seen;
      await pause(clock, lookEveryMs, signal);
    }
  };

  const runPart = async (
    request: PartRequest,
    run: Run,
    signal: AbortSignal,
  ): Promise<Result<void, Fault>> => {
    const ended = await run.part(request, signal);
    if (ended.ok) {
      const fault = faultOf(ended.value);
      return fault === null ? ok(undefined) : fail(fault);
    }
    if (ended.fault.kind !== 'busy') return ended;
    const same = runningOn(session.state.operations, request.deviceId).find(
      ({ kind }) => kind === request.kind,
    );
    const last = (): Operation | undefined => session.state.operations[same?.id ?? 0];
    await until(session, () => last()?.endedAt !== null, signal);
    const fault = signal.aborted ? ended.fault : faultOf(last());
    return fault === null ? ok(undefined) : fail(fault);
  };

  /** Until a service is known to the printer. One that does not answer at all has answered the question. */
  const tryPrinter = async ({ deviceId }: Request, run: Run, signal: AbortSignal): Promise<StepEnd> => {
    let end: StepEnd = skipped('not-possible');
    for (const service of trialServices) {
      const enough = new AbortController();
      const over = AbortSignal.any([signal, enough.signal]);
      void until(session, (state) => hasPartShown(state, run.id), over).then(() => enough.abort());
      const tried = await runPart({ kind: 'trial', deviceId, service }, run, over);
      enough.abort();
      end = !tried.ok && tried.fault.kind === 'deadline' ? done : endOf(tried);
      if (tried.ok || tried.fault.kind !== 'refused' || signal.aborted) return end;
    }
    return end;
  };

  const doStep = async (
    name: FindStepName,
    request: Request,
    run: Run,
    signal: AbortSignal,
  ): Promise<StepEnd> => {
    const { deviceId, agreedTo } = request;
    const device = presentDevice(session, deviceId);
    if (!device.ok) return endOf(device);
    const { profile, scan } = device.value;
    switch (name) {
      case 'look':
        return endOf(await devices.refresh());
      case 'measure':
        if (profile.origin !== 'not-measured') return skipped('not-needed');
        if (!agreedTo.includes(name)) return skipped('not-agreed');
        return endOf(await runPart({ kind: 'measure', deviceId }, run, signal));
      case 'scan':
        if (!agreedTo.includes(name)) return skipped('not-agreed');
        if (whyNoProbe(profile) !== null) return skipped('not-possible');
        return endOf(await runPart({ kind: 'scan', deviceId }, run, signal));
      case 'holders': {
        const looked = await lookUntilJobsMove(request, signal);
        const hasEnded = verdictNow(request)?.missing.some(({ kind }) => kind === 'ended-since') === true;
        if (!looked.ok || !hasEnded || !agreedTo.includes('scan')) return endOf(looked);
        // what a program had open when it ended, the first scan could not tell
        return endOf(await runPart({ kind: 'scan', deviceId }, run, signal));
      }
      case 'try':
        // that it did not answer is tried again: it may have been switched off and on since
        if (![null, 'printer-does-not-answer'].includes(verdictNow(request)?.explanation?.kind ?? null))
          return skipped('not-needed');
        if (!agreedTo.includes(name)) return skipped('not-agreed');
        // it answers the spooler; to a channel of ours it may have nothing to say meanwhile
        if (hasJustPrinted(device.value)) return skipped('not-needed');
        if (whyNoChannelProbe(profile) !== null || scan.kind === 'failed') return skipped('not-possible');
        return tryPrinter(request, run, signal);
    }
  };

  /** A job of a pool may be on another printer. */
  const hasJustPrinted = ({ evidence }: DeviceState): boolean => {
    const pools = evidence.flatMap((piece) =>
      piece.kind === 'queue' && piece.queue.ports.length > 1 ? [piece.queue.name] : [],
    );
    return evidence.some(
      (piece) =>
        piece.kind === 'job-still' &&
        piece.movedMs !== null &&
        clock.monotonicMs() - piece.movedMs <= justPrintedMs &&
        !pools.includes(piece.job.queue),
    );
  };

  const stepsOf = ({ operations }: SessionState, id: number): readonly FindStep[] => {
    const operation = operations[id];
    return operation?.kind === 'find' ? operation.steps : [];
  };
  const isOpen = (state: SessionState, id: number, name: FindStepName): boolean =>
    stepsOf(state, id).some(
      (one) => one.name === name && (one.status === 'waiting' || one.status === 'running'),
    );

  const runStep = async (name: FindStepName, request: Request, run: Run): Promise<void> => {
    const { id, signal } = run;
    const put = (step: FindStep): void => run.change({ steps: withStep(stepsOf(session.state, id), step) });
    const isCancelled = (): boolean => signal.aborted;
    if (isCancelled()) return put({ name, status: 'skipped', because: 'asked' });
    if (!isOpen(session.state, id, name)) return;
    put({ name, status: 'running' });
    const over = new AbortController();
    void until(session, (state) => !isOpen(state, id, name), AbortSignal.any([signal, over.signal])).then(
      () => over.abort(),
    );
    try {
      const end = await doStep(name, request, run, over.signal);
      put(isCancelled() ? { name, status: 'skipped', because: 'asked' } : { name, ...end });
    } finally {
      over.abort();
    }
  };

  return {
    turn: () => 'none',
    perform: async (request, run) => {
      const { deviceId } = request;
      for (const name of findStepNames) await runStep(name, request, run);
      const device = presentDevice(session, deviceId);
      if (!device.ok) return { kind: 'failed', fault: device.fault };
      const verdict = verdictNow(request);
      if (verdict === null) throw new Error(`no verdict of ${deviceId}, which is there`);
      return { kind: 'find', outcome: { kind: 'done', report: verdict } };
    },
  };
};

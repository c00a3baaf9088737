import type { AuditRecord } from '#app/audit/record.ts';
import type { Clock } from '#app/clock.ts';
import type { Fault } from '#app/faults/fault.ts';
import { describe } from '#app/operations/describe.ts';
import { runningOn } from '#app/operations/history.ts';
import type { FindStepName } from '#app/operations/find-steps.ts';
import type { OperationKind } from '#app/operations/kinds.ts';
import type {
  Operation,
  OperationOf,
  OperationRequest,
  PersonAnswer,
  RequestOf,
} from '#app/operations/operation.ts';
import { whyForbidden } from '#app/policy/forbidden.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { Ended, OperationChange } from '#app/session/event.ts';
import type { DeviceState } from '#app/session/state.ts';
import type { Dot4Driver } from '#native';
import type { AuditTrail } from '../audit/audit-trail.ts';
import type { Operator } from '../audit/operator.ts';
import { said } from '../audit/said.ts';
import { unwritable } from '../files/system-error.ts';
import { presentDevice } from '../session/device-service.ts';
import type { DeviceService } from '../session/device-service.ts';
import type { Session } from '../session/session-service.ts';
import type { DeviceTurns } from './device-turns.ts';

/** What every operation needs. */
export interface OperationParts {
  readonly driver: Dot4Driver;
  readonly session: Session;
  readonly devices: DeviceService;
  readonly turns: DeviceTurns;
  readonly audit: AuditTrail;
  readonly operator: Operator;
  readonly clock: Clock;
  /** Writes a bug down; answers the number under which it stands in the log. */
  readonly incident: (where: string, bug: unknown) => string;
}

/** What a record says beside who, where and when. */
export type RecordBody = AuditRecord extends infer R
  ? R extends AuditRecord
    ? Omit<R, keyof ReturnType<typeof said>>
    : never
  : never;

/** A record that says that something begins, and is on disk. Its end is recorded once, whatever happens. */
export interface Begun {
  end(body: RecordBody): Promise<void>;
}

/** One operation while it runs. */
export interface Run {
  readonly id: number;
  /** A person asked for its end, or the program closes. */
  readonly signal: AbortSignal;
  /** Another operation waits for the device; never, for an operation that keeps its turn. */
  readonly wanted: AbortSignal;
  readonly change: (change: OperationChange) => void;
  /** Takes the turn of the device for a while: only for operations that do not hold it from their start. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /**
   * Puts the beginning on disk; a fault means that nothing may be done. `unended` is the end that is recorded if the
   * operation ends, or the program is closed, before it has recorded another.
   */
  readonly begin: (body: RecordBody, unended: (fault: Fault) => RecordBody) => Promise<Result<Begun, Fault>>;
  /** Records an end that had no beginning, because nothing was done. */
  readonly record: (body: RecordBody) => Promise<void>;
  /** Runs another operation as a part of this one, which holds no turn itself; the signal cancels it. */
  readonly part: <K extends OperationKind>(
    request: RequestOf<K>,
    signal: AbortSignal,
  ) => Promise<Result<OperationOf<K>, Fault>>;
}

/** What is particular to one kind of operation. */
export interface Particulars<K extends OperationKind> {
  /** Whether it has the device's turn from start to end, gives it up when another operation waits, or takes it by itself. */
  readonly turn: (request: RequestOf<K>) => 'keeps' | 'gives-way' | 'none';
  /** `device`: as it is when the operation has its turn; it is present. */
  perform(request: RequestOf<K>, run: Run, device: DeviceState): Promise<Ended>;
}

type WithReport = 'measure' | 'probe' | 'trial' | 'scan';
type ReportOf<K extends WithReport> = Extract<OperationOf<K>['outcome'], { kind: 'done' }>['report'];

/** The end of an operation that has a report, or the fault that kept it from one. */
export const endedAs = <K extends WithReport>(kind: K, result: Result<ReportOf<K>, Fault>): Ended =>
  result.ok
    ? ({ kind, outcome: { kind: 'done', report: result.value } } as Ended)
    : { kind: 'failed', fault: result.fault };

export type Kinds = { readonly [K in OperationKind]: Particulars<K> };

export interface Started<K extends OperationKind> {
  readonly id: number;
  /** Rejects for a bug, which is then also the operation's fault. */
  readonly ended: Promise<OperationOf<K>>;
}

export interface Operations {
  /** Why the policy of this computer refuses it, for whoever is about to ask a person; `start` refuses the same. */
  whyForbidden(request: OperationRequest): Fault | null;
  /** Faults: `unknown-device`, `device-gone`, `policy-forbids`, `busy`. Everything else is its outcome. */
  start<K extends OperationKind>(request: RequestOf<K>): Result<Started<K>, Fault>;
  cancel(id: number): void;
  /** Leaves out a step of a search; nothing where it has ended. */
  skip(id: number, step: FindStepName): void;
  dismiss(id: number): void;
  /** Keeps what a person said of it after its end. */
  answer(id: number, answer: PersonAnswer): void;
  /** Asks all to end; resolves when they have. */
  stop(): Promise<void>;
  /** Records of what runs that it was still open when the program ended. */
  recordOpen(): Promise<void>;
}

/** A close waits behind any other; of the rest one of a kind is enough on a device. */
const whyBusy = ({ session }: OperationParts, { kind, deviceId }: OperationRequest): Fault | null =>
  kind !== 'close' && runningOn(session.state.operations, deviceId).some((one) => one.kind === kind)
    ? { kind: 'busy', deviceId, operation: kind }
    : null;

const never = new AbortController().signal;

interface Open {
  readonly stop: AbortController;
  readonly ended: Promise<unknown>;
  readonly records: Records;
}

export const createOperations = (parts: OperationParts, kinds: Kinds): Operations => {
  const { session, clock, turns } = parts;
  const open = new Map<number, Open>();

  const end = (id: number, outcome: Ended): void =>
    session.dispatch({ type: 'operation-ended', at: clock.now(), id, outcome });

  const perform = async <K extends OperationKind>(
    id: number,
    request: RequestOf<K>,
    signal: AbortSignal,
    records: Records,
    subject: () => Operation,
  ): Promise<OperationOf<K>> => {
    const particulars: Particulars<K> = kinds[request.kind];
    const { deviceId } = request;
    const runWith = (wanted: AbortSignal): Promise<Ended> => {
      const device = presentDevice(session, deviceId);
      if (!device.ok) return Promise.resolve({ kind: 'failed', fault: device.fault });
      const change = (what: OperationChange): void =>
        session.dispatch({ type: 'operation-changed', id, change: what });
      change({ stage: 'looking' });
      const run: Run = {
        id,
        signal,
        wanted,
        change,
        inTurn: (work) => turns.run(deviceId, work),
        begin: (body, unended) => records.begin(body, unended),
        record: (body) => records.record(body),
        part: (request, signal) => part(id, request, signal),
      };
      return particulars.perform(request, run, device.value);
    };
    let ended: Ended | null = null;
    let fault: Fault | null = null;
    try {
      switch (particulars.turn(request)) {
        case 'keeps':
          ended = await turns.run(deviceId, () => runWith(never));
          break;
        case 'gives-way':
          ended = await turns.runUntilWanted(deviceId, runWith);
          break;
        case 'none':
          ended = await runWith(never);
      }
    } catch (error) {
      const known = unwritable(error);
      fault = known ?? { kind: 'internal', incident: parts.incident(request.kind, error) };
      if (known === null) throw error;
    } finally {
      const why = fault ?? (ended?.kind === 'failed' ? ended.fault : null);
      await records.endAll(why ?? { kind: 'internal', incident: '' });
      end(id, ended ?? { kind: 'failed', fault: fault ?? { kind: 'internal', incident: '' } });
      open.delete(id);
    }
    return subject() as OperationOf<K>;
  };

  const forbiddenNow = (request: OperationRequest): Fault | null =>
    whyForbidden(session.state.environment.policy, request, session.state);

  const start = <K extends OperationKind>(
    request: RequestOf<K>,
    partOf: number | null,
  ): Result<Started<K>, Fault> => {
    const device = presentDevice(session, request.deviceId);
    if (!device.ok) return device;
    const forbidden = forbiddenNow(request);
    if (forbidden !== null) return fail(forbidden);
    const busy = whyBusy(parts, request);
    if (busy !== null) return fail(busy);
    const id = session.state.lastId + 1;
    const operation = describe(session.state, request, id, clock.now(), partOf);
    session.dispatch({ type: 'operation-started', operation });
    const stop = new AbortController();
    const records = new Records(parts, request.deviceId);
    const ended = perform<K>(
      id,
      request,
      stop.signal,
      records,
      () => session.state.operations[id] ?? operation,
    );
    ended.catch(() => undefined);
    open.set(id, { stop, ended, records });
    return ok({ id, ended });
  };

  const cancel = (id: number): void => {
    if (!open.has(id)) return;
    session.dispatch({ type: 'operation-changed', id, change: { isCancelled: true } });
    open.get(id)?.stop.abort();
  };

  const part = async <K extends OperationKind>(
    partOf: number,
    request: RequestOf<K>,
    signal: AbortSignal,
  ): Promise<Result<OperationOf<K>, Fault>> => {
    const started = start<K>(request, partOf);
    if (!started.ok) return started;
    const { id, ended } = started.value;
    const onAbort = (): void => cancel(id);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    try {
      return ok(await ended);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  };

  /** What a person says of an outcome; nobody has read that of one that runs. */
  const noteAfter = (id: number, change: OperationChange): void => {
    if (!open.has(id)) session.dispatch({ type: 'operation-changed', id, change });
  };

  return {
    whyForbidden: forbiddenNow,
    start: (request) => start(request, null),
    cancel,
    skip: (id, step) => session.dispatch({ type: 'step-skipped', id, step }),
    dismiss: (id) => noteAfter(id, { isDismissed: true }),
    answer: (id, answer) => noteAfter(id, { answer }),
    stop: async () => {
      const all = [...open.values()];
      for (const { stop } of all) stop.abort();
      await Promise.allSettled(all.map(({ ended }) => ended));
    },
    recordOpen: async () => {
      await Promise.all([...open.values()].map(({ records }) => records.endAll({ kind: 'open-at-quit' })));
    },
  };
};

/** The audit records of one operation: what began and has not ended yet. */
class Records {
  readonly #parts: OperationParts;
  readonly #deviceId: string;
  readonly #begun = new Map<Begun, (fault: Fault) => RecordBody>();

  constructor(parts: OperationParts, deviceId: string) {
    this.#parts = parts;
    this.#deviceId = deviceId;
  }

  async begin(body: RecordBody, unended: (fault: Fault) => RecordBody): Promise<Result<Begun, Fault>> {
    const begun: Begun = {
      end: async (outcome) => {
        if (this.#begun.delete(begun)) await this.record(outcome);
      },
    };
    // from now on: the program may have to end before it hears that the record is on disk
    this.#begun.set(begun, unended);
    const written = await this.#append(body);
    if (written.ok) return ok(begun);
    this.#begun.delete(begun);
    return written;
  }

  async record(body: RecordBody): Promise<void> {
    const recorded = await this.#append(body);
    // where the beginning could not be written, that is the outcome already
    if (recorded.ok || recorded.fault.kind === 'audit-unwritable') return;
    const { session, clock } = this.#parts;
    session.dispatch({ type: 'notice', at: clock.now(), fault: recorded.fault });
  }

  async endAll(fault: Fault): Promise<void> {
    for (const [begun, unended] of [...this.#begun]) await begun.end(unended(fault));
  }

  async #append(body: RecordBody): Promise<Result<void, Fault>> {
    const { audit, operator, driver, session, clock } = this.#parts;
    const device = session.state.devices[this.#deviceId]?.device;
    if (device === undefined) throw new Error(`a record about ${this.#deviceId}, which was never seen`);
    const simulated = driver.kind === 'simulator';
    const written = await audit.append({ ...said(operator, device, simulated, clock.now()), ...body });
    if (written.ok) this.#allWritten();
    return written;
  }

  /** Outcomes that could not be written went out before it. */
  #allWritten(): void {
    const { session } = this.#parts;
    for (const { fault } of Object.values(session.state.notices))
      if (fault.kind === 'outcome-not-recorded') session.dispatch({ type: 'notice-over', fault });
  }
}

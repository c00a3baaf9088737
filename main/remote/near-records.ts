import { randomUUID } from 'node:crypto';
import type { AuditRecord } from '#app/audit/record.ts';
import type { Clock } from '#app/clock.ts';
import type { Fault } from '#app/faults/fault.ts';
import { isRunning } from '#app/operations/operation.ts';
import type { Operation, OperationRequest } from '#app/operations/operation.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { SessionState } from '#app/session/state.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import type { Operator } from '../audit/operator.ts';
import { said } from '../audit/said.ts';
import type { Connection } from './connection.ts';

type Start = Extract<AuditRecord, { record: 'remote-start' }>;
type End = Extract<AuditRecord, { record: 'remote-end' }>;
type Ending = Pick<End, 'ended' | 'outcomes' | 'fault'>;

const hostSocketsOf = (request: OperationRequest): number[] => {
  if (request.kind === 'close') return request.targets.map(({ hostSocket }) => hostSocket);
  return request.kind === 'remedy' ? [request.hostSocket] : [];
};

const endingOf = (operation: Operation): Ending => {
  const ended = operation.isCancelled ? 'cancelled' : 'done';
  switch (operation.kind) {
    case 'close':
      return {
        ended,
        fault: null,
        outcomes: operation.closings.flatMap(({ hostSocket, outcome }) =>
          outcome === null ? [] : [{ hostSocket, outcome }],
        ),
      };
    case 'remedy': {
      const { outcome } = operation;
      const fault = outcome?.kind === 'failed' ? outcome.fault : null;
      return { ended: fault === null ? ended : 'failed', outcomes: [], fault };
    }
    default: {
      const fault = operation.outcome?.kind === 'failed' ? operation.outcome.fault : null;
      return { ended: fault === null ? ended : 'failed', outcomes: [], fault };
    }
  }
};

/** What was asked of another computer, in the trail of this one: before it is asked, and when it has ended there. */
export class NearRecords {
  readonly #trail: AuditTrail;
  readonly #operator: Operator;
  readonly #clock: Clock;
  readonly #connection: Connection;
  readonly #tell: (fault: Fault) => void;
  /** By the id that the operation has there. */
  readonly #open = new Map<number, Start>();
  #seen: SessionState | null = null;

  /** `tell`: of an end that is not on disk. */
  constructor(
    trail: AuditTrail,
    operator: Operator,
    clock: Clock,
    connection: Connection,
    tell: (fault: Fault) => void,
  ) {
    this.#trail = trail;
    this.#operator = operator;
    this.#clock = clock;
    this.#connection = connection;
    this.#tell = tell;
  }

  /** Faults: those of the trail, and nothing is asked then; those of `ask`. */
  async around(
    request: OperationRequest,
    state: SessionState,
    ask: () => Promise<Result<{ id: number }, Fault>>,
  ): Promise<Result<{ id: number }, Fault>> {
    const device = state.devices[request.deviceId]?.device;
    // the other computer says what it knows of such a device
    if (device === undefined) return ask();
    const { host, id, there } = this.#connection;
    const start: Start = {
      record: 'remote-start',
      ...said(this.#operator, device, state.environment.mode === 'simulator', this.#clock.now()),
      remote: randomUUID(),
      connection: id,
      host: host.name,
      there: { computer: there.computer, user: there.user },
      operation: request.kind,
      hostSockets: hostSocketsOf(request),
    };
    const recorded = await this.#trail.append(start);
    if (!recorded.ok) return recorded;
    const answer = await ask();
    if (answer.ok) {
      this.#open.set(answer.value.id, start);
      // its end may have come before its id
      if (this.#seen !== null) await this.look(this.#seen);
    } else if (answer.fault.kind === 'connection-lost') await this.#end(start, null);
    else await this.#end(start, { ended: 'failed', outcomes: [], fault: answer.fault });
    return answer.ok ? ok(answer.value) : answer;
  }

  /** Records what has ended there by now. */
  async look(state: SessionState): Promise<void> {
    this.#seen = state;
    const { operations, environment } = state;
    const isLost = environment.remote?.link === 'lost';
    for (const [id, start] of [...this.#open]) {
      const operation = operations[id];
      if (operation !== undefined && !isRunning(operation)) {
        this.#open.delete(id);
        await this.#end(start, endingOf(operation));
      } else if (isLost) {
        this.#open.delete(id);
        await this.#end(start, null);
      }
    }
  }

  /** The connection is ended from here: what is under way there ends without being seen from here. */
  async leave(): Promise<void> {
    const left = [...this.#open.values()];
    this.#open.clear();
    for (const start of left) await this.#end(start, null);
  }

  async #end(start: Start, ending: Ending | null): Promise<void> {
    const recorded = await this.#trail.append({
      ...start,
      record: 'remote-end',
      at: new Date(this.#clock.now()).toISOString(),
      ...(ending ?? { ended: null, outcomes: [], fault: null }),
    });
    if (!recorded.ok) this.#tell(recorded.fault);
  }
}

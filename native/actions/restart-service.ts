import type { Clock } from '#app/clock.ts';
import type { ActionOf } from '#app/remedy/action.ts';
import { mayBeRestarted } from '#app/remedy/restraint.ts';
import { fail, ok } from '#app/result.ts';
import { pause } from '../pause.ts';
import { actionFaults, type Acted } from './action-faults.ts';
import {
  serviceErrors,
  type ServiceControl,
  type ServiceFailure,
  type ServiceStatus,
} from './service-control.ts';

/** Of the time for a restart, what stopping may take. The rest is kept for starting, whatever the stopping does. */
const shareOfStopping = 0.5;
const pollMs = 250;
/** How often a start is tried that fails, and the pause before the next try. */
const mostTries = 3;
const retryMs = 1_000;

export interface RestartParts {
  readonly services: ServiceControl;
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>;
  /** The time for all of it. Only the last starts, which are asked for in any case, may reach beyond it. */
  readonly budgetMs: number;
  /** Aborted: the program ends. Nothing more is stopped, and what is stopped is started without waiting for it. */
  readonly hurry?: AbortSignal | undefined;
}

/**
 * Stops a service after those that depend on it, and starts all of them again, whatever the stopping did. Stopping ends
 * with its share of the time; what is still stopping then is waited for and started, too. No service that was stopped
 * is left without being asked to start, and each that does not run in the end is named.
 */
export const restartService = async (
  parts: RestartParts,
  action: ActionOf<'restart-service'>,
): Promise<Acted> => {
  const { gone, changed, isProtected, failed } = actionFaults(action);
  const { services } = parts;
  if (!mayBeRestarted(action.name)) return isProtected();
  const before = await services.status(action.name);
  if (!before.ok) {
    const { call, systemError } = before.fault;
    return systemError === serviceErrors.doesNotExist ? gone() : failed(call, systemError);
  }
  if (before.value.state !== 'running') return gone();
  if (before.value.pid !== action.pid) return changed();
  const dependents = await services.dependents(action.name);
  if (!dependents.ok) return failed(dependents.fault.call, dependents.fault.systemError);
  return new Restart(parts, action, dependents.value).run();
};

/** One of the services that have to stop and to run again. */
interface Member {
  readonly name: string;
  /** Null: its state could not be read. */
  status: ServiceStatus | null;
  wasStopped: boolean;
  /** One control is enough: some services stay "running" for a while after it. */
  stopAsked: boolean;
  tries: number;
  triedAt: number;
  startFailure: ServiceFailure | null;
}

type Hindrance =
  | { readonly kind: 'stays'; readonly name: string; readonly waitedMs: number }
  | { readonly kind: 'failed'; readonly name: string; readonly failure: ServiceFailure };

const stateOf = ({ status }: Member): ServiceStatus['state'] | null => status?.state ?? null;
const isUp = (member: Member): boolean => upStates.has(stateOf(member));
const upStates: ReadonlySet<ServiceStatus['state'] | null> = new Set([
  'running',
  'paused',
  'pause-pending',
  'continue-pending',
]);

/** What a refused stop leaves to the next look: the service is on its way, or the call did not return. */
const seenInStatus: ReadonlySet<number> = new Set([
  serviceErrors.cannotAcceptControl,
  serviceErrors.notActive,
  serviceErrors.requestTimeout,
  serviceErrors.timeout,
  serviceErrors.processAborted,
]);

class Restart {
  readonly #parts: RestartParts;
  readonly #action: ActionOf<'restart-service'>;
  readonly #own: Member;
  /** In the order in which they have to be stopped; the service itself is the last. */
  readonly #members: Member[];
  readonly #beganAt: number;

  constructor(parts: RestartParts, action: ActionOf<'restart-service'>, dependents: readonly string[]) {
    this.#parts = parts;
    this.#action = action;
    this.#beganAt = parts.clock.monotonicMs();
    this.#own = memberOf(action.name);
    this.#members = [...dependents.map(memberOf), this.#own];
  }

  async run(): Promise<Acted> {
    const hindrance = await this.#stopAll();
    await this.#startAll();
    return this.#outcome(hindrance);
  }

  get #spentMs(): number {
    return this.#parts.clock.monotonicMs() - this.#beganAt;
  }

  get #stoppingMs(): number {
    return this.#parts.budgetMs * shareOfStopping;
  }

  get #isHurried(): boolean {
    return this.#parts.hurry?.aborted === true;
  }

  /** Null: all of them were stopped. Else what stood in the way. */
  async #stopAll(): Promise<Hindrance | null> {
    for (;;) {
      const next = await this.#firstNotStopped();
      if (next === null) return null;
      const leftMs = this.#stoppingMs - this.#spentMs;
      if (leftMs <= 0 || this.#isHurried) {
        return { kind: 'stays', name: next.name, waitedMs: Math.round(this.#spentMs) };
      }
      const failure = isUp(next) ? await this.#stop(next, leftMs) : null;
      if (failure !== null) return { kind: 'failed', name: next.name, failure };
      await this.#pause();
    }
  }

  async #firstNotStopped(): Promise<Member | null> {
    for (const member of this.#members) {
      await this.#look(member);
      if (stateOf(member) !== 'stopped') return member;
    }
    return null;
  }

  async #stop(member: Member, limitMs: number): Promise<ServiceFailure | null> {
    if (member.stopAsked) return null;
    const asked = await this.#parts.services.stop(member.name, limitMs);
    const error = asked.ok ? null : asked.fault.systemError;
    member.stopAsked = error === null || error === serviceErrors.timeout;
    if (asked.ok || seenInStatus.has(asked.fault.systemError)) return null;
    const isNeeded = error === serviceErrors.dependentServicesRunning;
    return isNeeded && (await this.#addDependentsOf(member)) ? null : asked.fault;
  }

  /** Those that depend on a dependent, or were started meanwhile. */
  async #addDependentsOf(member: Member): Promise<boolean> {
    const found = await this.#parts.services.dependents(member.name);
    if (!found.ok) return false;
    const known = new Set(this.#members.map(({ name }) => name));
    const added = found.value.filter((name) => !known.has(name));
    this.#members.splice(this.#members.indexOf(member), 0, ...added.map(memberOf));
    // A known one that runs again is stopped once more, for it stands before this one.
    return found.value.length > 0;
  }

  async #startAll(): Promise<void> {
    for (;;) {
      const isWaiting = await this.#startNext();
      if (!isWaiting) return;
      if (this.#spentMs >= this.#parts.budgetMs || this.#isHurried) break;
      await this.#pause();
    }
    for (const member of this.#members.toReversed()) {
      if (stateOf(member) === 'stopped') await this.#start(member);
    }
  }

  /** Starts the first that can be started; whether any of them is still to be waited for. */
  async #startNext(): Promise<boolean> {
    for (const member of this.#members) await this.#look(member);
    let isWaiting = false;
    for (const member of this.#members.toReversed()) {
      if (isUp(member)) continue;
      if (stateOf(member) === 'start-pending') return true;
      if (stateOf(member) === 'stopped') {
        // Behind one that is still stopping it is tried once: it may depend on that one.
        if (member.tries >= (isWaiting ? 1 : mostTries)) continue;
        if (member.tries === 0 || this.#parts.clock.monotonicMs() - member.triedAt >= retryMs) {
          await this.#start(member);
          if (member.startFailure === null) return true;
        }
      }
      isWaiting = true;
    }
    return isWaiting;
  }

  async #start(member: Member): Promise<void> {
    member.tries++;
    const asked = await this.#parts.services.start(member.name);
    member.triedAt = this.#parts.clock.monotonicMs();
    const runs = asked.ok || asked.fault.systemError === serviceErrors.alreadyRunning;
    member.startFailure = runs ? null : asked.fault;
    await this.#look(member);
  }

  async #look(member: Member): Promise<void> {
    const status = await this.#parts.services.status(member.name);
    member.status = status.ok ? status.value : null;
    if (stateOf(member) !== 'stopped') return;
    member.wasStopped = true;
    member.stopAsked = false;
  }

  /** Where the hurry has begun already, it ends no pause: services are not asked without one. */
  #pause(): Promise<void> {
    const { clock, hurry } = this.#parts;
    return pause(clock, pollMs, hurry?.aborted === true ? undefined : hurry);
  }

  #outcome(hindrance: Hindrance | null): Acted {
    const { stays, failed } = actionFaults(this.#action);
    const inStartOrder = this.#members.toReversed();
    const runAgain = inStartOrder.filter((member) => member.wasStopped && isUp(member));
    const down = inStartOrder.filter((member) => !isUp(member));
    if (runAgain.includes(this.#own)) {
      const isStarting = (member: Member): boolean => stateOf(member) === 'start-pending';
      return ok({
        dependents: namesOf(runAgain.filter((member) => member !== this.#own)),
        leftStopped: namesOf(down.filter((member) => !isStarting(member))),
        stillStarting: namesOf(down.filter(isStarting)),
        running: runAgain.map(({ name, status }) => ({ name, pid: status?.pid ?? null })),
      });
    }
    if (down.length > 0) {
      const services = down.map((member) => ({ name: member.name, state: downState(member) }));
      return fail({
        kind: 'service-left-stopped',
        target: this.#own.name,
        services,
        failure: failureOf(down, hindrance),
      });
    }
    if (hindrance?.kind !== 'failed') return stays(hindrance?.waitedMs ?? 0, hindrance?.name);
    return failed(hindrance.failure.call, hindrance.failure.systemError, hindrance.name);
  }
}

const memberOf = (name: string): Member => ({
  name,
  status: null,
  wasStopped: false,
  stopAsked: false,
  tries: 0,
  triedAt: 0,
  startFailure: null,
});

const namesOf = (members: readonly Member[]): string[] => members.map(({ name }) => name);

const downState = (member: Member): 'stopped' | 'stopping' | 'starting' | 'unknown' => {
  switch (stateOf(member)) {
    case 'stop-pending':
      return 'stopping';
    case 'start-pending':
      return 'starting';
    case null:
      return 'unknown';
    default:
      return 'stopped';
  }
};

/** A start that failed says most: it is what has to be mended before the service runs. */
const failureOf = (down: readonly Member[], hindrance: Hindrance | null) => {
  const start = down.find(({ startFailure }) => startFailure !== null);
  if (start?.startFailure) return { service: start.name, ...start.startFailure };
  return hindrance?.kind === 'failed' ? { service: hindrance.name, ...hindrance.failure } : null;
};

import type { Clock } from '#app/clock.ts';
import type { WindowsService } from '#app/evidence/evidence.ts';
import { fail, ok } from '#app/result.ts';
import {
  serviceErrors,
  type ServiceAnswer,
  type ServiceControl,
  type ServiceFailure,
} from '../actions/service-control.ts';

/** A Windows service of the simulated PC. */
export interface SimulatedService extends WindowsService {
  /** Services that need it: it is not stopped while one of them runs. */
  readonly dependents: readonly string[];
  /** What it takes to stop and to start; null: it never does. */
  readonly stopMs: number | null;
  readonly startMs: number | null;
  /** The system error with which every start fails. */
  readonly startError: number | null;
}

const usual = { state: 'running', dependents: [], stopMs: 150, startMs: 150, startError: null } as const;

export type ServiceDescription = Partial<SimulatedService> & { readonly name: string };

/** Services that have to do with printers, as they are on an ordinary PC with HP software. */
export const usualServices: readonly ServiceDescription[] = [
  { name: 'Pml Driver HPZ12', pid: 1460 },
  { name: 'Net Driver HPZ12', pid: 1468 },
  { name: 'stisvc', pid: 2104 },
  { name: 'Spooler', pid: 1876 },
];

/** Windows gives multiples of four. */
const pidStep = 4;

const refused = (call: string, systemError: number): { ok: false; fault: ServiceFailure } =>
  fail({ call, systemError });

/** The service control manager of the simulated PC: it answers as winsvc.h says, and services take their time. */
export class WindowsServices implements ServiceControl {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #onEnd: (pid: number) => void;
  readonly #programPids: () => readonly number[];
  readonly #services = new Map<string, SimulatedService>();
  readonly #listeners: ((service: SimulatedService) => void)[] = [];
  readonly #lastPids = new Map<string, number | null>();

  /** `onEnd`: the process of services has ended. `programPids`: process ids that others have. */
  constructor(
    clock: Pick<Clock, 'after'>,
    onEnd: (pid: number) => void,
    programPids: () => readonly number[],
  ) {
    this.#clock = clock;
    this.#onEnd = onEnd;
    this.#programPids = programPids;
    this.replaceAll(usualServices);
  }

  get all(): readonly SimulatedService[] {
    return [...this.#services.values()];
  }

  /** Adds a service, or changes what is given of one that is there. */
  set(description: ServiceDescription): void {
    const { name } = description;
    const before = this.#services.get(name) ?? { ...usual, name, pid: this.#newPid() };
    const after = { ...before, ...description };
    this.#services.set(name, after);
    for (const listener of this.#listeners) listener(after);
  }

  replaceAll(descriptions: readonly ServiceDescription[]): void {
    this.#services.clear();
    for (const one of descriptions) this.set(one);
  }

  /** `listener` hears of each service that changed. */
  onChange(listener: (service: SimulatedService) => void): void {
    this.#listeners.push(listener);
  }

  /** Those whose process this is. */
  runningIn(pid: number): string[] {
    return this.all.filter((service) => service.pid === pid).map(({ name }) => name);
  }

  status(name: string): ServiceAnswer<Pick<SimulatedService, 'state' | 'pid'>> {
    const service = this.#find(name);
    if (service === undefined) return soon(refused('OpenServiceW', serviceErrors.doesNotExist));
    return soon(ok({ state: service.state, pid: service.pid }));
  }

  dependents(name: string): ServiceAnswer<readonly string[]> {
    return soon(ok(this.#activeDependents(name)));
  }

  stop(name: string): ServiceAnswer<null> {
    const service = this.#find(name);
    if (service === undefined) return soon(refused('OpenServiceW', serviceErrors.doesNotExist));
    const error = this.#whyNotStop(service);
    if (error !== null) return soon(refused('ControlService', error));
    this.set({ name, state: 'stop-pending' });
    this.#after(service.stopMs, name, 'stop-pending', () => this.#stopped(name));
    return soon(ok(null));
  }

  start(name: string): ServiceAnswer<null> {
    return soon(this.#start(name));
  }

  #find(name: string): SimulatedService | undefined {
    const service = this.#services.get(name);
    return service?.state === 'not-installed' ? undefined : service;
  }

  #start(name: string): ReturnType<typeof refused> | { ok: true; value: null } {
    const service = this.#find(name);
    if (service === undefined) return refused('OpenServiceW', serviceErrors.doesNotExist);
    if (service.state !== 'stopped') return refused('StartServiceW', serviceErrors.alreadyRunning);
    if (service.startError !== null) return refused('StartServiceW', service.startError);
    // The manager starts first what a service needs, and goes on when that runs.
    const needs = this.all.filter((one) => one.dependents.includes(name));
    this.set({ name, state: 'start-pending' });
    for (const needed of needs) {
      const isStopping = needed.state === 'stop-pending';
      if (isStopping || (needed.state === 'stopped' && !this.#start(needed.name).ok)) {
        this.set({ name, state: 'stopped' });
        return refused('StartServiceW', serviceErrors.dependencyFailed);
      }
    }
    const awaited = needs.filter(({ state }) => state !== 'running').map(({ startMs }) => startMs);
    const neverRuns = service.startMs === null || awaited.includes(null);
    const startMs = neverRuns ? null : service.startMs + Math.max(0, ...awaited.map((ms) => ms ?? 0));
    this.#after(startMs, name, 'start-pending', () =>
      this.set({ name, state: 'running', pid: this.#pidFor(service) }),
    );
    return ok(null);
  }

  #whyNotStop({ name, state }: SimulatedService): number | null {
    if (state === 'stopped') return serviceErrors.notActive;
    if (state !== 'running') return serviceErrors.cannotAcceptControl;
    return this.#activeDependents(name).length > 0 ? serviceErrors.dependentServicesRunning : null;
  }

  /** Whatever needs it directly or by another, the farthest first: each is stopped before what it needs. */
  #activeDependents(name: string, seen = new Set([name])): string[] {
    const all = (this.#find(name)?.dependents ?? []).flatMap((one) => {
      if (seen.has(one)) return [];
      seen.add(one);
      return [...this.#activeDependents(one, seen), one];
    });
    return all.filter((one) => (this.#find(one)?.state ?? 'stopped') !== 'stopped');
  }

  #after(ms: number | null, name: string, state: SimulatedService['state'], then: () => void): void {
    if (ms === null) return;
    this.#clock.after(ms, () => {
      if (this.#services.get(name)?.state === state) then();
    });
  }

  #stopped(name: string): void {
    const pid = this.#services.get(name)?.pid ?? null;
    this.set({ name, state: 'stopped', pid: null });
    this.#lastPids.set(name, pid);
    // A process that runs other services goes on.
    if (pid !== null && this.runningIn(pid).length === 0) this.#onEnd(pid);
  }

  /** A service of a process that still runs others comes back in it. */
  #pidFor({ name }: SimulatedService): number {
    const last = this.#lastPids.get(name) ?? null;
    return last !== null && this.runningIn(last).length > 0 ? last : this.#newPid();
  }

  #newPid(): number {
    return Math.max(0, ...this.all.map(({ pid }) => pid ?? 0), ...this.#programPids()) + pidStep;
  }
}

const soon = <T>(answer: T): Promise<T> => Promise.resolve(answer);

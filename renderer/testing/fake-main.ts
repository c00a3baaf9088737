import type { AuditPage } from '#app/audit/page.ts';
import type { CommandId } from '#app/commands/command-list.ts';
import type { CommandStates } from '#app/commands/command-state.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { EventPayloads, MainHandlers, WindowApi } from '#app/ipc/derive.ts';
import { contractMembers } from '#app/ipc/members.ts';
import { describe } from '#app/operations/describe.ts';
import type { OperationRequest, RequestOf } from '#app/operations/operation.ts';
import type { RequestPage, RequestRecord } from '#app/requests/record.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { diff } from '#app/session/delta.ts';
import type { Drawn, NumberedDelta } from '#app/session/delta.ts';
import type { Ended, OperationChange } from '#app/session/event.ts';
import type { SessionState } from '#app/session/state.ts';
import { defaultSettings } from '#app/settings/settings.ts';
import { afterEvents } from '#app/testing/stamped.ts';
import type { TestEvent } from '#app/testing/stamped.ts';
import { nextOperationId } from './operations.ts';
import { sessionAfter } from './sessions.ts';

type Call = (input: unknown) => Promise<Result<unknown, Fault>>;
type Listen = (payload: unknown) => void;

/** What a call that answers nothing, or a file that was saved, is answered with: a fault where a test put one here. */
interface Faults {
  copy: Fault | null;
  snapshot: Fault | null;
  start: Fault | null;
  refresh: Fault | null;
  restart: Fault | null;
  save: Fault | null;
  settings: Fault | null;
  connect: Fault | null;
}

const answer = <T>(fault: Fault | null, value: T): Promise<Result<T, Fault>> =>
  Promise.resolve(fault === null ? ok(value) : fail(fault));
const done = (fault: Fault | null = null): Promise<Result<undefined, Fault>> => answer(fault, undefined);

/** Main's side of the contract, played by a test: its state changes through the same reducer as the real one. */
export class FakeMain {
  state: SessionState;
  epoch = 1;
  revision = 0;
  /** The session's monotonic clock, as it is with the next snapshot. */
  ms: () => number = () => Date.now();
  readonly faults: Faults = {
    copy: null,
    snapshot: null,
    start: null,
    refresh: null,
    restart: null,
    save: null,
    settings: null,
    connect: null,
  };
  hosts: string[] = [];
  /** An answer to connecting that is not there yet. */
  connecting: Promise<Result<undefined, Fault>> | null = null;
  /** What the audit trail is read as: once each, in turn, and after that always `auditAnswer`. */
  auditAnswers: Result<AuditPage, Fault>[] = [];
  auditAnswer: Result<AuditPage, Fault> = ok({ path: 'audit.jsonl', file: null, lines: [], older: null });
  settings = defaultSettings;
  requests: RequestPage = { records: [], total: 0 };
  /** What saving a report comes to. */
  reportSaved: Result<string | null, Fault> = ok(null);
  #format = '';
  readonly #calls: { readonly name: string; readonly input: unknown }[] = [];
  readonly #listeners = new Map<string, Set<Listen>>();

  constructor(events: readonly TestEvent[] = []) {
    this.state = sessionAfter(events);
  }

  /** The names of all calls, in order: "session.refresh". */
  get calls(): readonly string[] {
    return this.#calls.map(({ name }) => name);
  }

  /** What a call was given, each time. */
  inputs(name: string): readonly unknown[] {
    return this.#calls.filter((call) => call.name === name).map(({ input }) => input);
  }

  /** Every operation that was asked for, of one kind. */
  asked<K extends OperationRequest['kind']>(kind: K): readonly RequestOf<K>[] {
    const all = this.inputs('operation.start') as readonly OperationRequest[];
    return all.filter((request): request is RequestOf<K> => request.kind === kind);
  }

  get copied(): readonly string[] {
    return this.inputs('window.copyText').map((input) => (input as { text: string }).text);
  }

  get saved(): readonly string[] {
    return this.inputs('file.append').map((input) => (input as { text: string }).text);
  }

  /** What the window says it has drawn. */
  get acknowledged(): readonly Drawn[] {
    return this.inputs('session.acknowledge') as readonly Drawn[];
  }

  /** What the application menu was told last. */
  get commandStates(): CommandStates | null {
    return (this.inputs('window.commandStates').at(-1) as CommandStates | undefined) ?? null;
  }

  get listenerCount(): number {
    return this.#listeners.get('session.delta')?.size ?? 0;
  }

  /** Something happens at main: the window hears of it as a numbered delta. */
  happen(...events: readonly TestEvent[]): void {
    const delta = this.change(...events);
    if (delta !== null) this.send('session.delta', delta);
  }

  /** Another session takes the place of this one. */
  begin(...events: readonly TestEvent[]): void {
    this.epoch += 1;
    this.revision = 0;
    this.state = sessionAfter(events);
    const { epoch, revision } = this;
    this.send('session.delta', { epoch, revision, delta: {} });
  }

  /** Something happens, and its delta never arrives. */
  change(...events: readonly TestEvent[]): NumberedDelta | null {
    const before = this.state;
    this.state = afterEvents(events, before);
    const delta = diff(before, this.state);
    if (delta === null) return null;
    this.revision += 1;
    return { epoch: this.epoch, revision: this.revision, delta };
  }

  /** The operation that was started last goes on. */
  goOn(change: OperationChange): void {
    this.happen({ type: 'operation-changed', id: this.#lastOperation(), change });
  }

  /** The operation that was started last ends. */
  end(outcome: Ended): void {
    this.happen({ type: 'operation-ended', at: Date.now(), id: this.#lastOperation(), outcome });
  }

  /** Requests of a device are added to its log. */
  addRequests(deviceId: string, ...records: readonly RequestRecord[]): void {
    const all = [...this.requests.records, ...records];
    this.requests = { records: all, total: this.requests.total + records.length };
    this.send('device.requestsGrew', { deviceId });
  }

  writeAudit(page: Result<AuditPage, Fault>): void {
    this.auditAnswer = page;
    this.send('audit.changed', undefined);
  }

  /** A person chooses a command in the application menu. */
  chooseInMenu(id: CommandId): void {
    this.send('window.command', { id });
  }

  send<N extends keyof EventPayloads>(name: N, payload: EventPayloads[N]): void {
    this.#listeners.get(name)?.forEach((listen) => listen(payload));
  }

  readonly #handlers: MainHandlers = {
    session: {
      snapshot: () =>
        answer(this.faults.snapshot, {
          epoch: this.epoch,
          revision: this.revision,
          ms: this.ms(),
          state: this.state,
        }),
      refresh: () => done(this.faults.refresh),
      setUpdates: (updates) => this.#after({ type: 'updates-set', updates }),
      dismissNotice: ({ id }) => this.#after({ type: 'notice-dismissed', id }),
      acknowledge: () => done(),
    },
    device: {
      saveReport: () => Promise.resolve(this.reportSaved),
      requests: ({ after }) => {
        const records = this.requests.records.filter(({ id }) => id > after);
        return answer(null, { records, total: this.requests.total });
      },
    },
    operation: {
      start: (request) => {
        const id = nextOperationId();
        const operation = describe(this.state, request, id, Date.now());
        if (this.faults.start === null) {
          const change = { stage: 'looking' } as const;
          this.happen({ type: 'operation-started', operation }, { type: 'operation-changed', id, change });
        }
        return answer(this.faults.start, { id });
      },
      cancel: ({ id }) => this.#after({ type: 'operation-changed', id, change: { isCancelled: true } }),
      skip: ({ id, step }) => this.#after({ type: 'step-skipped', id, step }),
      dismiss: ({ id }) => this.#after({ type: 'operation-changed', id, change: { isDismissed: true } }),
      answer: ({ id, answer: said }) =>
        this.#after({ type: 'operation-changed', id, change: { answer: said } }),
    },
    practice: { start: () => done(), leave: () => done() },
    remote: {
      hosts: () => answer(null, this.hosts),
      connect: () => this.connecting ?? done(this.faults.connect),
      disconnect: () => done(),
    },
    audit: {
      read: () => Promise.resolve(this.auditAnswers.shift() ?? this.auditAnswer),
      save: ({ format }) => answer(this.faults.save, { path: `C:\\audit.${format}` }),
    },
    file: {
      begin: ({ format }) => {
        this.#format = format;
        return answer(null, { id: 1 });
      },
      append: () => done(),
      end: () => answer(this.faults.save, { path: `C:\\channels.${this.#format}` }),
    },
    settings: {
      get: () => answer(null, this.settings),
      change: (change) => {
        this.settings = { ...this.settings, ...change };
        return done(this.faults.settings);
      },
    },
    window: {
      ready: () => done(),
      restartAsAdministrator: () => done(this.faults.restart),
      copyText: () => done(this.faults.copy),
      commandStates: () => done(),
    },
  };

  /** Built by walking the contract, as the preload script builds it. */
  readonly api: WindowApi = this.#api();

  #api(): WindowApi {
    const api: Record<string, Record<string, unknown>> = {};
    const handlers = this.#handlers as unknown as Readonly<Record<string, Readonly<Record<string, Call>>>>;
    for (const { group, name, member } of contractMembers()) {
      const functions = (api[group] ??= {});
      if (member.direction === 'to-main') {
        functions[name] = (input: unknown) => {
          this.#calls.push({ name: `${group}.${name}`, input });
          return handlers[group]?.[name]?.(input);
        };
      } else {
        functions[`on${name.charAt(0).toUpperCase()}${name.slice(1)}`] = (listen: Listen) =>
          this.#listen(`${group}.${name}`, listen);
      }
    }
    return api as unknown as WindowApi;
  }

  #listen(name: string, listen: Listen): () => void {
    this.#calls.push({ name: `on ${name}`, input: undefined });
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listen));
    return () => listeners.delete(listen);
  }

  #after(event: TestEvent): Promise<Result<undefined, Fault>> {
    this.happen(event);
    return done();
  }

  #lastOperation(): number {
    return Math.max(...Object.keys(this.state.operations).map(Number));
  }
}
